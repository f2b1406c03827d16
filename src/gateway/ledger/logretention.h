// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <storage/gateway/logpruner.h>

#include <QTimer>

#include <chrono>
#include <optional>

namespace sekisho::gateway {

/// How long rows of spend_logs are kept, and how often it is looked for older ones.
struct RetentionRules {
    std::optional<std::chrono::seconds> keep; ///< nothing: for ever
    std::chrono::seconds interval = std::chrono::hours(24);
    std::shared_ptr<const core::Clock> clock;
};

/// Deletes logs that are too old, whole days at a time, but a few rows in each transaction, and between two
/// of them lets the ledger fold. Sums by day stay. Lives on the ledger's thread and works on its connection.
class LogRetention final : public QObject
{
    Q_OBJECT
public:
    static constexpr int RowsAtOnce = 500;

    LogRetention(storage::Database &database, RetentionRules rules);

    /// Deletes the next few rows if it is time to; whether there may be more.
    core::Result<bool> step();

private:
    void tick();
    bool isDue() const;

    const RetentionRules m_rules;
    storage::LogPruner m_pruner;
    QTimer m_timer;
    bool m_isFailing = false;
    std::optional<core::Timestamp> m_lastRun; ///< when the last run was through
};

} // namespace sekisho::gateway
