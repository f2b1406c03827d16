// SPDX-License-Identifier: GPL-3.0-or-later
#include "change.h"

#include "../stages/meter.h"
#include "budgetfollowers.h"
#include "keystore.h"
#include "managed.h"

#include <storage/gateway/budgetfollowers.h>
#include <storage/gateway/spendrepository.h>

namespace sekisho::gateway {

using core::Json;
using core::Result;
using storage::SpendOwner;

namespace {

std::shared_ptr<SpendMeter> meterOf(const Directory &directory, SpendOwner owner, const QString &id,
                                    const QString &second)
{
    const auto of = [](const auto &entry) { return entry ? entry->meter : nullptr; };
    switch (owner) {
    case SpendOwner::Key:
        return of(directory.key(id.toLatin1()));
    case SpendOwner::Team:
        return of(directory.team(id));
    case SpendOwner::Member:
        return of(directory.member(id, second));
    case SpendOwner::Budget:
        return of(directory.budget(id));
    case SpendOwner::User:
        return of(directory.user(id));
    case SpendOwner::Organization:
        return of(directory.organization(id));
    case SpendOwner::OrganizationMember:
        return of(directory.organizationMember(id, second));
    case SpendOwner::Customer:
        return of(directory.customer(id));
    case SpendOwner::Tag:
        return of(directory.tag(id));
    case SpendOwner::KeyModel:
        break;
    }
    return of(directory.keyModel(id.toLatin1(), second));
}

} // namespace

Change::Change(ControlServices &services, const AdminCall &call)
    : m_services(&services)
    , m_call(&call)
    , m_trail(services)
{
}

template <typename T>
void Change::create(const T &object)
{
    m_writes.push_back([this, object] {
        typename Managed<T>::Repository repository(m_services->database);
        return repository.insert(object);
    });
    m_publications.push_back([this, object] { m_services->directory.publish(object); });
    audit(AuditAction::Created, Managed<T>::Table, Managed<T>::idOf(object), Json::object(),
          Managed<T>::row(object, m_services->directory));
}

template <typename T>
void Change::alter(const T &before, const T &after, AuditAction action)
{
    m_writes.push_back([this, after] {
        typename Managed<T>::Repository repository(m_services->database);
        return repository.update(after);
    });
    m_publications.push_back([this, after] { m_services->directory.publish(after); });
    audit(action, Managed<T>::Table, Managed<T>::idOf(after), Managed<T>::row(before, m_services->directory),
          Managed<T>::row(after, m_services->directory));
}

template <typename T>
void Change::remove(const T &object)
{
    Json row = Managed<T>::row(object, m_services->directory);
    m_writes.push_back([this, object, row]() -> Result<void> {
        const Retirement retirement{row, now(), m_call->caller.userId};
        auto kept = Managed<T>::retire(m_services->database, object, retirement);
        return kept ? Managed<T>::erase(m_services->database, object) : kept;
    });
    m_publications.push_back([this, object] { Managed<T>::remove(m_services->directory, object); });
    audit(AuditAction::Deleted, Managed<T>::Table, Managed<T>::idOf(object), std::move(row), Json::object());
}

void Change::removeKeys(const QList<storage::VirtualKey> &keys)
{
    m_writes.push_back([this, keys] { return KeyStore(*m_services).eraseWithin(*m_call, keys); });
    m_publications.push_back([this, keys] { KeyStore(*m_services).forget(keys); });
}

void Change::restartSpend(SpendOwner owner, const QString &id, const QString &second, core::Money spend,
                          const std::optional<core::Timestamp> &resetAt)
{
    const auto seen = std::make_shared<std::int64_t>(spend.nanos());
    m_writes.push_back([this, owner, id, second, spend, resetAt, seen] {
        if (const auto meter = meterOf(m_services->directory, owner, id, second))
            *seen = meter->spentNanos;
        return storage::SpendRepository(m_services->database)
            .restart(owner, id, second, {spend, resetAt, now()});
    });
    m_publications.push_back([this, owner, id, second, spend, seen] {
        if (const auto meter = meterOf(m_services->directory, owner, id, second))
            restart(*meter, *seen, spend);
    });
}

void Change::moveResets(const storage::Budget &before, const storage::Budget &after)
{
    const auto resetAt = after.limits.budgetResetAt;
    const auto period = after.limits.budgetDuration;
    if (before.limits.budgetResetAt == resetAt && before.limits.budgetDuration == period)
        return;
    const QString id = after.budgetId;
    const QStringList teams = teamsOfMemberBudget(m_services->directory, id);
    m_writes.push_back([this, id, teams, period, resetAt] {
        auto done = storage::moveResets(m_services->database, id, resetAt);
        return done ? storage::moveMemberPeriods(m_services->database, teams, period, resetAt) : done;
    });
    m_publications.push_back([this, id, teams, period, resetAt] {
        publishResets(m_services->directory, id, resetAt);
        publishMemberPeriods(m_services->directory, teams, period, resetAt);
    });
}

void Change::audit(AuditAction action, AuditTable table, const QString &id, Json before, Json after)
{
    m_writes.push_back(
        [this, action, table, id, before = std::move(before), after = std::move(after)]() -> Result<void> {
            return m_trail.record(*m_call, action, table, id, before, after);
        });
}

Result<void> Change::commit()
{
    auto done = m_services->database.transaction([this]() -> Result<void> {
        Result<void> written;
        for (auto write = m_writes.begin(); written && write != m_writes.end(); ++write)
            written = (*write)();
        return written;
    });
    if (!done)
        return done;
    for (const auto &publish : m_publications)
        publish();
    return {};
}

#define SEKISHO_MANAGED(T)                                                                                   \
    template void Change::create<T>(const T &);                                                              \
    template void Change::alter<T>(const T &, const T &, AuditAction);                                       \
    template void Change::remove<T>(const T &);

template void Change::create<storage::VirtualKey>(const storage::VirtualKey &);
template void Change::alter<storage::VirtualKey>(const storage::VirtualKey &, const storage::VirtualKey &,
                                                 AuditAction);
SEKISHO_MANAGED(storage::Team)
SEKISHO_MANAGED(storage::User)
SEKISHO_MANAGED(storage::Organization)
SEKISHO_MANAGED(storage::Budget)
SEKISHO_MANAGED(storage::Customer)
SEKISHO_MANAGED(storage::Tag)
#undef SEKISHO_MANAGED

} // namespace sekisho::gateway
