// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxybudget.h"

#include <core/duration.h>
#include <storage/gateway/userrepository.h>

namespace sekisho::gateway {

using storage::User;
using namespace Qt::Literals::StringLiterals;

static void followSettings(User &everybody, const GatewaySettings &settings, core::Timestamp now)
{
    storage::SpendLimits &limits = everybody.limits;
    const auto period =
        settings.budgetDuration.isEmpty() ? std::nullopt : std::optional(settings.budgetDuration);
    limits.maxBudget = settings.maxBudget;
    if (limits.budgetDuration == period && limits.budgetResetAt.has_value() == period.has_value())
        return;
    limits.budgetDuration = period;
    limits.budgetResetAt.reset();
    const auto parsed = core::parseDuration(settings.budgetDuration);
    if (parsed && parsed->count > 0)
        limits.budgetResetAt = settings.budgetCalendar.nextReset(now, *parsed);
}

core::Result<void> ensureProxyBudget(Directory &directory, storage::Database &database,
                                     const GatewaySettings &settings, core::Timestamp now)
{
    if (!settings.maxBudget)
        return {};
    const QString id = QLatin1StringView(storage::ProxyBudgetUser);
    const auto known = directory.user(id);
    User everybody = known ? known->rules : User{.userId = id, .createdAt = now, .updatedAt = now};
    followSettings(everybody, settings, now);
    if (known && known->rules == everybody)
        return {};
    everybody.updatedAt = now;
    const auto done = database.transaction([&] {
        storage::UserRepository users(database);
        return known ? users.update(everybody) : users.insert(everybody);
    });
    if (!done)
        return core::fail(done.error());
    directory.publish(std::move(everybody));
    return {};
}

} // namespace sekisho::gateway
