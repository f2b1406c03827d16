// SPDX-License-Identifier: GPL-3.0-or-later
#include "colors.h"

#include <QGuiApplication>
#include <QPalette>

#include <cmath>

namespace sekisho::widgets {
namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Colors makeLight()
{
    return {.text = rgb(0x1F2328),
            .quiet = rgb(0x5E666F),
            .paper = rgb(0xFFFFFF),
            .panel = rgb(0xF6F7F9),
            .raised = rgb(0xFFFFFF),
            .line = rgb(0xE3E6EA),
            .track = rgb(0xC9CFD8),
            .hover = rgb(0xEDEFF3),
            .accent = rgb(0x3B5BDB),
            .onAccent = rgb(0xFFFFFF),
            .accentSoft = rgb(0xE9EDFC),
            .good = rgb(0x237A33),
            .goodSoft = rgb(0xE6F4E8),
            .warn = rgb(0x9A4F00),
            .warnSoft = rgb(0xFDF1E1),
            .bad = rgb(0xC92A2A),
            .badSoft = rgb(0xFCEBEB),
            .scrim = QColor(31, 35, 40, 90)};
}

Colors makeDark()
{
    return {.text = rgb(0xE6E8EB),
            .quiet = rgb(0x9AA2AD),
            .paper = rgb(0x17191C),
            .panel = rgb(0x1E2125),
            .raised = rgb(0x23272C),
            .line = rgb(0x2C3036),
            .track = rgb(0x474E59),
            .hover = rgb(0x282C32),
            .accent = rgb(0x8A9FFF),
            .onAccent = rgb(0x10131C),
            .accentSoft = rgb(0x283050),
            .good = rgb(0x69C97B),
            .goodSoft = rgb(0x1D3324),
            .warn = rgb(0xE8A35A),
            .warnSoft = rgb(0x3A2C1B),
            .bad = rgb(0xFF8A8A),
            .badSoft = rgb(0x3F2226),
            .scrim = QColor(0, 0, 0, 140)};
}

Colors makeHighContrast()
{
    return {.text = rgb(0xFFFFFF),
            .quiet = rgb(0xE0E0E0),
            .paper = rgb(0x000000),
            .panel = rgb(0x0A0A0A),
            .raised = rgb(0x000000),
            .line = rgb(0xA0A0A0),
            .track = rgb(0x8A8A8A),
            .hover = rgb(0x2A2A2A),
            .accent = rgb(0xFFD43B),
            .onAccent = rgb(0x000000),
            .accentSoft = rgb(0x3B3200),
            .good = rgb(0x8CFF9E),
            .goodSoft = rgb(0x003B0B),
            .warn = rgb(0xFFC078),
            .warnSoft = rgb(0x3B2000),
            .bad = rgb(0xFFA8A8),
            .badSoft = rgb(0x3B0000),
            .scrim = QColor(0, 0, 0, 200)};
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Colors &Colors::of(Scheme scheme)
{
    static const Colors light = makeLight();
    static const Colors dark = makeDark();
    static const Colors highContrast = makeHighContrast();
    if (scheme == Scheme::Dark)
        return dark;
    return scheme == Scheme::HighContrast ? highContrast : light;
}

const Colors &Colors::matching(const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    if (base == of(Scheme::HighContrast).paper)
        return of(Scheme::HighContrast);
    return of(base.lightness() < 128 ? Scheme::Dark : Scheme::Light);
}

const Colors &Colors::current()
{
    return matching(QGuiApplication::palette());
}

QString nameOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Dark:
        return QStringLiteral("dark");
    case Scheme::HighContrast:
        return QStringLiteral("high-contrast");
    case Scheme::Light:
        break;
    }
    return QStringLiteral("light");
}

Scheme schemeNamed(const QString &name)
{
    for (Scheme scheme : {Scheme::Dark, Scheme::HighContrast})
        if (name == nameOf(scheme))
            return scheme;
    return Scheme::Light;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace sekisho::widgets
