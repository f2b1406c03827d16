// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyrepository.h"
#include "spendlog.h"

#include <QSet>

namespace sekisho::storage {

/// What /spend/logs may ask for; absent means any.
struct SpendLogFilter {
    std::optional<QString> requestId;
    std::optional<QString> apiKey; ///< hash
    std::optional<QString> user;
    std::optional<QString> teamId;
    std::optional<QString> endUser;
    std::optional<QString> sessionId;
    std::optional<core::Timestamp> from;  ///< started at or after
    std::optional<core::Timestamp> until; ///< started before
};

/// What one key spent for one owner on one model in one day (UTC).
struct DailySpend {
    core::Timestamp day; ///< its midnight
    QString user;
    QString model;
    QByteArray apiKey;
    core::Money spend;
    friend bool operator==(const DailySpend &, const DailySpend &) = default;
};

/// The table `spend_logs`, and the spend of keys, teams and budgets which is the sum over it.
class SpendLogRepository
{
public:
    explicit SpendLogRepository(Database &database)
        : m_database(database)
    {
    }

    /// Inserts the rows and adds their spend to their key, team and budget, all in one transaction of its
    /// own. A row whose request id is already there is left out; the answer holds the ids of the others.
    /// Fails as a whole or not at all.
    core::Result<QSet<QString>> insertMany(const QList<SpendLog> &logs);

    /// Newest first.
    core::Result<QList<SpendLog>> list(const SpendLogFilter &filter, Page page = {});
    core::Result<std::int64_t> count(const SpendLogFilter &filter);
    /// Oldest day first.
    core::Result<QList<DailySpend>> daily(const SpendLogFilter &filter);

private:
    Database &m_database;
};

} // namespace sekisho::storage
