// SPDX-License-Identifier: GPL-3.0-or-later
#include "inlinetext.h"

#include <QPainter>
#include <QTextLayout>

namespace sekisho::widgets {

InlineText::InlineText(const QString &text, const QList<LeafSpan> &spans, const InlineTextFormat &format,
                       const ChatStyle &style)
    : m_style(style)
    , m_spans(spans)
    , m_format(format)
{
    QString lines = text;
    lines.replace(u'\n', QChar(QChar::LineSeparator));
    m_layout = std::make_unique<QTextLayout>(lines, format.font);
    QTextOption option(format.alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    m_layout->setFormats(formatsOf(lines));
}

QTextCharFormat InlineText::formatOf(const LeafSpan &span) const
{
    QTextCharFormat format;
    QFont font = m_format.font;
    if (span.styles & InlineStyle::Code) {
        font = scaled(m_style.codeFont, 0.92 * pixelsOf(m_format.font) / pixelsOf(m_style.codeFont));
    }
    font.setBold(font.bold() || span.styles & InlineStyle::Bold);
    font.setItalic(span.styles & InlineStyle::Italic);
    font.setStrikeOut(span.styles & InlineStyle::Strike);
    format.setFont(font);
    if (!span.href.isEmpty())
        format.setForeground(m_style.accent);
    return format;
}

// Inline code gets air on both sides from letter spacing, which needs no characters that copying would have
// to drop.
QList<QTextLayout::FormatRange> InlineText::formatsOf(const QString &text) const
{
    QList<QTextLayout::FormatRange> formats;
    const auto widen = [&](int at, QTextCharFormat format, const QFont &font) {
        QFont wide = format.hasProperty(QTextFormat::FontFamilies) ? format.font() : font;
        wide.setLetterSpacing(QFont::AbsoluteSpacing, 5);
        format.setFont(wide);
        formats.append({at, 1, format});
    };
    int end = 0;
    QTextCharFormat before;
    for (const LeafSpan &span : m_spans) {
        const QTextCharFormat format = formatOf(span);
        formats.append({span.start, span.length, format});
        if (span.start > end)
            before = QTextCharFormat();
        const bool code = span.styles & InlineStyle::Code;
        if (code && span.start > 0 && text[span.start - 1] != QChar::LineSeparator)
            widen(span.start - 1, before, m_format.font);
        if (code && span.length > 0)
            widen(span.start + span.length - 1, format, m_format.font);
        before = format;
        end = span.start + span.length;
    }
    return formats;
}

void InlineText::layOut(qreal width)
{
    const QFontMetricsF metrics(m_format.font);
    const qreal above = (m_format.lineHeight - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent();
    qreal y = 0;
    m_naturalWidth = 0;
    m_layout->beginLayout();
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y + above - line.ascent()});
        m_naturalWidth = qMax(m_naturalWidth, line.naturalTextWidth());
        y += m_format.lineHeight;
    }
    m_layout->endLayout();
    m_height = qMax(y, m_format.lineHeight);
}

qreal InlineText::firstBaseline() const
{
    const QFontMetricsF metrics(m_format.font);
    return (m_format.lineHeight - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent();
}

QList<QRectF> InlineText::rectsOf(TextRange range) const
{
    QList<QRectF> rects;
    for (int i = 0; i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int from = qMax(range.from, line.textStart());
        const int to = qMin(range.to, line.textStart() + line.textLength());
        if (from >= to)
            continue;
        const qreal left = line.cursorToX(from);
        const qreal right = line.cursorToX(to);
        rects.append(
            QRectF(qMin(left, right), i * m_format.lineHeight, qAbs(right - left), m_format.lineHeight));
    }
    return rects;
}

QRectF InlineText::rectOf(TextRange range) const
{
    const QList<QRectF> rects = rectsOf(range);
    return rects.isEmpty() ? QRectF() : rects.first();
}

void InlineText::fill(QPainter &painter, TextRange range, const QColor &color) const
{
    for (const QRectF &rect : rectsOf(range))
        painter.fillRect(rect, color);
}

void InlineText::paintCodeGrounds(QPainter &painter) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.line);
    const qreal high = pixelsOf(m_format.font) * 1.35;
    for (const LeafSpan &span : m_spans) {
        if (!(span.styles & InlineStyle::Code))
            continue;
        for (const QRectF &rect : rectsOf({span.start, span.start + span.length})) {
            const QRectF ground(rect.x() - 3, rect.center().y() - high / 2, rect.width() + 1, high);
            painter.drawRoundedRect(ground, 4, 4);
        }
    }
}

void InlineText::paint(QPainter &painter, QPointF at, const LeafPaint &what) const
{
    painter.save();
    painter.translate(at);
    paintCodeGrounds(painter);
    for (const TextRange &match : what.matches)
        fill(painter, match, m_style.findMatch);
    fill(painter, what.currentMatch, m_style.findCurrent);
    fill(painter, what.selection, m_style.selection);
    QList<QTextLayout::FormatRange> underlines;
    for (const LeafSpan &span : m_spans) {
        if (span.href.isEmpty())
            continue;
        QTextCharFormat format;
        format.setFontUnderline(span.href == what.hoveredLink);
        underlines.append({span.start, span.length, format});
    }
    painter.setPen(m_format.color);
    m_layout->draw(&painter, {}, underlines, what.clip.translated(-at));
    painter.restore();
}

int InlineText::offsetAt(QPointF point) const
{
    if (m_layout->lineCount() == 0)
        return 0;
    const int row = qBound(0, int(point.y() / m_format.lineHeight), m_layout->lineCount() - 1);
    if (point.y() < 0)
        return 0;
    if (point.y() >= m_height)
        return static_cast<int>(m_layout->text().size());
    return m_layout->lineAt(row).xToCursor(point.x());
}

QString InlineText::hrefAt(QPointF point) const
{
    for (const LeafSpan &span : m_spans) {
        if (span.href.isEmpty())
            continue;
        for (const QRectF &rect : rectsOf({span.start, span.start + span.length})) {
            if (rect.contains(point))
                return span.href;
        }
    }
    return {};
}

} // namespace sekisho::widgets
