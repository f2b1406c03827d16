// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/gateway/budget.h>
#include <storage/gateway/team.h>
#include <storage/gateway/virtualkey.h>

#include <atomic>
#include <memory>

namespace sekisho::gateway {

/// What has been spent against one limit and what calls under way have set aside. It belongs to the key, team
/// or budget itself, not to one version of its rules, so a change of rules loses no spend. All members are
/// safe from any thread.
struct SpendMeter {
    std::atomic<std::int64_t> spentNanos{0};
    std::atomic<std::int64_t> reservedNanos{0};
    /// Microseconds since 1970 at which spentNanos starts anew; 0 means never.
    std::atomic<std::int64_t> resetAtMicros{0};
};

/// One version of an object's rules, immutable once published, with its live meter.
template <typename T>
struct Entry {
    T rules;
    std::shared_ptr<SpendMeter> meter;
};
using KeyEntry = Entry<storage::VirtualKey>;
using TeamEntry = Entry<storage::Team>;
using BudgetEntry = Entry<storage::Budget>;

/// The tables that decide about a request, in memory. Reads are cheap and safe from any I/O thread (a lock is
/// held only for the look-up); writes come from the management thread after the database has them.
class Directory
{
public:
    Directory();
    ~Directory();

    /// Null if there is none.
    std::shared_ptr<const KeyEntry> key(QByteArrayView token) const;
    std::shared_ptr<const TeamEntry> team(const QString &teamId) const;
    std::shared_ptr<const BudgetEntry> budget(const QString &budgetId) const;

    /// Everything, in no order.
    std::vector<std::shared_ptr<const KeyEntry>> keys() const;
    std::vector<std::shared_ptr<const TeamEntry>> teams() const;
    std::vector<std::shared_ptr<const BudgetEntry>> budgets() const;

    /// Inserts, or replaces the rules and keeps the meter's spend; `rules.spend` counts only for a new
    /// object. The meter's `resetAtMicros` follows `rules.limits.budgetResetAt`. From one thread at a time.
    void publish(storage::VirtualKey rules);
    void publish(storage::Team rules);
    void publish(storage::Budget rules);
    void removeKey(QByteArrayView token);
    void removeTeam(const QString &teamId);
    void removeBudget(const QString &budgetId);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::gateway
