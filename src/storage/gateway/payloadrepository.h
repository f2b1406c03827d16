// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <storage/database.h>

namespace sekisho::storage {

/// A row of spend_log_payloads: what was said in a call. JSON texts.
struct SpendLogPayload {
    QString requestId;
    core::Timestamp startTime;
    QString messages = QStringLiteral("{}");
    QString response = QStringLiteral("{}");
    QString request = QStringLiteral("{}"); ///< proxy_server_request
};

/// The table spend_log_payloads.
class PayloadRepository
{
public:
    explicit PayloadRepository(Database &database)
        : m_database(database)
    {
    }

    /// All or none; those that are there already are left as they are.
    core::Result<void> insertMany(const QList<SpendLogPayload> &payloads);
    core::Result<std::optional<SpendLogPayload>> find(const QString &requestId);

private:
    Database &m_database;
};

} // namespace sekisho::storage
