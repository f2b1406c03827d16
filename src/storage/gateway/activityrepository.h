// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dailysums.h"
#include "keyrepository.h"

namespace sekisho::storage {

/// Which sums by day are meant.
struct ActivityFilter {
    QString entityType; ///< "user", "team", "organization", "tag", "customer" or "key"
    /// Absent means everybody; an empty list nobody.
    std::optional<QStringList> entityIds;
    QStringList excludedIds;
    std::optional<QString> apiKey;
    std::optional<QStringList> ownKeys; ///< only what these keys did
    std::optional<QString> model;       ///< public or upstream name
    std::int64_t fromDay = 0;
    std::int64_t untilDay = 0; ///< the first one that is out
};

/// A row of daily_spend.
struct ActivityRow {
    QString entityId;
    QString apiKey;
    UsageKind kind;
    UsageSums sums;
};

/// What was spent by one name (a tag, a customer, a model, ...).
struct NamedUsage {
    QString name;
    UsageSums sums;
};

/// What was done in a day, under one name or altogether.
struct DayUsage {
    std::int64_t day = 0;
    QString name;
    UsageSums sums;
};

/// What /spend/users tells of a user.
struct SpendingUser {
    QString userId;
    std::optional<QString> userEmail;
    std::optional<QString> userAlias;
    std::optional<QString> userRole;
    core::Money spend;
    std::optional<core::Money> maxBudget;
};

/// Reads the sums that the ledger's writer keeps: daily_spend and daily_totals.
class ActivityRepository
{
public:
    explicit ActivityRepository(Database &database)
        : m_database(database)
    {
    }

    /// Newest day first.
    core::Result<QList<ActivityRow>> rows(const ActivityFilter &filter, Page page);
    /// Counts up to `most` of them.
    core::Result<std::int64_t> countRows(const ActivityFilter &filter, std::int64_t most);
    /// Everybody together, without entities and keys; newest day first.
    core::Result<QList<ActivityRow>> totals(const ActivityFilter &filter);

    /// Sums by entity, the greatest spend first. With `apiKey` only what that key did.
    core::Result<QList<NamedUsage>> byEntity(const ActivityFilter &filter, std::int64_t most);
    /// Sums by a column of daily_totals: "model_group", "model" or "provider"; the greatest spend first.
    core::Result<QList<NamedUsage>> byColumn(const QString &column, const ActivityFilter &filter,
                                             std::int64_t most);
    /// Of daily_spend where the filter names entities, else of daily_totals; oldest day first.
    core::Result<QList<DayUsage>> byDay(const ActivityFilter &filter);
    /// As byDay(), apart for each value of a column of daily_totals.
    core::Result<QList<DayUsage>> byDayAnd(const QString &column, const ActivityFilter &filter);
    /// As byDay(), apart for each of the filter's entities.
    core::Result<QList<DayUsage>> byDayAndEntity(const ActivityFilter &filter);

    /// Calls that were refused with 429, by day and api_base; only `requests` is told.
    core::Result<QList<DayUsage>> rateLimited(const ActivityFilter &filter,
                                              const std::optional<QString> &group);

    /// Every name that was seen in traffic, in their order, after `after`.
    core::Result<QStringList> names(const QString &entityType, std::int64_t most, const QString &after = {});

    /// One user, or all in the order of their ids.
    core::Result<QList<SpendingUser>> users(const std::optional<QString> &userId, Page page);

    // What a user may see.
    core::Result<QStringList> teamsOf(const QString &userId);
    core::Result<QStringList> keysOf(const QString &userId);

private:
    core::Result<QList<NamedUsage>> namedSums(const QString &sql, const QVariantList &values);
    core::Result<QList<DayUsage>> daySums(const QString &sql, const QVariantList &values);

    Database &m_database;
};

} // namespace sekisho::storage
