// SPDX-License-Identifier: GPL-3.0-or-later
#include "amountedit.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QLocale>

namespace sekisho::widgets {

using core::ErrorKind;
using core::fail;
using core::Money;

namespace {

// Beyond this nobody means it, and sums could overflow.
constexpr double LargestBudget = 100'000'000;

QString words(const char *english)
{
    return QCoreApplication::translate("AmountEdit", english);
}

} // namespace

core::Result<std::optional<Money>> amountIn(const QLineEdit *edit)
{
    QString text = edit->text().trimmed();
    if (text.isEmpty())
        return std::optional<Money>();
    text.remove(u'$');
    bool valid = false;
    double amount = edit->locale().toDouble(text.trimmed(), &valid);
    if (!valid)
        amount = QLocale::c().toDouble(text.trimmed(), &valid);
    if (!valid || !(amount >= 0) || amount > LargestBudget)
        return fail(ErrorKind::InvalidInput,
                    words(QT_TRANSLATE_NOOP("AmountEdit",
                                            "\"%1\" is not an amount. Write dollars, for example 5.00."))
                        .arg(edit->text()));
    return std::optional(Money::fromUsd(amount));
}

core::Result<std::optional<std::int64_t>> countIn(const QLineEdit *edit)
{
    const QString text = edit->text().trimmed();
    if (text.isEmpty())
        return std::optional<std::int64_t>();
    bool valid = false;
    const qlonglong count = edit->locale().toLongLong(text, &valid);
    if (!valid || count < 0)
        return fail(
            ErrorKind::InvalidInput,
            words(QT_TRANSLATE_NOOP("AmountEdit", "\"%1\" is not a whole number.")).arg(edit->text()));
    return std::optional<std::int64_t>(count);
}

void fill(QLineEdit *edit, const std::optional<Money> &amount)
{
    edit->setText(amount ? edit->locale().toString(amount->usd(), 'f', QLocale::FloatingPointShortest)
                         : QString());
}

void fill(QLineEdit *edit, const std::optional<std::int64_t> &count)
{
    edit->setText(count ? edit->locale().toString(qlonglong(*count)) : QString());
}

std::optional<QString> textIn(const QLineEdit *edit)
{
    const QString text = edit->text().trimmed();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

} // namespace sekisho::widgets
