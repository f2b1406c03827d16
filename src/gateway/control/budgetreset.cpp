// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetreset.h"

#include <core/duration.h>
#include <core/logging.h>
#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/teamrepository.h>

namespace sekisho::gateway {

using core::Result;

namespace {

const auto &idOf(const storage::VirtualKey &key)
{
    return key.token;
}

const auto &idOf(const storage::Team &team)
{
    return team.teamId;
}

const auto &idOf(const storage::Budget &budget)
{
    return budget.budgetId;
}

/// Nothing for a period that was taken away, so that a budget with only a reset time starts anew once.
std::optional<core::Timestamp> nextReset(const storage::SpendLimits &limits, core::Timestamp now)
{
    const auto period =
        limits.budgetDuration ? core::parseDuration(*limits.budgetDuration) : core::Duration();
    if (!limits.budgetDuration || !period)
        return std::nullopt;
    return core::nextBudgetReset(now, *period);
}

} // namespace

BudgetReset::BudgetReset(ControlServices &services)
    : m_services(&services)
{
}

template <typename Repository, typename Entries>
Result<void> BudgetReset::resetAll(Repository repository, const Entries &entries, int &count) const
{
    const auto now = m_services->clock.now();
    for (const auto &entry : entries) {
        const std::int64_t due = entry->meter->resetAtMicros;
        if (due == 0 || due > core::toMicros(now))
            continue;
        auto rules = entry->rules;
        rules.limits.budgetResetAt = nextReset(rules.limits, now);
        if (auto done = repository.restartSpend(idOf(rules), core::Money(), rules.limits.budgetResetAt);
            !done)
            return done;
        entry->meter->spentNanos = 0;
        m_services->directory.publish(std::move(rules));
        ++count;
    }
    return {};
}

Result<int> BudgetReset::resetDue() const
{
    int count = 0;
    auto done = resetAll(storage::KeyRepository(m_services->database), m_services->directory.keys(), count);
    if (done)
        done = resetAll(storage::TeamRepository(m_services->database), m_services->directory.teams(), count);
    if (done)
        done =
            resetAll(storage::BudgetRepository(m_services->database), m_services->directory.budgets(), count);
    if (!done)
        return core::fail(done.error());
    return count;
}

void BudgetReset::start(QObject *context) const
{
    const auto tick = [self = *this] {
        if (const auto done = self.resetDue(); !done)
            qCWarning(core::lcGateway).noquote() << "Budgets were not reset:" << core::describe(done.error());
    };
    auto *timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, tick);
    timer->start(std::chrono::seconds(1));
    tick();
}

} // namespace sekisho::gateway
