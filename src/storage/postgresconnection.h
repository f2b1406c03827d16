// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "databaseaddress.h"
#include "serverlease.h"
#include "sqlconnection.h"

#include <chrono>

namespace sekisho::storage {

/// A connection to a PostgreSQL server. A lost one is opened again when it is next used; while the server
/// does not answer, uses fail at once and attempts grow rarer (0.1 to 5 seconds), until another connection of
/// the gateway gets through.
class PostgresConnection final : public SqlConnection
{
public:
    PostgresConnection(DatabaseAddress address, LeaseUse lease);

    core::Result<void> ensureOpen() override;
    void distrust() override { m_lastProof = {}; }
    bool isDisplaced() const override;
    QString name() const override { return m_address.name(); }

protected:
    void noteSuccess() override { m_lastProof = std::chrono::steady_clock::now(); }
    void noteFailure(const QSqlError &error) override;

private:
    using SteadyTime = std::chrono::steady_clock::time_point;

    core::Result<void> reopen();
    core::Result<void> open();
    core::Result<void> setUpSession();
    core::Result<void> useSchema();
    bool isAlive();
    bool mayTry() const;
    int openingsOfAll() const { return m_lease.lease ? m_lease.lease->openings.load() : 0; }

    core::Result<void> makeSchemaTable();
    core::Result<void> takePart();
    core::Result<void> takeLock();
    core::Result<void> waitForLock();
    core::Result<void> nameHolder();
    core::Result<void> checkLease();
    core::Failure loseLease();
    core::Failure refuse() const;
    core::Result<std::optional<QString>> value(const QString &sql);

    DatabaseAddress m_address;
    LeaseUse m_lease;
    bool m_isOpen = false;
    SteadyTime m_lastProof; ///< that it was alive
    SteadyTime m_nextTry;
    int m_openingsSeen = 0; ///< of all connections, when the last attempt failed
    std::chrono::milliseconds m_pause{0};
};

} // namespace sekisho::storage
