// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal.h"

#include "journalcodec.h"

#include <core/logging.h>

namespace sekisho::gateway {

Journal::Journal(std::shared_ptr<JournalShelf> shelf, std::function<void()> appended)
    : m_shelf(std::move(shelf))
    , m_appended(std::move(appended))
{
}

Journal::~Journal()
{
    setFailing(false);
    closeFile();
}

bool Journal::append(const storage::SpendLog &row)
{
    if (!ensureOpen() || !write(encodeRow(row))) {
        setFailing(true);
        m_lastTry = std::chrono::steady_clock::now();
        return false;
    }
    setFailing(false);
    m_appended();
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

bool Journal::write(const QByteArray &line)
{
    if (m_file.write(line) == line.size()) {
        m_size += line.size();
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
    m_appended();
}

void Journal::setFailing(bool failing)
{
    if (m_failing == failing)
        return;
    m_failing = failing;
    m_shelf->failing += failing ? 1 : -1;
}

} // namespace sekisho::gateway
