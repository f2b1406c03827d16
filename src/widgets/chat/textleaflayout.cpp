// SPDX-License-Identifier: GPL-3.0-or-later
#include "textleaflayout.h"

#include <QPainter>
#include <QPainterPath>

namespace sekisho::widgets {

namespace {

constexpr qreal panelPadding = 12;
constexpr qreal panelEdge = 9;

qreal headingScale(int level)
{
    return level == 1 ? 1.4 : level == 2 ? 1.22 : level == 3 ? 1.08 : 1;
}

} // namespace

void paintQuoteBars(QPainter &painter, const LeafContent &content, const ChatStyle &style, qreal height)
{
    for (qsizetype i = 0; i < content.quoteBars.size(); ++i) {
        const qreal above = i < content.continuedBars ? content.spaceBefore : 0;
        painter.fillRect(QRectF(content.quoteBars[i], -above, 3, height + above), style.line);
    }
}

InlineTextFormat TextLeafLayout::formatOf(const LeafContent &content, const ChatStyle &style)
{
    InlineTextFormat format;
    format.font = style.messageFont;
    format.color = content.quoteBars.isEmpty() ? style.text : style.quiet;
    qreal factor = hasJapanese(content.text) ? style.japaneseLineHeight : style.latinLineHeight;
    if (content.headingLevel > 0) {
        format.font = scaled(style.messageFont, headingScale(content.headingLevel));
        format.font.setWeight(QFont::DemiBold);
        factor = 1.4;
    }
    format.lineHeight = qRound(pixelsOf(format.font) * factor);
    return format;
}

qreal TextLeafLayout::padding(const LeafContent &content)
{
    return content.panel ? panelPadding : 0;
}

TextLeafLayout::TextLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
    : m_content(content)
    , m_style(style)
    , m_width(width)
    , m_format(formatOf(content, style))
    , m_text(content.text, content.spans, m_format, style)
{
    m_text.layOut(qMax(40.0, width - content.indent - 2 * padding(content)));
}

qreal TextLeafLayout::height() const
{
    return m_text.height() + (m_content.panelStarts ? panelEdge : 0) + (m_content.panelEnds ? panelEdge : 0);
}

QPointF TextLeafLayout::textOrigin() const
{
    return {m_content.indent + padding(m_content), m_content.panelStarts ? panelEdge : 0};
}

void TextLeafLayout::paintPanel(QPainter &painter) const
{
    const qreal over = m_style.radius * 2.0;
    const QRectF whole(0, m_content.panelStarts ? 0 : -over, m_width,
                       height() + (m_content.panelStarts ? 0 : over) + (m_content.panelEnds ? 0 : over));
    painter.save();
    painter.setClipRect(QRectF(0, 0, m_width, height()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.panel);
    painter.drawRoundedRect(whole, m_style.radius + 2, m_style.radius + 2);
    painter.restore();
}

void TextLeafLayout::paintTaskBox(QPainter &painter) const
{
    const qreal size = 13;
    const QRectF box(m_content.indent - size - 7, (m_format.lineHeight - size) / 2 + 0.5, size, size);
    const bool done = m_content.task == TaskState::Done;
    painter.setPen(QPen(done ? m_style.accent : m_style.quiet, 1.2));
    painter.setBrush(done ? QBrush(m_style.accent) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box, 3, 3);
    if (!done)
        return;
    painter.setPen(QPen(m_style.paper, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{box.topLeft() + QPointF(3.2, 6.8), box.topLeft() + QPointF(5.6, 9.2),
                                   box.topLeft() + QPointF(9.8, 4)});
}

void TextLeafLayout::paintMarker(QPainter &painter) const
{
    if (m_content.task != TaskState::None)
        return paintTaskBox(painter);
    if (m_content.marker.isEmpty())
        return;
    painter.setFont(m_format.font);
    painter.setPen(m_style.quiet);
    const qreal width = QFontMetricsF(m_format.font).horizontalAdvance(m_content.marker);
    painter.drawText(QPointF(m_content.indent - 8 - width, m_text.firstBaseline()), m_content.marker);
}

void TextLeafLayout::paint(QPainter &painter, const LeafPaint &what)
{
    if (m_content.panel)
        paintPanel(painter);
    paintQuoteBars(painter, m_content, m_style, height());
    paintMarker(painter);
    m_text.paint(painter, textOrigin(), what);
}

int TextLeafLayout::offsetAt(QPointF point)
{
    return m_text.offsetAt(point - textOrigin());
}

QRectF TextLeafLayout::rectOf(TextRange range)
{
    return m_text.rectOf(range).translated(textOrigin());
}

QString TextLeafLayout::hrefAt(QPointF point)
{
    return m_text.hrefAt(point - textOrigin());
}

} // namespace sekisho::widgets
