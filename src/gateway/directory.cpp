// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory.h"

#include "aliastext.h"
#include "keysbycreation.h"
#include "modelbudget.h"
#include "resetqueue.h"
#include "shardedmap.h"

#include <shared_mutex>

namespace sekisho::gateway {

using storage::SpendOwner;

class Directory::Private
{
public:
    template <typename T>
    void publish(ShardedMap<T> &map, SpendOwner owner, const QString &id, T rules)
    {
        publish(map, owner, id, id.toUtf8(), std::move(rules));
    }
    /// `name` is the id in the map.
    template <typename T>
    void publish(ShardedMap<T> &map, SpendOwner owner, const QString &id, const QByteArray &name, T rules)
    {
        const auto &at = rules.limits.budgetResetAt;
        const std::int64_t resetAt = at ? core::toMicros(*at) : 0;
        if (map.publish(name, std::move(rules), resetAt))
            resets.add(resetAt, owner, id);
    }
    template <typename T>
    void publishMembers(ShardedMap<T> &map, SpendOwner owner, const QString &id, const QList<T> &members);
    /// Those that are not among `kept`.
    template <typename T>
    static void removeMembers(ShardedMap<T> &map, const QString &id, const QList<T> &members,
                              const QList<T> &kept);

    bool stopAwaiting(const QByteArray &token)
    {
        if (awaitedCount.load(std::memory_order_relaxed) == 0)
            return false;
        const std::unique_lock lock(awaitedMutex);
        const bool wasAwaited = awaited.remove(token);
        awaitedCount = std::size_t(awaited.size());
        return wasAwaited;
    }

    ShardedMap<storage::VirtualKey> keys;
    ShardedMap<storage::Team> teams;
    ShardedMap<storage::TeamMember> members;
    ShardedMap<storage::Budget> budgets;
    ShardedMap<storage::User> users;
    ShardedMap<storage::Organization> organizations;
    ShardedMap<storage::OrganizationMember> organizationMembers;
    ShardedMap<storage::Customer> customers;
    ShardedMap<storage::Tag> tags;
    ShardedMap<KeyModel> keyModels;
    mutable std::shared_mutex successionsMutex;
    QHash<QByteArray, storage::KeySuccession> successions; ///< by the old key's hash
    AliasText aliases;
    KeysByCreation keysByCreation;
    ResetQueue resets;
    std::atomic<std::size_t> awaitedCount{0};
    std::shared_mutex awaitedMutex;
    QSet<QByteArray> awaited; ///< rotated keys that nobody has used yet
    std::vector<QByteArray> used;
};

/// The name of what stands between two: no id holds this character.
static QByteArray joined(QByteArrayView first, const QString &second)
{
    return first.toByteArray() + '\x1f' + second.toUtf8();
}

template <typename T>
void Directory::Private::publishMembers(ShardedMap<T> &map, SpendOwner owner, const QString &id,
                                        const QList<T> &members)
{
    for (const T &member : members) {
        const std::int64_t resetAt = member.budgetResetAt ? core::toMicros(*member.budgetResetAt) : 0;
        if (map.publish(joined(id.toUtf8(), member.userId), member, resetAt))
            resets.add(resetAt, owner, id, member.userId);
    }
}

template <typename T>
void Directory::Private::removeMembers(ShardedMap<T> &map, const QString &id, const QList<T> &members,
                                       const QList<T> &kept)
{
    QSet<QString> staying;
    for (const T &member : kept)
        staying.insert(member.userId);
    for (const T &member : members) {
        if (!staying.contains(member.userId))
            map.remove(joined(id.toUtf8(), member.userId));
    }
}

Directory::Directory()
    : d(std::make_unique<Private>())
{
}

Directory::~Directory() = default;

std::shared_ptr<const KeyEntry> Directory::key(QByteArrayView token) const
{
    return d->keys.find(token);
}

std::shared_ptr<const KeyEntry> Directory::successor(QByteArrayView token, core::Timestamp now) const
{
    const std::shared_lock lock(d->successionsMutex);
    const auto found = d->successions.constFind(token.toByteArray());
    const bool holds = found != d->successions.cend() && now < found->revokeAt;
    return holds ? key(found->activeToken) : nullptr;
}

std::shared_ptr<const TeamEntry> Directory::team(const QString &teamId) const
{
    return d->teams.find(teamId.toUtf8());
}

std::shared_ptr<const MemberEntry> Directory::member(const QString &teamId, const QString &userId) const
{
    return d->members.find(joined(teamId.toUtf8(), userId));
}

std::shared_ptr<const BudgetEntry> Directory::budget(const QString &budgetId) const
{
    return d->budgets.find(budgetId.toUtf8());
}

std::shared_ptr<const UserEntry> Directory::user(const QString &userId) const
{
    return d->users.find(userId.toUtf8());
}

std::shared_ptr<const OrganizationEntry> Directory::organization(const QString &organizationId) const
{
    return d->organizations.find(organizationId.toUtf8());
}

std::shared_ptr<const OrganizationMemberEntry> Directory::organizationMember(const QString &organizationId,
                                                                             const QString &userId) const
{
    return d->organizationMembers.find(joined(organizationId.toUtf8(), userId));
}

std::shared_ptr<const CustomerEntry> Directory::customer(const QString &userId) const
{
    return d->customers.find(userId.toUtf8());
}

std::shared_ptr<const CustomerEntry> Directory::customerOrNew(const QString &userId)
{
    storage::Customer nobody;
    nobody.userId = userId;
    return d->customers.findOrInsert(userId.toUtf8(), nobody);
}

std::shared_ptr<const TagEntry> Directory::tag(const QString &name) const
{
    return d->tags.find(name.toUtf8());
}

std::shared_ptr<const KeyModelEntry> Directory::keyModel(QByteArrayView token, const QString &model) const
{
    return d->keyModels.find(joined(token, model));
}

std::size_t Directory::keyCount() const
{
    return d->keys.size();
}

std::vector<QByteArray> Directory::keysWithAlias(const QString &part) const
{
    return d->aliases.holding(part);
}

std::vector<QByteArray> Directory::keysByCreation(std::int64_t offset, std::int64_t limit,
                                                  bool descending) const
{
    return d->keysByCreation.page(offset, limit, descending);
}

std::vector<std::shared_ptr<const KeyEntry>> Directory::keys() const
{
    return d->keys.all();
}

std::vector<std::shared_ptr<const TeamEntry>> Directory::teams() const
{
    return d->teams.all();
}

std::vector<std::shared_ptr<const BudgetEntry>> Directory::budgets() const
{
    return d->budgets.all();
}

std::vector<std::shared_ptr<const UserEntry>> Directory::users() const
{
    return d->users.all();
}

std::vector<std::shared_ptr<const CustomerEntry>> Directory::customers() const
{
    return d->customers.all();
}

std::vector<std::shared_ptr<const OrganizationEntry>> Directory::organizations() const
{
    return d->organizations.all();
}

std::vector<std::shared_ptr<const TagEntry>> Directory::tags() const
{
    return d->tags.all();
}

void Directory::publish(storage::VirtualKey rules)
{
    const QString token = QString::fromLatin1(rules.token);
    for (const QString &model : modelBudgetNames(rules)) {
        if (!keyModel(rules.token, model))
            publish(KeyModel{rules.token, model, {}, {}});
    }
    d->aliases.put(rules.token, rules.keyAlias);
    const auto old = key(rules.token);
    if (!old || old->rules.createdAt != rules.createdAt || old->rules.teamId != rules.teamId) {
        if (old)
            d->keysByCreation.remove(old->rules);
        d->keysByCreation.add(rules);
    }
    // One text for the key and its name: there are hundreds of thousands.
    const QByteArray name = rules.token;
    d->publish(d->keys, SpendOwner::Key, token, name, std::move(rules));
}

void Directory::publish(storage::Team rules)
{
    const QString teamId = rules.teamId;
    if (const auto old = team(teamId))
        d->removeMembers(d->members, teamId, old->rules.members, rules.members);
    d->publishMembers(d->members, SpendOwner::Member, teamId, rules.members);
    d->publish(d->teams, SpendOwner::Team, teamId, std::move(rules));
}

void Directory::publish(storage::Budget rules)
{
    const QString budgetId = rules.budgetId;
    d->publish(d->budgets, SpendOwner::Budget, budgetId, std::move(rules));
}

void Directory::publish(storage::User rules)
{
    const QString userId = rules.userId;
    d->publish(d->users, SpendOwner::User, userId, std::move(rules));
}

void Directory::publish(storage::Organization rules)
{
    const QString organizationId = rules.organizationId;
    if (const auto old = organization(organizationId))
        d->removeMembers(d->organizationMembers, organizationId, old->rules.members, rules.members);
    d->publishMembers(d->organizationMembers, SpendOwner::OrganizationMember, organizationId, rules.members);
    d->publish(d->organizations, SpendOwner::Organization, organizationId, std::move(rules));
}

void Directory::publish(storage::Customer rules)
{
    const QString userId = rules.userId;
    d->publish(d->customers, SpendOwner::Customer, userId, std::move(rules));
}

void Directory::publish(storage::Tag rules)
{
    const QString name = rules.name;
    d->publish(d->tags, SpendOwner::Tag, name, std::move(rules));
}

void Directory::publish(KeyModel rules)
{
    const auto &at = rules.limits.budgetResetAt;
    const std::int64_t resetAt = at ? core::toMicros(*at) : 0;
    const QString token = QString::fromLatin1(rules.token);
    const QString model = rules.model;
    const QByteArray name = joined(rules.token, model);
    if (d->keyModels.publish(name, std::move(rules), resetAt))
        d->resets.add(resetAt, SpendOwner::KeyModel, token, model);
}

void Directory::removeKey(QByteArrayView token)
{
    if (const auto entry = key(token)) {
        for (const QString &model : modelBudgetNames(entry->rules))
            d->keyModels.remove(joined(token, model));
        d->keysByCreation.remove(entry->rules);
    }
    d->keys.remove(token);
    d->aliases.put(token.toByteArray(), std::nullopt);
    d->stopAwaiting(token.toByteArray());
}

void Directory::replaceKey(const storage::KeySuccession &succession, storage::VirtualKey rules)
{
    const auto old = key(succession.token);
    for (const QString &model : modelBudgetNames(rules)) {
        if (const auto spent = keyModel(succession.token, model))
            d->keyModels.adopt(joined(rules.token, model),
                               KeyModel{rules.token, model, {}, spent->rules.limits}, spent->meter);
    }
    const QByteArray token = rules.token;
    d->aliases.put(token, rules.keyAlias);
    d->keysByCreation.add(rules);
    if (old)
        d->keys.adopt(token, std::move(rules), old->meter);
    d->resets.add(old ? old->meter->resetAtMicros.load() : 0, SpendOwner::Key, QString::fromLatin1(token));
    publish(succession);
    removeKey(succession.token);
}

void Directory::publish(const storage::KeySuccession &succession)
{
    const std::unique_lock lock(d->successionsMutex);
    for (auto &earlier : d->successions) {
        if (earlier.activeToken == succession.token)
            earlier.activeToken = succession.activeToken;
    }
    d->successions.insert(succession.token, succession);
}

void Directory::awaitUse(QByteArrayView token)
{
    const std::unique_lock lock(d->awaitedMutex);
    d->awaited.insert(token.toByteArray());
    d->awaitedCount = std::size_t(d->awaited.size());
}

void Directory::noteUse(QByteArrayView token) const
{
    if (d->awaitedCount.load(std::memory_order_relaxed) == 0)
        return;
    const QByteArray name = token.toByteArray();
    {
        const std::shared_lock lock(d->awaitedMutex);
        if (!d->awaited.contains(name))
            return;
    }
    if (d->stopAwaiting(name)) {
        const std::unique_lock lock(d->awaitedMutex);
        d->used.push_back(name);
    }
}

std::vector<QByteArray> Directory::takeUsed()
{
    const std::unique_lock lock(d->awaitedMutex);
    return std::exchange(d->used, {});
}

void Directory::removeTeam(const QString &teamId)
{
    if (const auto old = team(teamId))
        d->removeMembers(d->members, teamId, old->rules.members, {});
    d->teams.remove(teamId.toUtf8());
}

void Directory::removeBudget(const QString &budgetId)
{
    d->budgets.remove(budgetId.toUtf8());
}

void Directory::removeUser(const QString &userId)
{
    d->users.remove(userId.toUtf8());
}

void Directory::removeOrganization(const QString &organizationId)
{
    if (const auto old = organization(organizationId))
        d->removeMembers(d->organizationMembers, organizationId, old->rules.members, {});
    d->organizations.remove(organizationId.toUtf8());
}

void Directory::removeCustomer(const QString &userId)
{
    d->customers.remove(userId.toUtf8());
}

void Directory::removeTag(const QString &name)
{
    d->tags.remove(name.toUtf8());
}

std::vector<DueReset> Directory::takeDue(core::Timestamp now)
{
    return d->resets.takeDue(now);
}

void Directory::handBack(DueReset reset)
{
    d->resets.add(std::move(reset));
}

} // namespace sekisho::gateway
