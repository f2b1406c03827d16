// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace sekisho::widgets {

/// The icon set in resources/icons: one stroke weight, drawn at 16 and 20 px.
class Icon
{
public:
    enum class Tint { Ink, Quiet, Accent, OnAccent, Good, Warn, Bad };

    /// The icon of that file name without ".svg". It takes its colour when it is painted, so a live switch of
    /// the theme needs no new icons; disabled ones are fainter. An unknown name gives a null icon.
    static QIcon get(const QString &name, Tint tint = Tint::Quiet);
    /// The program's own icon, in its own colours.
    static QIcon application();
};

} // namespace sekisho::widgets
