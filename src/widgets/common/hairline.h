// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace sekisho::widgets {

/// A one-pixel line in the theme's line colour.
inline QFrame *hairline(Qt::Orientation orientation, QWidget *parent = nullptr)
{
    auto *line = new QFrame(parent);
    line->setProperty("kind", QStringLiteral("hairline"));
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

} // namespace sekisho::widgets
