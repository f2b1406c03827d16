// SPDX-License-Identifier: GPL-3.0-or-later
#include "payloadrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

static const QString &columns()
{
    static const QString names = u"request_id, start_time, messages, response, proxy_server_request"_s;
    return names;
}

Result<void> PayloadRepository::insertMany(const QList<SpendLogPayload> &payloads)
{
    static const QString sql =
        insertSql(u"spend_log_payloads"_s, columns()) + u" ON CONFLICT (request_id) DO NOTHING"_s;
    return m_database.transaction([&]() -> Result<void> {
        for (const SpendLogPayload &payload : payloads) {
            if (auto done = m_database.run(sql, {payload.requestId, bind(payload.startTime), payload.messages,
                                                 payload.response, payload.request});
                !done)
                return done;
        }
        return {};
    });
}

Result<std::optional<SpendLogPayload>> PayloadRepository::find(const QString &requestId)
{
    return m_database.selectOne<SpendLogPayload>(
        u"SELECT %1 FROM spend_log_payloads WHERE request_id = ?"_s.arg(columns()), {requestId},
        [](const Row &row) {
            return SpendLogPayload{row.text(0), row.time(1), row.text(2), row.text(3), row.text(4)};
        });
}

} // namespace sekisho::storage
