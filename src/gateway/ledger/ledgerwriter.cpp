// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledgerwriter.h"

#include "journalreader.h"
#include "payloadform.h"

#include <core/logging.h>

#include <QDir>
#include <QFileInfo>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

LedgerWriter::LedgerWriter(std::unique_ptr<storage::Database> database, std::shared_ptr<JournalShelf> shelf)
    : m_database(std::move(database))
    , m_logs(*m_database)
    , m_storedPayloads(*m_database)
    , m_shelf(std::move(shelf))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { (void)fold(); });
    connect(&m_watch, &QTimer::timeout, this, [this] { look(); });
}

void LedgerWriter::keepOnly(const RetentionRules &rules)
{
    m_retention = std::make_unique<LogRetention>(*m_database, rules);
}

void LedgerWriter::storePayloads(std::shared_ptr<PayloadQueue> payloads)
{
    m_payloads = std::move(payloads);
    m_payloadTimer.setSingleShot(true);
    connect(&m_payloadTimer, &QTimer::timeout, this, [this] {
        if (storeQueued())
            m_payloadTimer.start(0);
    });
}

void LedgerWriter::storeRest()
{
    while (m_payloads && storeQueued()) {
    }
}

// A few at a time, so that whoever waits for a fold does not wait for these.
bool LedgerWriter::storeQueued()
{
    constexpr std::size_t AtOnce = 20;
    QList<storage::SpendLogPayload> forms;
    for (const RawPayload &payload : m_payloads->take(AtOnce))
        forms.append(storedForm(payload));
    if (forms.isEmpty())
        return false;
    if (const auto done = m_storedPayloads.insertMany(forms); !done)
        qCWarning(core::lcLedger).noquote()
            << forms.size() << "payloads were not stored:" << core::describe(done.error());
    return true;
}

core::Result<void> LedgerWriter::replay()
{
    const QDir folder(m_shelf->folder());
    for (const QString &name : folder.entryList({u"*.rows"_s}, QDir::Files, QDir::Time | QDir::Reversed)) {
        if (const auto done = replayFile(folder.filePath(name)); !done)
            return core::fail(done.error());
    }
    return {};
}

core::Result<void> LedgerWriter::replayFile(const QString &path)
{
    JournalFile file;
    file.path = path;
    if (const auto done = foldFile(file); !done)
        return core::fail(done.error());
    discard(file);
    return {};
}

/// Nothing more is appended, so a line without an end was cut off: by a disk or a machine that failed, since
/// a process that dies hardly leaves one.
void LedgerWriter::discard(const JournalFile &file)
{
    const bool isCutOff = QFileInfo(file.path).size() > file.folded;
    if (file.damagedLines == 0 && !isCutOff) {
        QFile::remove(file.path);
        return;
    }
    const QString kept = file.path + u".damaged"_s;
    QFile::rename(file.path, kept);
    qCCritical(core::lcLedger).noquote()
        << file.damagedLines + (isCutOff ? 1 : 0) << "lines of a journal are no rows; it is kept as" << kept;
}

void LedgerWriter::foldSoon()
{
    // Rather a few large commits than many: each one costs as much as twenty rows.
    if (!m_timer.isActive())
        m_timer.start(100ms);
}

core::Result<void> LedgerWriter::fold()
{
    // Whoever waits for a fold would wait for the database's whole patience, one behind the other.
    if (m_failing && std::chrono::steady_clock::now() < m_nextTry)
        return m_lastTry;
    m_timer.stop();
    m_shelf->pending = 0;
    // With nothing to fold, only this tells whether the database is back.
    auto done = m_failing ? m_database->check() : core::Result<void>();
    if (done)
        done = foldFiles();
    note(done);
    if (m_payloads && !m_payloadTimer.isActive())
        m_payloadTimer.start(0);
    return done;
}

void LedgerWriter::note(const core::Result<void> &done)
{
    m_lastTry = done;
    m_nextTry = std::chrono::steady_clock::now() + 900ms;
    if (!done)
        m_timer.start(1s);
    if (m_database->isDisplaced())
        m_shelf->retired = true;
    const bool isFailing = !done;
    if (m_failing.exchange(isFailing) == isFailing)
        return;
    if (isFailing)
        qCCritical(core::lcLedger).noquote()
            << "The ledger cannot be written; journals keep its rows:" << core::describe(done.error());
    else
        qCWarning(core::lcLedger) << "The ledger is written again";
}

void LedgerWriter::watch()
{
    m_watch.start(2s);
}

void LedgerWriter::look()
{
    if (m_failing)
        return;
    if (const auto done = m_database->check(); !done)
        note(done);
}

core::Result<void> LedgerWriter::foldFiles()
{
    for (const auto &file : m_shelf->files()) {
        const bool wasClosed = file->closed;
        if (const auto done = foldFile(*file); !done)
            return core::fail(done.error());
        if (!wasClosed)
            continue;
        m_shelf->remove(file);
        discard(*file);
    }
    return {};
}

core::Result<void> LedgerWriter::foldFile(JournalFile &file)
{
    JournalReader reader(file.path);
    while (true) {
        const auto batch = reader.read(file.folded, LargestCommit);
        if (!batch)
            return core::fail(batch.error());
        if (const auto done = commit(batch->rows); !done)
            return core::fail(done.error());
        file.damagedLines += batch->damagedLines;
        if (batch->end == file.folded)
            return {};
        file.folded = batch->end;
    }
}

core::Result<void> LedgerWriter::commit(const QList<storage::SpendLog> &rows)
{
    if (rows.isEmpty())
        return {};
    const auto done = m_logs.insertMany(rows);
    if (!done)
        return core::fail(done.error());
    if (m_committed)
        m_committed(rows);
    return {};
}

} // namespace sekisho::gateway
