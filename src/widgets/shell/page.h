// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace sekisho::widgets {

/// What the shell knows of a page. `app` registers them in the order of the rail; the widget is made at the
/// first visit.
struct Page {
    /// Stable name for links and settings: "chat", "keys", "traces" ...
    QString id;
    /// Name in the icon set.
    QString icon;
    /// Asked again after every change of language.
    std::function<QString()> title;
    /// Makes the page's widget; the shell owns it.
    std::function<QWidget *(QWidget *parent)> make;
    /// For administrators: shown only while a key of the profile may be one.
    bool adminOnly = false;
    /// Stands at the foot of the rail.
    bool atFoot = false;
};

} // namespace sekisho::widgets
