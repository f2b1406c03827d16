// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

#include <storage/database.h>

// How values that several gateway tables share are kept in columns.
namespace sekisho::storage {

QVariant bindJson(const core::Json &value);
QVariant bindStrings(const QStringList &values);
QVariant bindMoney(core::Money value);
QVariant bindMoney(const std::optional<core::Money> &value);

/// Text that is not JSON reads as null.
core::Json readJson(const Row &row, int column);
QStringList readStrings(const Row &row, int column);
core::Money readMoney(const Row &row, int column);
std::optional<core::Money> readOptionalMoney(const Row &row, int column);

/// max_budget, soft_budget, budget_duration, budget_reset_at, tpm_limit, rpm_limit, max_parallel_requests.
inline constexpr int LimitColumns = 7;
QString limitColumnNames();
QVariantList bindLimits(const SpendLimits &limits);
SpendLimits readLimits(const Row &row, int firstColumn);

/// "INSERT INTO table (columns) VALUES (?, ...)"; `columns` is a comma-separated list.
QString insertSql(const QString &table, const QString &columns);
/// The same for Database::executeEach().
QString namedInsertSql(const QString &table, const QString &columns);
/// "a = ?, b = ?" for "a, b".
QString assignments(const QString &columns);

/// Turns "nothing changed" of an update or delete into NotFound.
core::Result<void> expectChange(const core::Result<std::int64_t> &changed, const QString &what);

/// Collects the conditions of a list and their values.
class Where
{
public:
    void add(const QString &condition, const QVariantList &values = {});
    void addEqual(const QString &column, const std::optional<QString> &value);
    /// " WHERE ... AND ..." or nothing.
    QString sql() const;
    const QVariantList &values() const { return m_values; }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

} // namespace sekisho::storage
