// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetreset.h"

#include "../modelbudget.h"
#include "../stages/meter.h"
#include "budgetfollowers.h"

#include <core/duration.h>
#include <core/logging.h>
#include <storage/gateway/spendrepository.h>

namespace sekisho::gateway {

using core::Result;
using storage::SpendOwner;

namespace {

/// One object whose spend may start anew: its meter, its period, and how it is published with another time.
struct Resettable {
    std::shared_ptr<SpendMeter> meter;
    std::optional<QString> period;
    std::function<void(const std::optional<core::Timestamp> &)> publish;
};

template <typename T>
Resettable plain(Directory &directory, const std::shared_ptr<const Entry<T>> &entry,
                 std::optional<QString> period)
{
    return {entry->meter, std::move(period), [&directory, entry](const auto &resetAt) {
                T rules = entry->rules;
                rules.limits.budgetResetAt = resetAt;
                directory.publish(std::move(rules));
            }};
}

template <typename T>
std::optional<Resettable> limited(Directory &directory, const std::shared_ptr<const Entry<T>> &entry)
{
    return entry ? std::optional(plain(directory, entry, entry->rules.limits.budgetDuration)) : std::nullopt;
}

std::optional<QString> periodOf(const Directory &directory, const std::optional<QString> &budgetId)
{
    const auto budget = budgetId ? directory.budget(*budgetId) : nullptr;
    return budget ? budget->rules.limits.budgetDuration : std::nullopt;
}

/// Of those whose limits stand in a budget's row.
template <typename T>
std::optional<Resettable> budgeted(Directory &directory, const std::shared_ptr<const Entry<T>> &entry)
{
    return entry ? std::optional(plain(directory, entry, periodOf(directory, entry->rules.budgetId)))
                 : std::nullopt;
}

std::optional<Resettable> memberOf(Directory &directory, const DueReset &due)
{
    const auto entry = directory.member(due.id, due.second);
    if (!entry)
        return std::nullopt;
    const auto &own = entry->rules.budgetDuration;
    const auto publish = [&directory, due](const std::optional<core::Timestamp> &resetAt) {
        storage::Team team = directory.team(due.id)->rules;
        for (storage::TeamMember &member : team.members) {
            if (member.userId == due.second)
                member.budgetResetAt = resetAt;
        }
        directory.publish(std::move(team));
    };
    return Resettable{entry->meter, own ? own : periodOf(directory, entry->rules.budgetId), publish};
}

std::optional<Resettable> organizationMemberOf(Directory &directory, const DueReset &due)
{
    const auto entry = directory.organizationMember(due.id, due.second);
    if (!entry)
        return std::nullopt;
    const auto publish = [&directory, due](const std::optional<core::Timestamp> &resetAt) {
        storage::Organization organization = directory.organization(due.id)->rules;
        for (storage::OrganizationMember &member : organization.members) {
            if (member.userId == due.second)
                member.budgetResetAt = resetAt;
        }
        directory.publish(std::move(organization));
    };
    return Resettable{entry->meter, periodOf(directory, entry->rules.budgetId), publish};
}

std::optional<Resettable> keyModelOf(Directory &directory, const DueReset &due)
{
    const auto key = directory.key(due.id.toLatin1());
    const auto entry = directory.keyModel(due.id.toLatin1(), due.second);
    if (!key || !entry)
        return std::nullopt;
    const auto budget = modelBudget(key->rules, due.second);
    return plain(directory, entry, budget ? budget->budgetDuration : std::nullopt);
}

std::optional<Resettable> resettable(Directory &directory, const DueReset &due)
{
    switch (due.owner) {
    case SpendOwner::Key:
        return limited(directory, directory.key(due.id.toLatin1()));
    case SpendOwner::Team:
        return limited(directory, directory.team(due.id));
    case SpendOwner::Budget:
        return limited(directory, directory.budget(due.id));
    case SpendOwner::User:
        return limited(directory, directory.user(due.id));
    case SpendOwner::Organization:
        return budgeted(directory, directory.organization(due.id));
    case SpendOwner::Customer:
        return budgeted(directory, directory.customer(due.id));
    case SpendOwner::Tag:
        return budgeted(directory, directory.tag(due.id));
    case SpendOwner::Member:
        return memberOf(directory, due);
    case SpendOwner::OrganizationMember:
        return organizationMemberOf(directory, due);
    case SpendOwner::KeyModel:
        break;
    }
    return keyModelOf(directory, due);
}

/// Meters, and what they were at.
class SeenMeters
{
public:
    void add(const std::shared_ptr<SpendMeter> &meter) { m_seen.push_back({meter, meter->spentNanos}); }
    void restart() const
    {
        for (const auto &[meter, spent] : m_seen)
            gateway::restart(*meter, spent, core::Money());
    }

private:
    std::vector<std::pair<std::shared_ptr<SpendMeter>, std::int64_t>> m_seen;
};

/// Nothing for a period that was taken away, so that a budget with only a reset time starts anew once.
std::optional<core::Timestamp> nextReset(const std::optional<QString> &period, const BudgetTime &time)
{
    const auto parsed = period ? core::parseDuration(*period) : core::Duration();
    if (!period || !parsed)
        return std::nullopt;
    return time.nextReset(*parsed);
}

} // namespace

BudgetReset::BudgetReset(ControlServices &services)
    : m_services(&services)
{
}

Result<bool> BudgetReset::reset(const DueReset &due) const
{
    const auto object = resettable(m_services->directory, due);
    // Deleted meanwhile, or given another time.
    if (!object || object->meter->resetAtMicros != core::toMicros(due.at))
        return false;
    // Read before the time is: a call that ends between the two counts twice rather than not at all.
    SeenMeters meters;
    meters.add(object->meter);
    const bool isOfCustomers =
        due.owner == SpendOwner::Budget && due.id == m_services->settings.maxEndUserBudgetId;
    if (isOfCustomers) {
        for (const auto &meter : metersWithoutBudget(m_services->directory))
            meters.add(meter);
    }
    const auto time = m_services->budgetTime();
    const auto resetAt = nextReset(object->period, time);
    const auto done = m_services->database.transaction([&] {
        storage::SpendRepository spends(m_services->database);
        auto written = spends.restart(due.owner, due.id, due.second, {core::Money(), resetAt, time.now});
        return written && isOfCustomers ? spends.restartCustomersWithoutBudget(time.now) : written;
    });
    if (!done)
        return core::fail(done.error());
    meters.restart();
    object->publish(resetAt);
    return true;
}

Result<int> BudgetReset::resetDue() const
{
    int count = 0;
    Result<int> result;
    for (const DueReset &due : m_services->directory.takeDue(m_services->clock.now())) {
        const auto done = reset(due);
        if (!done) {
            m_services->directory.handBack(due);
            result = core::fail(done.error());
        } else if (*done) {
            ++count;
        }
    }
    return result ? Result<int>(count) : result;
}

/// Whether it has another time now; whatever has none any more is nothing to wait for.
Result<bool> BudgetReset::pullIn(const DueReset &due, const BudgetTime &time) const
{
    const auto object = resettable(m_services->directory, due);
    if (!object || object->meter->resetAtMicros != core::toMicros(due.at))
        return false;
    const auto next = nextReset(object->period, time);
    if (!next || due.at <= *next) {
        m_services->directory.handBack(due);
        return false;
    }
    const auto done =
        storage::SpendRepository(m_services->database).setNextReset(due.owner, due.id, due.second, *next);
    if (!done) {
        m_services->directory.handBack(due);
        return core::fail(done.error());
    }
    object->publish(*next);
    return true;
}

Result<int> BudgetReset::followClockBack() const
{
    const auto time = m_services->budgetTime();
    if (const auto counted = storage::SpendRepository(m_services->database).countFrom(time.now); !counted)
        return core::fail(counted.error());
    int count = 0;
    Result<int> result;
    for (const DueReset &due : m_services->directory.takeDue(core::Timestamp::max())) {
        const auto done = pullIn(due, time);
        if (!done)
            result = core::fail(done.error());
        else
            count += *done ? 1 : 0;
    }
    return result ? Result<int>(count) : result;
}

/// `last` is when this was last asked; nothing at first.
Result<void> BudgetReset::followClock(std::optional<core::Timestamp> &last) const
{
    const auto now = m_services->clock.now();
    if (last && now >= *last) {
        last = now;
        return {};
    }
    // Nobody knows what the clock did before the start but for what it has left.
    if (!last) {
        const auto ahead = storage::SpendRepository(m_services->database).countFrom(now);
        if (!ahead)
            return core::fail(ahead.error());
        last = now;
        if (*ahead == 0)
            return {};
    }
    const auto moved = followClockBack();
    if (!moved)
        return core::fail(moved.error());
    last = now;
    qCWarning(core::lcGateway) << "The clock was set back;" << *moved << "budgets start anew at another time";
    return {};
}

void BudgetReset::start(QObject *context) const
{
    const auto tick = [self = *this, last = std::make_shared<std::optional<core::Timestamp>>()] {
        if (const auto done = self.followClock(*last); !done)
            qCWarning(core::lcGateway).noquote()
                << "Budgets do not follow the clock yet:" << core::describe(done.error());
        if (const auto done = self.resetDue(); !done)
            qCWarning(core::lcGateway).noquote() << "Budgets were not reset:" << core::describe(done.error());
    };
    auto *timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, tick);
    timer->start(std::chrono::seconds(1));
    tick();
}

} // namespace sekisho::gateway
