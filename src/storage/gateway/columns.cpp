// SPDX-License-Identifier: GPL-3.0-or-later
#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

QVariant bindJson(const core::Json &value)
{
    return QString::fromUtf8(core::toJsonBytes(value));
}

QVariant bindStrings(const QStringList &values)
{
    return bindJson(core::toJson(values));
}

QVariant bindMoney(core::Money value)
{
    return qlonglong(value.nanos());
}

QVariant bindMoney(const std::optional<core::Money> &value)
{
    return value ? bindMoney(*value) : QVariant();
}

core::Json readJson(const Row &row, int column)
{
    return core::parseJson(row.text(column).toUtf8()).value_or(core::Json());
}

QStringList readStrings(const Row &row, int column)
{
    QStringList strings;
    for (const core::Json &item : readJson(row, column)) {
        if (item.is_string())
            strings.append(item.get<QString>());
    }
    return strings;
}

core::Money readMoney(const Row &row, int column)
{
    return core::Money::fromNanos(row.integer(column));
}

std::optional<core::Money> readOptionalMoney(const Row &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(readMoney(row, column));
}

QString limitColumnNames()
{
    return u"max_budget, soft_budget, budget_duration, budget_reset_at, tpm_limit, rpm_limit, max_parallel_requests"_s;
}

QVariantList bindLimits(const SpendLimits &limits)
{
    return {bindMoney(limits.maxBudget),     bindMoney(limits.softBudget), bind(limits.budgetDuration),
            bind(limits.budgetResetAt),      bind(limits.tpmLimit),        bind(limits.rpmLimit),
            bind(limits.maxParallelRequests)};
}

SpendLimits readLimits(const Row &row, int firstColumn)
{
    return {.maxBudget = readOptionalMoney(row, firstColumn),
            .softBudget = readOptionalMoney(row, firstColumn + 1),
            .budgetDuration = row.optionalText(firstColumn + 2),
            .budgetResetAt = row.optionalTime(firstColumn + 3),
            .tpmLimit = row.optionalInteger(firstColumn + 4),
            .rpmLimit = row.optionalInteger(firstColumn + 5),
            .maxParallelRequests = row.optionalInteger(firstColumn + 6)};
}

QString insertSql(const QString &table, const QString &columns)
{
    QStringList marks(columns.count(u',') + 1, u"?"_s);
    return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, columns, marks.join(u", "_s));
}

QString namedInsertSql(const QString &table, const QString &columns)
{
    QStringList names;
    for (qsizetype i = 0; i <= columns.count(u','); ++i)
        names.append(u":p%1"_s.arg(i));
    return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, columns, names.join(u", "_s));
}

QString assignments(const QString &columns)
{
    QStringList names = columns.split(u", "_s);
    for (QString &name : names)
        name += u" = ?"_s;
    return names.join(u", "_s);
}

core::Result<void> expectChange(const core::Result<std::int64_t> &changed, const QString &what)
{
    if (!changed)
        return core::fail(changed.error());
    if (*changed == 0)
        return core::fail(core::ErrorKind::NotFound, u"%1 not found"_s.arg(what));
    return {};
}

void Where::add(const QString &condition, const QVariantList &values)
{
    m_conditions.append(condition);
    m_values.append(values);
}

void Where::addEqual(const QString &column, const std::optional<QString> &value)
{
    if (value)
        add(column + u" = ?"_s, {*value});
}

QString Where::sql() const
{
    return m_conditions.isEmpty() ? QString() : u" WHERE "_s + m_conditions.join(u" AND "_s);
}

} // namespace sekisho::storage
