// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include "ledgerwriter.h"
#include "lowpriority.h"

#include <QDir>
#include <QTemporaryFile>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

Ledger::Ledger(const QString &journalFolder)
    : m_shelf(std::make_shared<JournalShelf>(journalFolder))
    , m_thread(u"ledger"_s)
{
}

Ledger::~Ledger()
{
    m_thread.post([this] {
        if (LedgerWriter *writer = m_writer.exchange(nullptr)) {
            (void)writer->fold();
            writer->storeRest();
            delete writer;
        }
    });
}

void Ledger::openThen(const storage::DatabaseAddress &address, Opened after, storage::LeaseUse lease)
{
    m_thread.post([this, address, lease = std::move(lease), after = std::move(after)] {
        after(openWriter(address, lease));
    });
}

/// Only writing shows that it can be written to.
static core::Result<void> checkFolder(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return core::fail(ErrorKind::Storage, u"The folder %1 cannot be made"_s.arg(folder));
    QTemporaryFile probe(folder + u"/probe"_s);
    if (!probe.open())
        return core::fail(ErrorKind::Storage, u"The folder %1 cannot be written to"_s.arg(folder));
    return {};
}

core::Result<void> Ledger::openWriter(const storage::DatabaseAddress &address, storage::LeaseUse lease)
{
    lowerThreadPriority();
    if (auto done = checkFolder(m_shelf->folder()); !done)
        return done;
    auto database = storage::Database::open(address, std::move(lease));
    if (!database)
        return core::fail(database.error());
    if (const auto done = (*database)->migrate(u":/storage/gateway"_s); !done)
        return core::fail(done.error());
    auto writer = std::make_unique<LedgerWriter>(std::move(*database), m_shelf);
    if (const auto done = writer->replay(); !done)
        return core::fail(done.error());
    if (address.kind() == storage::DatabaseAddress::Kind::Postgres)
        writer->watch();
    writer->keepOnly(m_retention);
    writer->onCommitted(m_committed);
    if (m_payloads)
        writer->storePayloads(m_payloads);
    m_writer = writer.release();
    return {};
}

void Ledger::foldSoon()
{
    if (LedgerWriter *writer = m_writer)
        writer->foldSoon();
}

std::unique_ptr<Journal> Ledger::makeJournal()
{
    return std::make_unique<Journal>(m_shelf, [this](int rows) { noteAppended(rows); });
}

void Ledger::noteAppended(int rows)
{
    const int before = m_shelf->pending.fetch_add(rows);
    if (before < GroupRows && before + rows >= GroupRows)
        m_thread.post([this] { (void)foldNow(); });
    else if (before == 0)
        m_thread.post([this] { foldSoon(); });
}

core::Result<void> Ledger::foldNow()
{
    if (LedgerWriter *writer = m_writer)
        return writer->fold();
    return core::fail(ErrorKind::Unavailable, u"The ledger is not open"_s);
}

void Ledger::foldThen(std::function<void(core::Result<void>)> after)
{
    m_thread.post([this, after = std::move(after)] { after(foldNow()); });
}

bool Ledger::isCommitFailing() const
{
    const LedgerWriter *writer = m_writer;
    return writer && writer->isFailing();
}

bool Ledger::isDisplaced() const
{
    return m_shelf->retired;
}

bool Ledger::isJournalFailing() const
{
    return m_shelf->failing > 0;
}

} // namespace sekisho::gateway
