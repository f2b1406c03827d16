// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::widgets {

enum class Scheme;

/// The application's style sheet (resources/theme.qss) with the colour tokens of the scheme filled in. A
/// `@name` that is no token stays as it is, which a test looks for.
QString styleSheetFor(Scheme scheme);

} // namespace sekisho::widgets
