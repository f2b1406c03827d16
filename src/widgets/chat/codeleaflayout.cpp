// SPDX-License-Identifier: GPL-3.0-or-later
#include "codeleaflayout.h"

#include "textleaflayout.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

constexpr qreal barHeight = 32;
constexpr qreal sidePadding = 14;
constexpr qreal bottomPadding = 12;

qreal lineHeightOf(const ChatStyle &style)
{
    return std::round(pixelsOf(style.codeFont) * 1.55);
}

int columnsOf(QStringView line)
{
    int columns = 0;
    for (const QChar c : line)
        columns += c == u'\t' ? 4 : c.unicode() >= 0x1100 ? 2 : 1;
    return columns;
}

QString copyLabel()
{
    return QCoreApplication::translate("sekisho::widgets::MessageView", "Copy");
}

} // namespace

CodeLeafLayout::CodeLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
    : m_content(content)
    , m_style(style)
    , m_width(width)
    , m_lineHeight(lineHeightOf(style))
    , m_highlighter(content.detail)
{
    m_starts.push_back(0);
    takeLines(0);
}

void CodeLeafLayout::takeLines(qsizetype from)
{
    const QString &text = m_content.text;
    const size_t firstNew = m_starts.size() - 1;
    for (qsizetype end = text.indexOf(u'\n', from); end >= 0; end = text.indexOf(u'\n', end + 1))
        m_starts.push_back(int(end) + 1);
    for (size_t line = firstNew; line < m_starts.size(); ++line)
        m_widest = qMax(m_widest, columnsOf(lineText(int(line))));
}

bool CodeLeafLayout::extendTo(const LeafContent &content)
{
    const qsizetype known = m_content.text.size();
    const bool same = content.kind == LeafKind::Code && content.detail == m_content.detail &&
                      content.indent == m_content.indent && content.text.startsWith(m_content.text);
    if (!same)
        return false;
    const int lastLine = int(m_starts.size()) - 1;
    m_layouts.erase(lastLine);
    m_states.resize(qMin(m_states.size(), size_t(lastLine) + 1));
    m_content = content;
    takeLines(known);
    return true;
}

qreal CodeLeafLayout::heightFor(const LeafContent &content, const ChatStyle &style)
{
    return barHeight + (content.text.count(u'\n') + 1) * lineHeightOf(style) + bottomPadding;
}

qreal CodeLeafLayout::height() const
{
    return barHeight + qreal(m_starts.size()) * m_lineHeight + bottomPadding;
}

QStringView CodeLeafLayout::lineText(int line) const
{
    const int start = m_starts[size_t(line)];
    const int end =
        size_t(line) + 1 < m_starts.size() ? m_starts[size_t(line) + 1] - 1 : int(m_content.text.size());
    return QStringView(m_content.text).sliced(start, end - start);
}

int CodeLeafLayout::lineAt(qreal y) const
{
    return qBound(0, int((y - barHeight) / m_lineHeight), int(m_starts.size()) - 1);
}

qreal CodeLeafLayout::lineTop(int line) const
{
    return barHeight + line * m_lineHeight;
}

QRectF CodeLeafLayout::codeRect() const
{
    return {qreal(m_content.indent), 0, m_width - m_content.indent, height()};
}

qreal CodeLeafLayout::maximumScroll() const
{
    const qreal text = m_widest * QFontMetricsF(m_style.codeFont).horizontalAdvance(u'0') + 2 * sidePadding;
    return qMax(0.0, text - codeRect().width());
}

int CodeLeafLayout::stateBefore(int line)
{
    if (!m_highlighter.knowsLanguage())
        return 0;
    while (int(m_states.size()) <= line)
        m_states.push_back(
            m_highlighter.highlight(lineText(int(m_states.size()) - 1), m_states.back(), nullptr));
    return m_states[size_t(line)];
}

QList<QTextLayout::FormatRange> CodeLeafLayout::formatsOf(int line)
{
    if (!m_highlighter.knowsLanguage())
        return {};
    const int state = stateBefore(line);
    QList<CodeToken> tokens;
    m_highlighter.highlight(lineText(line), state, &tokens);
    const QColor colors[] = {m_style.codeKeyword, m_style.codeString, m_style.codeComment,
                             m_style.codeNumber};
    QList<QTextLayout::FormatRange> formats;
    for (const CodeToken &token : tokens) {
        QTextCharFormat format;
        format.setForeground(colors[int(token.kind)]);
        formats.append({token.start, token.length, format});
    }
    return formats;
}

QTextLayout &CodeLeafLayout::layoutOf(int line)
{
    auto &layout = m_layouts[line];
    if (layout)
        return *layout;
    layout = std::make_unique<QTextLayout>(lineText(line).toString(), m_style.codeFont);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTabStopDistance(4 * QFontMetricsF(m_style.codeFont).horizontalAdvance(u' '));
    layout->setTextOption(option);
    layout->setFormats(formatsOf(line));
    layout->beginLayout();
    QTextLine text = layout->createLine();
    text.setLineWidth(1e6);
    const QFontMetricsF metrics(m_style.codeFont);
    const qreal baseline = (m_lineHeight - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent();
    text.setPosition({0, baseline - text.ascent()});
    layout->endLayout();
    return *layout;
}

void CodeLeafLayout::forgetFar(int first, int last)
{
    const int room = 2 * (last - first + 1);
    std::erase_if(m_layouts,
                  [&](const auto &entry) { return entry.first < first - room || entry.first > last + room; });
}

QList<LeafControl> CodeLeafLayout::controls() const
{
    const qreal width = QFontMetricsF(m_style.uiFont).horizontalAdvance(copyLabel()) + 16;
    const QRectF rect(m_width - width - 6, 4, width, barHeight - 8);
    return {{u"copy-code"_s, copyLabel(), rect}};
}

void CodeLeafLayout::paintFrame(QPainter &painter, const LeafPaint &what) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.panel);
    painter.drawRoundedRect(codeRect(), m_style.radius, m_style.radius);
    painter.setFont(scaled(m_style.uiFont, 0.92));
    painter.setPen(m_style.quiet);
    const QRectF bar(codeRect().x() + sidePadding, 0, codeRect().width(), barHeight);
    painter.drawText(bar, Qt::AlignVCenter | Qt::AlignLeft, m_content.detail.left(24));
    const LeafControl copy = controls().first();
    const bool lit = what.hoveredControl == copy.key || what.focusedControl == copy.key;
    if (lit) {
        painter.setPen(what.focusedControl == copy.key ? QPen(m_style.accent, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(m_style.line);
        painter.drawRoundedRect(copy.rect, 4, 4);
    }
    painter.setPen(lit ? m_style.text : m_style.quiet);
    painter.drawText(copy.rect, Qt::AlignCenter, copy.label);
}

void CodeLeafLayout::fill(QPainter &painter, int line, TextRange range, const QColor &color)
{
    const int start = m_starts[size_t(line)];
    const int length = int(lineText(line).size());
    const int from = qMax(0, range.from - start);
    const int to = qMin(length, range.to - start);
    if (from > to || range.isEmpty() || (from == to && (length > 0 || range.to <= start)))
        return;
    const QTextLine text = layoutOf(line).lineAt(0);
    const qreal left = text.cursorToX(from);
    const qreal right = length == 0 ? left + 4 : text.cursorToX(to);
    painter.fillRect(QRectF(left, 0, right - left, m_lineHeight), color);
}

void CodeLeafLayout::paintLine(QPainter &painter, int line, const LeafPaint &what)
{
    painter.save();
    painter.translate(codeRect().x() + sidePadding - m_scroll, lineTop(line));
    for (const TextRange &match : what.matches)
        fill(painter, line, match, m_style.findMatch);
    fill(painter, line, what.currentMatch, m_style.findCurrent);
    fill(painter, line, what.selection, m_style.selection);
    painter.setPen(m_style.text);
    layoutOf(line).draw(&painter, {});
    painter.restore();
}

void CodeLeafLayout::paintScrollBar(QPainter &painter) const
{
    if (maximumScroll() <= 0)
        return;
    const QRectF track(codeRect().x() + 6, height() - 7, codeRect().width() - 12, 4);
    const qreal share = codeRect().width() / (codeRect().width() + maximumScroll());
    const qreal room = track.width() * (1 - share);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.line);
    painter.drawRoundedRect(
        QRectF(track.x() + room * m_scroll / maximumScroll(), track.y(), track.width() * share, 4), 2, 2);
}

void CodeLeafLayout::paint(QPainter &painter, const LeafPaint &what)
{
    paintQuoteBars(painter, m_content, m_style, height());
    paintFrame(painter, what);
    const int first = lineAt(what.clip.top());
    const int last = lineAt(what.clip.bottom());
    painter.save();
    painter.setClipRect(codeRect().adjusted(sidePadding - 4, barHeight, -4, 0), Qt::IntersectClip);
    for (int line = first; line <= last; ++line)
        paintLine(painter, line, what);
    painter.restore();
    forgetFar(first, last);
    paintScrollBar(painter);
}

int CodeLeafLayout::offsetAt(QPointF point)
{
    if (point.y() < barHeight)
        return 0;
    if (point.y() >= lineTop(int(m_starts.size())))
        return int(m_content.text.size());
    const int line = lineAt(point.y());
    const qreal x = point.x() - codeRect().x() - sidePadding + m_scroll;
    return m_starts[size_t(line)] + layoutOf(line).lineAt(0).xToCursor(x);
}

QRectF CodeLeafLayout::rectOf(TextRange range)
{
    const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), range.from);
    const int line = int(next - m_starts.begin()) - 1;
    const qreal x = layoutOf(line).lineAt(0).cursorToX(range.from - m_starts[size_t(line)]);
    return {codeRect().x() + sidePadding + x - m_scroll, lineTop(line), 1, m_lineHeight};
}

} // namespace sekisho::widgets
