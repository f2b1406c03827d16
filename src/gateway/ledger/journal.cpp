// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal.h"

#include "journalcodec.h"

#include <core/logging.h>

namespace sekisho::gateway {

Journal::Journal(std::shared_ptr<JournalShelf> shelf, std::function<void(int)> appended)
    : m_shelf(std::move(shelf))
    , m_appended(std::move(appended))
{
}

Journal::~Journal()
{
    (void)writeRows();
    setFailing(false);
    closeFile();
}

void Journal::append(const storage::SpendLog &row, Written written)
{
    // Behind whatever this turn still has to tell; before the loop waits again.
    if (m_waiting.empty())
        QMetaObject::invokeMethod(
            this, [this] { (void)flush(); }, Qt::QueuedConnection);
    add(row, std::move(written));
}

bool Journal::append(const storage::SpendLog &row)
{
    add(row, [](bool) {});
    return flush();
}

void Journal::add(const storage::SpendLog &row, Written written)
{
    m_lines += encodeRow(row);
    m_waiting.push_back(std::move(written));
}

bool Journal::flush()
{
    const bool done = writeRows();
    // Who is told may end its call, and have the next one recorded.
    for (const Written &written : std::exchange(m_waiting, {}))
        written(done);
    return done;
}

bool Journal::writeRows()
{
    if (m_lines.isEmpty())
        return true;
    const bool done = ensureOpen() && write(m_lines);
    m_lines.resize(0);
    setFailing(!done);
    if (!done) {
        m_lastTry = std::chrono::steady_clock::now();
        return false;
    }
    m_appended(int(m_waiting.size()));
    if (m_size >= LargestFile)
        closeFile();
    return true;
}

bool Journal::isWritable()
{
    if (m_shelf->retired)
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (!m_failing || now - m_lastTry < std::chrono::seconds(1))
        return !m_failing;
    m_lastTry = now;
    // An empty line is no row; it only shows whether the disk takes bytes again.
    if (ensureOpen() && write("\n"))
        setFailing(false);
    return !m_failing;
}

bool Journal::ensureOpen()
{
    if (m_file.isOpen())
        return true;
    m_file.setFileName(m_shelf->newPath());
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                     QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return false;
    m_size = 0;
    m_entry = m_shelf->add(m_file.fileName());
    return true;
}

bool Journal::write(const QByteArray &lines)
{
    if (m_file.write(lines) == lines.size()) {
        m_size += lines.size();
        return true;
    }
    qCCritical(core::lcLedger).noquote() << "The journal cannot be written:" << m_file.errorString();
    // What is left of a torn line would spoil the next one.
    if (!m_file.resize(m_size))
        closeFile();
    return false;
}

void Journal::closeFile()
{
    if (!m_file.isOpen())
        return;
    m_file.close();
    m_entry->closed = true;
    m_appended(1);
}

void Journal::setFailing(bool failing)
{
    if (m_failing == failing)
        return;
    m_failing = failing;
    m_shelf->failing += failing ? 1 : -1;
}

} // namespace sekisho::gateway
