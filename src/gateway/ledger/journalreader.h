// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/gateway/spendlog.h>

#include <QFile>

namespace sekisho::gateway {

/// Reads the whole rows of one journal file, from an offset on. A line without an end is left for later: it
/// is being written, or was cut off when the process ended and then belongs to no answer that a client saw
/// whole.
class JournalReader
{
public:
    explicit JournalReader(const QString &path);

    struct Batch {
        QList<storage::SpendLog> rows;
        qint64 end = 0;       ///< offset behind the last whole line
        int damagedLines = 0; ///< whole lines that are no rows
    };
    /// At most `largest` rows from `offset` on; no rows and the same end when there is nothing new.
    core::Result<Batch> read(qint64 offset, int largest);

private:
    core::Result<QByteArray> pieceAt(qint64 offset);
    static void takeLine(QByteArrayView line, Batch &batch);

    QFile m_file;
};

} // namespace sekisho::gateway
