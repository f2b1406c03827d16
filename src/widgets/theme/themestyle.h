// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics.h"

#include <QProxyStyle>

namespace sekisho::widgets {

/// Fusion with our sizes: slim scroll bars, our row heights, no focus frames that the style sheet does not
/// draw, and no animation when motion is unwanted.
class ThemeStyle final : public QProxyStyle
{
    Q_OBJECT
public:
    ThemeStyle(Density density, bool reducedMotion);

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returned) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;

private:
    Density m_density;
    bool m_reducedMotion;
};

} // namespace sekisho::widgets
