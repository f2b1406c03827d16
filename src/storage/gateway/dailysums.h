// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendlog.h"

#include <storage/database.h>

#include <QHash>

namespace sekisho::storage {

/// The number of the day since 1970 (UTC), as daily_spend and daily_totals keep it.
std::int64_t dayOf(core::Timestamp time);
core::Timestamp startOfDay(std::int64_t day);

/// A row's tags, each once, the empty one left out.
QStringList distinctTags(const SpendLog &log);

/// What daily sums add up.
struct UsageSums {
    core::Money spend;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    std::int64_t cachedTokens = 0;
    std::int64_t requests = 0;
    std::int64_t successes = 0;
    std::int64_t failures = 0; ///< clients that went away too

    void add(const SpendLog &log);
    void add(const UsageSums &other);
    friend bool operator==(const UsageSums &, const UsageSums &) = default;
};

/// What a day's sum is about, beside whom.
struct UsageKind {
    std::int64_t day = 0;
    QString model;
    QString modelGroup;
    QString provider;
    QString endpoint; ///< path as asked
    friend bool operator==(const UsageKind &, const UsageKind &) = default;
};

/// What a batch of rows adds to daily_spend, daily_totals and spend_log_hours.
class DailySums
{
public:
    void add(const SpendLog &log);
    core::Result<void> apply(Database &database) const;

private:
    struct Entity {
        QString type;
        QString id;
        QString apiKey;
        UsageKind kind;
        friend bool operator==(const Entity &, const Entity &) = default;
    };
    friend size_t qHash(const Entity &entity, size_t seed);

    core::Result<void> applyEntities(Database &database) const;
    core::Result<void> applyTotals(Database &database) const;
    core::Result<void> applyHours(Database &database) const;

    QHash<Entity, UsageSums> m_entities;
    QHash<UsageKind, UsageSums> m_totals;
    QHash<std::int64_t, std::int64_t> m_hours;
};

size_t qHash(const UsageKind &kind, size_t seed = 0);

} // namespace sekisho::storage
