// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace sekisho::gateway {

/// One journal file on its way from the I/O thread that appends to the writer that folds it.
struct JournalFile {
    QString path;
    std::atomic<bool> closed{false}; ///< nothing more is appended
    // The writer's own:
    qint64 folded = 0;    ///< bytes that the database has
    int damagedLines = 0; ///< whole lines that are no rows
};

/// The journal files of a running gateway. Safe from any thread.
class JournalShelf
{
public:
    explicit JournalShelf(QString folder)
        : m_folder(std::move(folder))
    {
    }
    const QString &folder() const { return m_folder; }

    /// A name that no other journal has.
    QString newPath() const;
    /// The file must be there.
    std::shared_ptr<JournalFile> add(const QString &path);
    void remove(const std::shared_ptr<JournalFile> &file);
    std::vector<std::shared_ptr<JournalFile>> files() const;

    /// Rows appended since the writer last looked.
    std::atomic<int> pending{0};
    /// Journals that cannot be written at the moment.
    std::atomic<int> failing{0};
    /// No more rows: another gateway has the database.
    std::atomic<bool> retired{false};

private:
    const QString m_folder;
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<JournalFile>> m_files;
};

} // namespace sekisho::gateway
