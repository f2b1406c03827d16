// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"
#include "leftright.h"

#include <array>
#include <mutex>
#include <unordered_map>

namespace sekisho::gateway {

/// A map of entries in parts, so that changes of different names rarely meet. Safe from any thread; who reads
/// never waits.
template <typename T>
class ShardedMap
{
public:
    using Pointer = std::shared_ptr<const Entry<T>>;

    Pointer find(QByteArrayView name) const
    {
        return shardOf(name).slots.read([&](const Slots &entries) { return found(entries, name); });
    }

    /// Returns whether the time at which the spend starts anew is another than before.
    bool publish(const QByteArray &name, T rules, std::int64_t resetAtMicros)
    {
        Shard &shard = shardOf(name);
        const std::lock_guard lock(shard.writing);
        const Pointer old = found(shard.slots.own(), name);
        auto meter = old ? old->meter : newMeter(rules);
        const bool moved = meter->resetAtMicros.exchange(resetAtMicros) != resetAtMicros;
        shard.put(name, entryOf(std::move(rules), std::move(meter)));
        return moved;
    }

    /// An entry that goes on with the meter of another.
    void adopt(const QByteArray &name, T rules, std::shared_ptr<SpendMeter> meter)
    {
        Shard &shard = shardOf(name);
        const std::lock_guard lock(shard.writing);
        shard.put(name, entryOf(std::move(rules), std::move(meter)));
    }

    /// The entry, made of `rules` if there is none.
    Pointer findOrInsert(const QByteArray &name, const T &rules)
    {
        if (auto entry = find(name))
            return entry;
        Shard &shard = shardOf(name);
        const std::lock_guard lock(shard.writing);
        Pointer entry = found(shard.slots.own(), name);
        if (!entry)
            shard.put(name, entry = entryOf(rules, newMeter(rules)));
        return entry;
    }

    void remove(QByteArrayView name)
    {
        Shard &shard = shardOf(name);
        const std::lock_guard lock(shard.writing);
        shard.slots.write([&](Slots &entries) { entries.erase(view(name)); });
    }

    std::size_t size() const
    {
        std::size_t count = 0;
        for (const Shard &shard : m_shards)
            count += shard.slots.read([](const Slots &entries) { return entries.size(); });
        return count;
    }

    std::vector<Pointer> all() const
    {
        std::vector<Pointer> all;
        for (const Shard &shard : m_shards) {
            shard.slots.read([&](const Slots &entries) {
                for (const auto &[name, slot] : entries)
                    all.push_back(slot.entry);
            });
        }
        return all;
    }

private:
    struct Slot {
        QByteArray name; ///< which the map's key points into
        Pointer entry;
    };
    using Slots = std::unordered_map<std::string_view, Slot>;
    struct Shard {
        void put(const QByteArray &name, const Pointer &entry)
        {
            slots.write([&](Slots &entries) {
                const auto [place, isNew] = entries.try_emplace(view(name), Slot{name, entry});
                if (!isNew)
                    place->second.entry = entry;
            });
        }

        std::mutex writing;
        LeftRight<Slots> slots;
    };
    static constexpr std::size_t Shards = 16;

    static Pointer found(const Slots &entries, QByteArrayView name)
    {
        const auto it = entries.find(view(name));
        return it == entries.end() ? nullptr : it->second.entry;
    }
    static Pointer entryOf(T rules, std::shared_ptr<SpendMeter> meter)
    {
        return std::make_shared<const Entry<T>>(Entry<T>{std::move(rules), std::move(meter)});
    }
    static std::shared_ptr<SpendMeter> newMeter(const T &rules)
    {
        auto meter = std::make_shared<SpendMeter>();
        meter->spentNanos = rules.spend.nanos();
        return meter;
    }
    static std::string_view view(QByteArrayView name) { return {name.data(), std::size_t(name.size())}; }
    static std::size_t placeOf(QByteArrayView name)
    {
        return std::hash<std::string_view>()(view(name)) % Shards;
    }
    const Shard &shardOf(QByteArrayView name) const { return m_shards[placeOf(name)]; }
    Shard &shardOf(QByteArrayView name) { return m_shards[placeOf(name)]; }

    std::array<Shard, Shards> m_shards;
};

} // namespace sekisho::gateway
