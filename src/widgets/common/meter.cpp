// SPDX-License-Identifier: GPL-3.0-or-later
#include "meter.h"

#include <widgets/theme/colors.h>

#include <QPainter>

#include <algorithm>

namespace sekisho::widgets {

double Meter::fraction() const
{
    if (!limit)
        return 0;
    return *limit > 0 ? std::clamp(used / *limit, 0.0, 1.0) : 1.0;
}

Meter::Level Meter::level() const
{
    if (!limit)
        return Level::Unlimited;
    if (used >= *limit)
        return Level::Over;
    return used >= 0.8 * *limit ? Level::Near : Level::Calm;
}

QColor Meter::colorOf(Level level)
{
    const Colors &colors = Colors::current();
    if (level == Level::Over)
        return colors.bad;
    return level == Level::Near ? colors.warn : colors.accent;
}

void Meter::paintBar(QPainter *painter, const QRectF &rect) const
{
    const double radius = rect.height() / 2;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(Colors::current().track);
    painter->drawRoundedRect(rect, radius, radius);
    if (fraction() > 0) {
        QRectF filled = rect;
        filled.setWidth(std::max(rect.height(), rect.width() * fraction()));
        painter->setBrush(colorOf(level()));
        painter->drawRoundedRect(filled, radius, radius);
    }
    painter->restore();
}

} // namespace sekisho::widgets
