// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journalfile.h"
#include "logretention.h"
#include "payloadqueue.h"

#include <storage/gateway/payloadrepository.h>
#include <storage/gateway/spendlogrepository.h>

#include <QTimer>

#include <atomic>

namespace sekisho::gateway {

/// Folds journals into the database; lives on the writer's thread with a connection of its own. Rows that are
/// there already are left out, so folding again does no harm.
class LedgerWriter final : public QObject
{
    Q_OBJECT
public:
    static constexpr int LargestCommit = 500;

    LedgerWriter(std::unique_ptr<storage::Database> database, std::shared_ptr<JournalShelf> shelf);

    /// Deletes what is older from now on.
    void keepOnly(const RetentionRules &rules);
    /// Stores what comes into this queue, after the rows and apart from them.
    void storePayloads(std::shared_ptr<PayloadQueue> payloads);
    using Committed = std::function<void(const QList<storage::SpendLog> &)>;
    /// Tells of rows that are in the database from now on; may be empty.
    void onCommitted(Committed committed) { m_committed = std::move(committed); }
    /// Stores all that is in the queue.
    void storeRest();

    /// Takes what an earlier run left, each row once, and removes its files; a file with damaged lines is
    /// kept under another name. Before the first journal is made.
    core::Result<void> replay();
    /// Looks every two seconds whether the database's server is there, so that it is known before somebody
    /// needs it, and the gateway's lease is got back soon.
    void watch();
    /// Folds within a tenth of a second.
    void foldSoon();
    /// Everything appended before is in the database when this returns success; else it is tried again in a
    /// second, and until then this fails at once.
    core::Result<void> fold();

    /// From any thread.
    bool isFailing() const { return m_failing; }

private:
    core::Result<void> foldFile(JournalFile &file);
    core::Result<void> commit(const QList<storage::SpendLog> &rows);
    core::Result<void> foldFiles();
    void look();
    void note(const core::Result<void> &done);
    core::Result<void> replayFile(const QString &path);
    static void discard(const JournalFile &file);
    bool storeQueued();

    std::unique_ptr<storage::Database> m_database;
    storage::SpendLogRepository m_logs;
    storage::PayloadRepository m_storedPayloads;
    std::shared_ptr<JournalShelf> m_shelf;
    std::unique_ptr<LogRetention> m_retention;
    std::shared_ptr<PayloadQueue> m_payloads;
    Committed m_committed;
    QTimer m_timer;
    QTimer m_watch;
    QTimer m_payloadTimer;
    std::atomic<bool> m_failing{false};
    core::Result<void> m_lastTry;
    std::chrono::steady_clock::time_point m_nextTry;
};

} // namespace sekisho::gateway
