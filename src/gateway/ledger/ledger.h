// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal.h"
#include "logretention.h"
#include "payloadqueue.h"

#include <core/taskthread.h>
#include <storage/databaseaddress.h>
#include <storage/serverlease.h>

namespace sekisho::gateway {

class LedgerWriter;

/// The record of every call: journals that the I/O threads append to, and one writer thread that folds them
/// into the database in group commits (after a tenth of a second or a thousand rows). Owned by the gateway;
/// outlives its journals.
class Ledger
{
public:
    static constexpr int GroupRows = 1000;

    explicit Ledger(const QString &journalFolder);
    ~Ledger();

    // Before openThen():
    void setRetention(RetentionRules rules) { m_retention = std::move(rules); }
    /// Has what was said in calls stored beside their rows.
    void keepPayloads() { m_payloads = std::make_shared<PayloadQueue>(); }

    /// Tells of rows once they are in the database, on the ledger's thread; not of those of an earlier run.
    using Committed = std::function<void(const QList<storage::SpendLog> &)>;
    void onCommitted(Committed committed) { m_committed = std::move(committed); }

    using Opened = std::function<void(core::Result<void>)>;
    /// Opens the database and replays what is left in the journals. Once, before anything else.
    /// `after` runs on the ledger's thread.
    void openThen(const storage::DatabaseAddress &address, Opened after, storage::LeaseUse lease = {});

    /// From any thread; the journal then belongs to that thread.
    std::unique_ptr<Journal> makeJournal();
    /// The barrier: what was appended before is in the database when it succeeds. From any thread; `after`
    /// runs on the ledger's thread.
    void foldThen(std::function<void(core::Result<void>)> after);

    /// Where payloads go, each before its row; null if they are not kept.
    PayloadQueue *payloads() const { return m_payloads.get(); }

    /// Whether the database cannot be used: the last group commit failed, or a look at a server found it
    /// gone. Journals keep the rows meanwhile.
    bool isCommitFailing() const;
    /// Whether another gateway serves the database now; then this one serves no calls any more.
    bool isDisplaced() const;
    /// Whether a journal cannot be written; its thread then serves no calls.
    bool isJournalFailing() const;

private:
    core::Result<void> openWriter(const storage::DatabaseAddress &address, storage::LeaseUse lease);
    void noteAppended(int rows);
    void foldSoon();
    core::Result<void> foldNow();

    std::shared_ptr<JournalShelf> m_shelf;
    RetentionRules m_retention;
    std::shared_ptr<PayloadQueue> m_payloads;
    Committed m_committed;
    std::atomic<LedgerWriter *> m_writer{nullptr}; ///< lives on m_thread
    core::TaskThread m_thread;
};

} // namespace sekisho::gateway
