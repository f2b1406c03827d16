// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal.h"

#include <core/taskthread.h>

namespace sekisho::gateway {

class LedgerWriter;

/// The record of every call: journals that the I/O threads append to, and one writer thread that folds them
/// into the database in group commits (after five milliseconds or a hundred rows). Owned by the gateway;
/// outlives its journals.
class Ledger
{
public:
    static constexpr int GroupRows = 100;

    explicit Ledger(const QString &journalFolder);
    ~Ledger();

    /// Opens the database and replays what is left in the journals. Once, before anything else.
    /// `after` runs on the ledger's thread.
    void openThen(const QString &databasePath, std::function<void(core::Result<void>)> after);

    /// From any thread; the journal then belongs to that thread.
    std::unique_ptr<Journal> makeJournal();
    /// The barrier: what was appended before is in the database when it succeeds. From any thread; `after`
    /// runs on the ledger's thread.
    void foldThen(std::function<void(core::Result<void>)> after);

    /// Whether the last group commit failed. Journals keep the rows meanwhile.
    bool isCommitFailing() const;
    /// Whether a journal cannot be written; its thread then serves no calls.
    bool isJournalFailing() const;

private:
    core::Result<void> openWriter(const QString &databasePath);
    void noteAppended();
    void foldSoon();
    core::Result<void> foldNow();

    std::shared_ptr<JournalShelf> m_shelf;
    std::atomic<LedgerWriter *> m_writer{nullptr}; ///< lives on m_thread
    core::TaskThread m_thread;
};

} // namespace sekisho::gateway
