// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/jsonwriter.h>
#include <gateway/directory.h>
#include <storage/gateway/activityrepository.h>

#include <map>

namespace sekisho::gateway {

/// LiteLLM's daily activity (litellm-api §9.5): rows of daily_spend, added up by day and broken down.
class ActivityReport
{
public:
    /// `directory` names keys, and teams where these are the entities.
    ActivityReport(const Directory &directory, QString entityType);

    void add(const storage::ActivityRow &row);
    /// A row of daily_totals, which tells neither keys nor entities apart.
    void addTotal(const storage::ActivityRow &row);

    struct Paging {
        std::int64_t page = 1;
        std::int64_t totalPages = 1;
        bool hasMore = false;
    };
    /// Newest day first. A year of it is megabytes: the value is of a JsonWriter.
    core::Json toJson(const Paging &paging) const;

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

    void addSums(const storage::ActivityRow &row);
    static void addKinds(Day &day, const storage::ActivityRow &row);
    void writeDay(core::JsonWriter &out, const Day &day) const;
    void writeParts(core::JsonWriter &out, const Parts &parts) const;
    void writeEntities(core::JsonWriter &out, const Parts &entities) const;
    void writePart(core::JsonWriter &out, const Part &part) const;
    void writeKeys(core::JsonWriter &out, const Sums &keys) const;
    void writeMetadata(core::JsonWriter &out, const Paging &paging) const;

    const Directory &m_directory;
    QString m_entityType;
    bool m_leavesKeysOut = false;
    std::map<std::int64_t, Day, std::greater<>> m_days;
    storage::UsageSums m_total;
};

} // namespace sekisho::gateway
