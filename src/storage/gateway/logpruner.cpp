// SPDX-License-Identifier: GPL-3.0-or-later
#include "logpruner.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

Result<std::int64_t> LogPruner::eraseOldest(const QString &table, core::Timestamp cutoff, int most)
{
    return m_database.execute(
        u"DELETE FROM %1 WHERE request_id IN (SELECT request_id FROM %1 WHERE start_time < ? "
        "ORDER BY start_time LIMIT ?)"_s.arg(table),
        {bind(cutoff), most});
}

Result<std::int64_t> LogPruner::eraseBefore(core::Timestamp cutoff, int most)
{
    std::int64_t gone = 0;
    const auto done = m_database.transaction([&]() -> Result<void> {
        for (const QString &table : {u"spend_logs"_s, u"spend_log_payloads"_s}) {
            const auto erased = eraseOldest(table, cutoff, most);
            if (!erased)
                return core::fail(erased.error());
            gone += *erased;
        }
        // The counts by hour must not know more rows than there are.
        if (gone > 0)
            return {};
        const auto hour = std::chrono::floor<std::chrono::hours>(cutoff).time_since_epoch().count();
        return m_database.run(u"DELETE FROM spend_log_hours WHERE hour < ?"_s, {qlonglong(hour)});
    });
    if (!done)
        return core::fail(done.error());
    return gone;
}

} // namespace sekisho::storage
