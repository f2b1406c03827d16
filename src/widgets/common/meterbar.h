// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meter.h"

#include <QWidget>

namespace sekisho::widgets {

/// A meter as a thin bar; the caller shows its text where it fits. Screen readers get text and percentage.
class MeterBar : public QWidget
{
    Q_OBJECT
public:
    explicit MeterBar(QWidget *parent = nullptr);

    void setMeter(const Meter &meter);
    const Meter &meter() const { return m_meter; }

    QSize sizeHint() const override { return {120, 6}; }
    QSize minimumSizeHint() const override { return {32, 6}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Meter m_meter;
};

} // namespace sekisho::widgets
