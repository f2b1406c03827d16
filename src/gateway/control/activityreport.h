// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/directory.h>
#include <storage/gateway/activityrepository.h>

#include <map>

namespace sekisho::gateway {

/// LiteLLM's daily activity (litellm-api §9.5): rows of daily_spend, added up by day and broken down.
class ActivityReport
{
public:
    /// `directory` names keys and teams.
    explicit ActivityReport(const Directory &directory);

    void add(const storage::ActivityRow &row);
    /// A row of daily_totals, which tells neither keys nor entities apart.
    void addTotal(const storage::ActivityRow &row);

    struct Paging {
        std::int64_t page = 1;
        std::int64_t totalPages = 1;
        bool hasMore = false;
    };
    /// Newest day first.
    core::Json toJson(const QString &entityType, Paging paging) const;

private:
    using Sums = std::map<QString, storage::UsageSums>;
    struct Part {
        storage::UsageSums sums;
        Sums byKey;
    };
    using Parts = std::map<QString, Part>;
    struct Day {
        storage::UsageSums sums;
        Parts models;
        Parts groups;
        Parts providers;
        Parts endpoints;
        Parts entities;
        Sums keys;
    };

    static void addKinds(Day &day, const storage::ActivityRow &row);
    core::Json dayJson(const Day &day, const QString &entityType) const;
    core::Json partsJson(const Parts &parts) const;
    core::Json entitiesJson(const Parts &parts, const QString &entityType) const;
    core::Json keysJson(const Sums &keys) const;

    const Directory &m_directory;
    std::map<std::int64_t, Day, std::greater<>> m_days;
    storage::UsageSums m_total;
};

} // namespace sekisho::gateway
