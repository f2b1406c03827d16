// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyrepository.h"
#include "spendlog.h"
#include "spendlogfilter.h"

#include <QSet>

namespace sekisho::storage {

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

    /// Inserts the rows and adds them to whatever sums them up (batchsums.h), all in one transaction of its
    /// own. A row whose request id is already there is left out; the answer holds the ids of the others.
    /// Fails as a whole or not at all.
    core::Result<QSet<QString>> insertMany(const QList<SpendLog> &logs);

    /// Newest first, unless said otherwise. Deep pages of an order by time cost what the first one costs
    /// where the sums by day can tell where they begin (SpendLogCounts).
    core::Result<QList<SpendLog>> list(const SpendLogFilter &filter, Page page = {},
                                       SpendLogOrder order = {});
    core::Result<RowCount> count(const SpendLogFilter &filter);
    /// How many rows a session has, by id; more than `most` is not told.
    core::Result<QHash<QString, std::int64_t>> sessionSizes(const QSet<QString> &sessions, std::int64_t most);
    /// Oldest day first, at most `most` of them.
    core::Result<QList<DailySpend>> daily(const SpendLogFilter &filter, std::int64_t most = 100'000);

private:
    core::Result<QList<SpendLog>> newestFirst(const SpendLogFilter &filter, Page page);
    core::Result<QList<SpendLog>> oldestFirst(const SpendLogFilter &filter, Page page);
    core::Result<QList<SpendLog>> sorted(const SpendLogFilter &filter, Page page, SpendLogOrder order);
    core::Result<QList<SpendLog>> selectPage(const Where &where, Page page, const QString &order);

    Database &m_database;
};

} // namespace sekisho::storage
