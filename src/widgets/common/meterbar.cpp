// SPDX-License-Identifier: GPL-3.0-or-later
#include "meterbar.h"

#include <QPainter>

namespace sekisho::widgets {

MeterBar::MeterBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeterBar::setMeter(const Meter &meter)
{
    m_meter = meter;
    const int percent = static_cast<int>(meter.fraction() * 100 + 0.5);
    setAccessibleName(meter.limit ? tr("%1 (%2 %)").arg(meter.text).arg(percent) : meter.text);
    setToolTip(accessibleName());
    update();
}

void MeterBar::paintEvent(QPaintEvent * /*event*/)
{
    if (!m_meter.limit)
        return;
    QPainter painter(this);
    m_meter.paintBar(&painter, QRectF(0, (height() - 6) / 2.0, width(), 6));
}

} // namespace sekisho::widgets
