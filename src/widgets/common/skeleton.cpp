// SPDX-License-Identifier: GPL-3.0-or-later
#include "skeleton.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QPainter>

#include <array>

namespace sekisho::widgets {

Skeleton::Skeleton(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Skeleton::paintEvent(QPaintEvent * /*event*/)
{
    constexpr std::array<double, 4> widths{0.22, 0.34, 0.16, 0.28};
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Colors::current().hover);
    std::size_t row = 0;
    for (int y = space::l; y + 12 < height() && row < 12; y += metrics::rowComfortable, ++row)
        for (int column = 0; column < 3; ++column) {
            const double share = widths[(row + static_cast<std::size_t>(column)) % widths.size()];
            const QRectF bar(space::l + column * width() / 3.0, y, width() * share * 0.8, 10);
            painter.drawRoundedRect(bar, 5, 5);
        }
}

} // namespace sekisho::widgets
