// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

namespace sekisho::widgets {

/// Calls `say` now and whenever the language changes, as long as `widget` lives: for texts that something
/// else than the widget itself puts into it.
void followLanguage(QWidget *widget, std::function<void()> say);

} // namespace sekisho::widgets
