// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journalfile.h"

#include <storage/gateway/spendlog.h>

#include <QFile>

#include <chrono>
#include <functional>

namespace sekisho::gateway {

/// One I/O thread's end of the ledger: rows appended to a file of its own, each by one write. A row that
/// append() took outlives the process. Past a size the journal goes on in a new file, so that the writer can
/// drop the old one.
class Journal
{
public:
    static constexpr qint64 LargestFile = 4 * 1024 * 1024;

    /// `appended` is called on this thread after every row.
    Journal(std::shared_ptr<JournalShelf> shelf, std::function<void()> appended);
    ~Journal();

    /// False when the row could not be written whole; then nothing of it is left and isWritable() turns
    /// false.
    bool append(const storage::SpendLog &row);
    /// After a failure, tries again at most once a second. Never again once the shelf is retired.
    bool isWritable();

private:
    bool ensureOpen();
    bool write(const QByteArray &line);
    void closeFile();
    void setFailing(bool failing);

    const std::shared_ptr<JournalShelf> m_shelf;
    const std::function<void()> m_appended;
    std::shared_ptr<JournalFile> m_entry;
    QFile m_file;
    qint64 m_size = 0;
    bool m_failing = false;
    std::chrono::steady_clock::time_point m_lastTry;
};

} // namespace sekisho::gateway
