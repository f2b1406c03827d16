// SPDX-License-Identifier: GPL-3.0-or-later
#include "frameleaflayouts.h"

#include <widgets/common/badge.h>

#include <QPainter>
#include <QPainterPath>

namespace sekisho::widgets {

namespace {

QFont small(const ChatStyle &style)
{
    return scaled(style.uiFont, 0.92);
}

QFont strong(const ChatStyle &style)
{
    QFont font = style.uiFont;
    font.setWeight(QFont::DemiBold);
    return font;
}

InlineTextFormat formatOf(const QFont &font, const QColor &color, const QString &text, const ChatStyle &style)
{
    InlineTextFormat format{font, color};
    const qreal factor = hasJapanese(text) ? style.japaneseLineHeight : style.latinLineHeight;
    format.lineHeight = qRound(pixelsOf(font) * factor);
    return format;
}

constexpr qreal noticeLeft = 40;
constexpr qreal noticePadding = 11;
constexpr qreal buttonHeight = 30;

} // namespace

void HeaderLeafLayout::paint(QPainter &painter, const LeafPaint &)
{
    const QFont font = strong(m_style);
    painter.setFont(font);
    painter.setPen(m_style.text);
    painter.drawText(QRectF(0, 0, 2000, 20), Qt::AlignVCenter | Qt::AlignLeft, m_content.text);
    if (m_content.detail.isEmpty())
        return;
    const qreal x = QFontMetricsF(font).horizontalAdvance(m_content.text) + 8;
    Badge::paint(&painter, QRect(qRound(x), 0, 0, 20), m_content.detail, Badge::Kind::Warn);
}

void RuleLeafLayout::paint(QPainter &painter, const LeafPaint &)
{
    painter.fillRect(QRectF(m_content.indent, 4, m_width - m_content.indent, 1), m_style.line);
}

void WaitingLeafLayout::paint(QPainter &painter, const LeafPaint &)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.quiet);
    for (int i = 0; i < 3; ++i)
        painter.drawEllipse(QPointF(5 + i * 10, 12), 2.5, 2.5);
}

NoticeLeafLayout::NoticeLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
    : m_content(content)
    , m_style(style)
    , m_width(width)
    , m_text(content.text, {}, formatOf(style.messageFont, style.text, content.text, style), style)
    , m_detail(content.detail, {}, formatOf(style.uiFont, style.quiet, content.detail, style), style)
{
    m_text.layOut(width - noticeLeft - noticePadding);
    m_detail.layOut(width - noticeLeft - noticePadding);
    placeButtons();
}

qreal NoticeLeafLayout::detailTop() const
{
    return noticePadding + m_text.height() + (m_content.detail.isEmpty() ? 0 : 2);
}

void NoticeLeafLayout::placeButtons()
{
    const QFontMetricsF metrics(m_style.uiFont);
    const qreal top = detailTop() + (m_content.detail.isEmpty() ? 0 : m_detail.height()) + 8;
    qreal x = noticeLeft;
    for (const ChatAction &action : m_content.actions) {
        const qreal width = metrics.horizontalAdvance(action.label) + 24;
        m_controls.append({action.key, action.label, QRectF(x, top, width, buttonHeight)});
        x += width + 8;
    }
}

qreal NoticeLeafLayout::height() const
{
    const qreal text = detailTop() + (m_content.detail.isEmpty() ? 0 : m_detail.height());
    return text + (m_controls.isEmpty() ? 0 : 8 + buttonHeight + 2) + noticePadding;
}

QColor NoticeLeafLayout::color() const
{
    return m_content.notice == ChatNoticeKind::Error     ? m_style.bad
           : m_content.notice == ChatNoticeKind::Refusal ? m_style.warn
                                                         : m_style.quiet;
}

// Colour is never the only sign: a bar for refused, a mark for an error, a square for stopped, an i for the
// rest.
void NoticeLeafLayout::paintSign(QPainter &painter) const
{
    const QPointF center(20, noticePadding + m_text.firstBaseline() - pixelsOf(m_style.messageFont) * 0.36);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(), 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(center, 7.5, 7.5);
    if (m_content.notice == ChatNoticeKind::Refusal) {
        painter.drawLine(center - QPointF(3.5, 0), center + QPointF(3.5, 0));
    } else if (m_content.notice == ChatNoticeKind::Stopped) {
        painter.fillRect(QRectF(center - QPointF(2.5, 2.5), QSizeF(5, 5)), color());
    } else {
        const qreal flip = m_content.notice == ChatNoticeKind::Error ? 1 : -1;
        painter.drawLine(center - QPointF(0, 3.5 * flip), center + QPointF(0, 0.8 * flip));
        painter.drawPoint(center + QPointF(0, 3.6 * flip));
    }
}

void NoticeLeafLayout::paintButtons(QPainter &painter, const LeafPaint &what) const
{
    painter.setFont(m_style.uiFont);
    for (const LeafControl &control : m_controls) {
        const bool focused = control.key == what.focusedControl;
        painter.setPen(focused ? QPen(m_style.accent, 1.5) : QPen(m_style.line, 1));
        painter.setBrush(control.key == what.hoveredControl ? m_style.line : m_style.paper);
        painter.drawRoundedRect(control.rect.adjusted(0.5, 0.5, -0.5, -0.5), m_style.radius, m_style.radius);
        painter.setPen(m_style.text);
        painter.drawText(control.rect, Qt::AlignCenter, control.label);
    }
}

void NoticeLeafLayout::paint(QPainter &painter, const LeafPaint &what)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.panel);
    painter.drawRoundedRect(QRectF(0, 0, m_width, height()), m_style.radius, m_style.radius);
    paintSign(painter);
    m_text.paint(painter, {noticeLeft, noticePadding}, {.clip = what.clip});
    if (!m_content.detail.isEmpty())
        m_detail.paint(painter, {noticeLeft, detailTop()}, {.clip = what.clip});
    paintButtons(painter, what);
}

FooterLeafLayout::FooterLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
    : m_content(content)
    , m_style(style)
{
    m_factsWidth = content.text.isEmpty() ? 0 : QFontMetricsF(font()).horizontalAdvance(content.text) + 8;
    placeControls(width);
}

QFont FooterLeafLayout::font() const
{
    return small(m_style);
}

void FooterLeafLayout::placeControls(qreal width)
{
    const QFontMetricsF metrics(font());
    qreal x = m_factsWidth;
    qreal y = 0;
    for (const ChatAction &action : m_content.actions) {
        const qreal wide = metrics.horizontalAdvance(action.label) + 14;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += 24;
        }
        m_controls.append({action.key, action.label, QRectF(x - (x > 0 ? 0 : 7), y, wide, 22)});
        x += wide + 2;
    }
    m_height = y + 22;
}

qreal FooterLeafLayout::height() const
{
    return m_height;
}

void FooterLeafLayout::paint(QPainter &painter, const LeafPaint &what)
{
    painter.setFont(font());
    painter.setPen(m_style.quiet);
    painter.drawText(QRectF(0, 0, m_factsWidth + 8, 22), Qt::AlignVCenter | Qt::AlignLeft, m_content.text);
    for (const LeafControl &control : m_controls) {
        const bool focused = control.key == what.focusedControl;
        const bool lit = focused || control.key == what.hoveredControl;
        if (lit) {
            painter.setPen(focused ? QPen(m_style.accent, 1.5) : QPen(Qt::NoPen));
            painter.setBrush(m_style.panel);
            painter.drawRoundedRect(control.rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
        painter.setPen(lit ? m_style.accent : m_style.quiet);
        painter.drawText(control.rect, Qt::AlignCenter, control.label);
    }
}

} // namespace sekisho::widgets
