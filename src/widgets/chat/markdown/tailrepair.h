// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::widgets {

// The open block of a stream as it should be shown now: unfinished bold, code and links are closed, marks of
// which only the first half arrived are left out. For display only; nothing is stored from it.
QString repairedTail(const QString &tail);

} // namespace sekisho::widgets
