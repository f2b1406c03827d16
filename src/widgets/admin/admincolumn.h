// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::widgets {

/// A column of an admin page, in the order of its model.
struct AdminColumn {
    enum class Look { Text, Spend, State, Period };

    QString title;
    /// In pixels; zero takes what the others leave, and belongs to one column of a page.
    int width = 0;
    /// What an empty cell means, such as "never".
    QString empty = {};
    Look look = Look::Text;
    /// Where the window is narrow, 1 is hidden first, then 2, and so on; 0 stays.
    int givesWay = 0;
};

} // namespace sekisho::widgets
