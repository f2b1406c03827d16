// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

#include <array>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace sekisho::gateway {

/// A map of entries in parts, so that threads looking up different names rarely meet at the same lock. Safe
/// from any thread.
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

    /// Returns whether the time at which the spend starts anew is another than before.
    bool publish(QByteArrayView name, T rules, std::int64_t resetAtMicros)
    {
        Shard &shard = shardOf(name);
        const std::unique_lock lock(shard.mutex);
        Pointer &entry = shard.entries[std::string(view(name))];
        auto meter = entry ? entry->meter : newMeter(rules);
        const bool moved = meter->resetAtMicros.exchange(resetAtMicros) != resetAtMicros;
        entry = std::make_shared<const Entry<T>>(Entry<T>{std::move(rules), std::move(meter)});
        return moved;
    }

    /// An entry that goes on with the meter of another.
    void adopt(QByteArrayView name, T rules, std::shared_ptr<SpendMeter> meter)
    {
        Shard &shard = shardOf(name);
        const std::unique_lock lock(shard.mutex);
        shard.entries[std::string(view(name))] =
            std::make_shared<const Entry<T>>(Entry<T>{std::move(rules), std::move(meter)});
    }

    /// The entry, made of `rules` if there is none; from any thread.
    Pointer findOrInsert(QByteArrayView name, const T &rules)
    {
        if (auto found = find(name))
            return found;
        Shard &shard = shardOf(name);
        const std::unique_lock lock(shard.mutex);
        Pointer &entry = shard.entries[std::string(view(name))];
        if (!entry)
            entry = std::make_shared<const Entry<T>>(Entry<T>{rules, newMeter(rules)});
        return entry;
    }

    void remove(QByteArrayView name)
    {
        Shard &shard = shardOf(name);
        const std::unique_lock lock(shard.mutex);
        if (const auto it = shard.entries.find(view(name)); it != shard.entries.end())
            shard.entries.erase(it);
    }

    std::size_t size() const
    {
        std::size_t count = 0;
        for (const Shard &shard : m_shards) {
            const std::shared_lock lock(shard.mutex);
            count += shard.entries.size();
        }
        return count;
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

    static std::shared_ptr<SpendMeter> newMeter(const T &rules)
    {
        auto meter = std::make_shared<SpendMeter>();
        meter->spentNanos = rules.spend.nanos();
        return meter;
    }
    static std::string_view view(QByteArrayView name) { return {name.data(), std::size_t(name.size())}; }
    const Shard &shardOf(QByteArrayView name) const { return m_shards[Hash()(view(name)) % Shards]; }
    Shard &shardOf(QByteArrayView name) { return m_shards[Hash()(view(name)) % Shards]; }

    std::array<Shard, Shards> m_shards;
};

} // namespace sekisho::gateway
