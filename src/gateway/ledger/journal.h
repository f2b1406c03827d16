// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journalfile.h"

#include <storage/gateway/spendlog.h>

#include <QFile>
#include <QObject>

#include <chrono>
#include <functional>
#include <vector>

namespace sekisho::gateway {

/// One I/O thread's end of the ledger: rows appended to a file of its own. The rows of one turn of the event
/// loop are written together, at its end; a row that was written outlives the process. Past a size the
/// journal goes on in a new file, so that the writer can drop the old one.
class Journal final : public QObject
{
public:
    static constexpr qint64 LargestFile = 4 * 1024 * 1024;

    /// Told after the turn whether the row is written.
    using Written = std::function<void(bool)>;

    /// `appended` is called on this thread with the number of rows after each write.
    Journal(std::shared_ptr<JournalShelf> shelf, std::function<void(int)> appended);
    /// Writes what is left; nobody is told.
    ~Journal() override;

    /// The answer that the row is about must wait for `written`, which is called from the event loop, in the
    /// order of the rows. False when the rows of that turn could not be written whole; then nothing of them
    /// is left and isWritable() turns false.
    void append(const storage::SpendLog &row, Written written);
    /// The same at once, with all that was appended before.
    bool append(const storage::SpendLog &row);
    /// After a failure, tries again at most once a second. Never again once the shelf is retired.
    bool isWritable();

private:
    void add(const storage::SpendLog &row, Written written);
    bool flush();
    bool writeRows();
    bool ensureOpen();
    bool write(const QByteArray &lines);
    void closeFile();
    void setFailing(bool failing);

    const std::shared_ptr<JournalShelf> m_shelf;
    const std::function<void(int)> m_appended;
    QByteArray m_lines;             ///< of this turn
    std::vector<Written> m_waiting; ///< one for each of them
    std::shared_ptr<JournalFile> m_entry;
    QFile m_file;
    qint64 m_size = 0;
    bool m_failing = false;
    std::chrono::steady_clock::time_point m_lastTry;
};

} // namespace sekisho::gateway
