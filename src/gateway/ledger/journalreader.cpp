// SPDX-License-Identifier: GPL-3.0-or-later
#include "journalreader.h"

#include "journalcodec.h"

namespace sekisho::gateway {

using core::ErrorKind;

static constexpr qint64 PieceBytes = 1024 * 1024;

JournalReader::JournalReader(const QString &path)
    : m_file(path)
{
}

void JournalReader::takeLine(QByteArrayView line, Batch &batch)
{
    if (line.isEmpty())
        return;
    auto row = decodeRow(line);
    if (row)
        batch.rows.append(std::move(*row));
    else
        ++batch.damagedLines;
}

core::Result<QByteArray> JournalReader::pieceAt(qint64 offset)
{
    const bool isOpen = m_file.isOpen() || m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    if (!isOpen || !m_file.seek(offset))
        return core::fail(ErrorKind::Storage, m_file.errorString());
    QByteArray piece = m_file.read(PieceBytes);
    // A line longer than a piece is read whole, or nothing behind it would ever be.
    while (!piece.isEmpty() && !piece.contains('\n')) {
        const QByteArray more = m_file.read(piece.size());
        if (more.isEmpty())
            break;
        piece += more;
    }
    return piece;
}

core::Result<JournalReader::Batch> JournalReader::read(qint64 offset, int largest)
{
    const auto found = pieceAt(offset);
    if (!found)
        return core::fail(found.error());
    const QByteArray &piece = *found;
    Batch batch;
    batch.end = offset;
    qsizetype start = 0;
    while (batch.rows.size() < largest) {
        const auto end = piece.indexOf('\n', start);
        if (end < 0)
            break;
        takeLine(QByteArrayView(piece).sliced(start, end - start), batch);
        start = end + 1;
        batch.end = offset + start;
    }
    return batch;
}

} // namespace sekisho::gateway
