// SPDX-License-Identifier: GPL-3.0-or-later
#include "admintext.h"

#include <models/format.h>

#include <QCoreApplication>

namespace sekisho::widgets {

using core::Money;
using models::RowState;

namespace {
QString words(const char *english)
{
    return QCoreApplication::translate("AdminText", english);
}
} // namespace

QString stateName(RowState state)
{
    switch (state) {
    case RowState::Active:
        return words(QT_TRANSLATE_NOOP("AdminText", "Active"));
    case RowState::NearBudget:
        return words(QT_TRANSLATE_NOOP("AdminText", "Budget nearly used"));
    case RowState::OverBudget:
        return words(QT_TRANSLATE_NOOP("AdminText", "Budget used up"));
    case RowState::Expired:
        return words(QT_TRANSLATE_NOOP("AdminText", "Expired"));
    case RowState::Blocked:
        break;
    }
    return words(QT_TRANSLATE_NOOP("AdminText", "Blocked"));
}

Badge::Kind badgeKind(RowState state)
{
    switch (state) {
    case RowState::Active:
        return Badge::Kind::Good;
    case RowState::NearBudget:
        return Badge::Kind::Warn;
    default:
        return Badge::Kind::Bad;
    }
}

QString modelsText(const QStringList &models)
{
    if (models.isEmpty())
        return words(QT_TRANSLATE_NOOP("AdminText", "All models"));
    return models.join(QStringLiteral(", "));
}

QString spendText(Money spend, const std::optional<Money> &budget)
{
    if (budget)
        return models::moneyText(spend) + QStringLiteral(" / ") + models::moneyText(*budget);
    return words(QT_TRANSLATE_NOOP("AdminText", "%1, unlimited")).arg(models::moneyText(spend));
}

QString periodText(const std::optional<QString> &duration)
{
    if (!duration || duration->isEmpty() || *duration == QStringLiteral("–"))
        return QStringLiteral("–");
    if (*duration == QLatin1String("1d"))
        return words(QT_TRANSLATE_NOOP("AdminText", "every day"));
    if (*duration == QLatin1String("7d"))
        return words(QT_TRANSLATE_NOOP("AdminText", "every week"));
    if (*duration == QLatin1String("30d") || *duration == QLatin1String("1mo"))
        return words(QT_TRANSLATE_NOOP("AdminText", "every month"));
    return words(QT_TRANSLATE_NOOP("AdminText", "every %1")).arg(*duration);
}

Meter meterOf(const QModelIndex &index)
{
    const QVariant spend = index.data(models::SpendRole);
    const QVariant budget = index.data(models::BudgetRole);
    Meter meter;
    meter.used = spend.toDouble();
    const auto limit = budget.isValid() ? std::optional(Money::fromUsd(budget.toDouble())) : std::nullopt;
    if (limit)
        meter.limit = limit->usd();
    if (spend.isValid() && !limit && index.data(models::SharedBudgetRole).toBool())
        meter.text = words(QT_TRANSLATE_NOOP("AdminText", "%1, shared budget"))
                         .arg(models::moneyText(Money::fromUsd(meter.used)));
    else if (spend.isValid())
        meter.text = spendText(Money::fromUsd(meter.used), limit);
    else if (limit)
        meter.text = models::moneyText(*limit);
    return meter;
}

} // namespace sekisho::widgets
