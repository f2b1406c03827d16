// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory.h"

#include <array>
#include <shared_mutex>

namespace sekisho::gateway {

namespace {

/// A map in parts, so that threads looking up different names rarely meet at the same lock.
template <typename T>
class ShardedMap
{
public:
    using Pointer = std::shared_ptr<const Entry<T>>;

    Pointer find(QByteArrayView name) const
    {
        const Shard &shard = shardOf(name);
        const std::shared_lock lock(shard.mutex);
        const auto it = shard.entries.find(view(name));
        return it == shard.entries.end() ? nullptr : it->second;
    }

    void publish(QByteArrayView name, T rules)
    {
        const std::int64_t resetAt =
            rules.limits.budgetResetAt ? core::toMicros(*rules.limits.budgetResetAt) : 0;
        const auto old = find(name);
        auto meter = old ? old->meter : std::make_shared<SpendMeter>();
        if (!old)
            meter->spentNanos = rules.spend.nanos();
        meter->resetAtMicros = resetAt;
        auto entry = std::make_shared<const Entry<T>>(Entry<T>{std::move(rules), std::move(meter)});
        Shard &shard = shardOf(name);
        const std::unique_lock lock(shard.mutex);
        shard.entries.insert_or_assign(std::string(view(name)), std::move(entry));
    }

    void remove(QByteArrayView name)
    {
        Shard &shard = shardOf(name);
        const std::unique_lock lock(shard.mutex);
        if (const auto it = shard.entries.find(view(name)); it != shard.entries.end())
            shard.entries.erase(it);
    }

    std::vector<Pointer> all() const
    {
        std::vector<Pointer> entries;
        for (const Shard &shard : m_shards) {
            const std::shared_lock lock(shard.mutex);
            for (const auto &[name, entry] : shard.entries)
                entries.push_back(entry);
        }
        return entries;
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    struct Shard {
        mutable std::shared_mutex mutex;
        std::unordered_map<std::string, Pointer, Hash, std::equal_to<>> entries;
    };
    static constexpr std::size_t Shards = 16;

    static std::string_view view(QByteArrayView name) { return {name.data(), std::size_t(name.size())}; }
    const Shard &shardOf(QByteArrayView name) const { return m_shards[Hash()(view(name)) % Shards]; }
    Shard &shardOf(QByteArrayView name) { return m_shards[Hash()(view(name)) % Shards]; }

    std::array<Shard, Shards> m_shards;
};

} // namespace

class Directory::Private
{
public:
    ShardedMap<storage::VirtualKey> keys;
    ShardedMap<storage::Team> teams;
    ShardedMap<storage::Budget> budgets;
};

Directory::Directory()
    : d(std::make_unique<Private>())
{
}

Directory::~Directory() = default;

std::shared_ptr<const KeyEntry> Directory::key(QByteArrayView token) const
{
    return d->keys.find(token);
}

std::shared_ptr<const TeamEntry> Directory::team(const QString &teamId) const
{
    return d->teams.find(teamId.toUtf8());
}

std::shared_ptr<const BudgetEntry> Directory::budget(const QString &budgetId) const
{
    return d->budgets.find(budgetId.toUtf8());
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

void Directory::publish(storage::VirtualKey rules)
{
    const QByteArray token = rules.token;
    d->keys.publish(token, std::move(rules));
}

void Directory::publish(storage::Team rules)
{
    const QByteArray teamId = rules.teamId.toUtf8();
    d->teams.publish(teamId, std::move(rules));
}

void Directory::publish(storage::Budget rules)
{
    const QByteArray budgetId = rules.budgetId.toUtf8();
    d->budgets.publish(budgetId, std::move(rules));
}

void Directory::removeKey(QByteArrayView token)
{
    d->keys.remove(token);
}

void Directory::removeTeam(const QString &teamId)
{
    d->teams.remove(teamId.toUtf8());
}

void Directory::removeBudget(const QString &budgetId)
{
    d->budgets.remove(budgetId.toUtf8());
}

} // namespace sekisho::gateway
