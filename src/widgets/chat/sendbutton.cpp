// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendbutton.h"

#include <QPainter>
#include <QPainterPath>

namespace sekisho::widgets {

SendButton::SendButton(QWidget *parent)
    : QAbstractButton(parent)
    , m_style(ChatStyle::light())
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void SendButton::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    update();
}

void SendButton::setStops(bool stops)
{
    m_stops = stops;
    update();
}

QColor SendButton::discColor() const
{
    if (!isEnabled())
        return m_style.line;
    const QColor base = m_stops ? m_style.text : m_style.accent;
    return isDown() ? base.darker(115) : underMouse() ? base.lighter(108) : base;
}

void SendButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(QRectF(rect()).center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(discColor());
    painter.drawEllipse(QPointF(), 14, 14);
    painter.setBrush(isEnabled() ? m_style.paper : m_style.quiet);
    if (m_stops) {
        painter.drawRoundedRect(QRectF(-4.5, -4.5, 9, 9), 1.5, 1.5);
    } else {
        painter.setPen(QPen(painter.brush(), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawLine(QPointF(0, 5.5), QPointF(0, -5.5));
        painter.drawPolyline(QPolygonF{QPointF(-4.5, -1), QPointF(0, -5.5), QPointF(4.5, -1)});
    }
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_style.accent, 1.5));
    painter.drawEllipse(QPointF(), 15.2, 15.2);
}

void SendButton::enterEvent(QEnterEvent *)
{
    update();
}

void SendButton::leaveEvent(QEvent *)
{
    update();
}

} // namespace sekisho::widgets
