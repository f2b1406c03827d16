// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/money.h>
#include <core/result.h>

class QLineEdit;

namespace sekisho::widgets {

// Optional numbers in a line edit: empty means none. Digits may be grouped and a dollar sign given, as the
// locale writes them; anything else is InvalidInput with a sentence for the form.
core::Result<std::optional<core::Money>> amountIn(const QLineEdit *edit);
core::Result<std::optional<std::int64_t>> countIn(const QLineEdit *edit);
void fill(QLineEdit *edit, const std::optional<core::Money> &amount);
void fill(QLineEdit *edit, const std::optional<std::int64_t> &count);
/// The text without blanks at its ends; none if nothing is left.
std::optional<QString> textIn(const QLineEdit *edit);

} // namespace sekisho::widgets
