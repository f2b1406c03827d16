// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <thread>

namespace sekisho::gateway {

/// Two copies of a value that is read far more often than changed: readers use one while the other is
/// changed. A reader never waits, whatever writers and other readers do; a writer waits for the readers that
/// were there before it. Read from any thread; changed by one thread at a time.
///
/// After Ramalhete and Correia, "Left-Right: A Concurrency Control Technique with Wait-Free Population
/// Oblivious Reads" (2013).
template <typename T>
class LeftRight
{
public:
    /// Calls `look` with the value. It must keep no reference into it, and must not change this value.
    template <typename Look>
    auto read(Look &&look) const
    {
        const Visit visit(m_visitors[std::size_t(m_entrance.load())].count);
        return look(m_sides[std::size_t(m_readSide.load())]);
    }

    /// The value as the changing thread left it; to that thread only.
    const T &own() const { return m_sides[std::size_t(m_readSide.load())]; }

    /// Calls `change` once with each copy; it must do the same both times.
    template <typename Change>
    void write(Change &&change)
    {
        const int read = m_readSide.load();
        change(m_sides[std::size_t(1 - read)]);
        m_readSide.store(1 - read);
        sendOutOfOldSide();
        change(m_sides[std::size_t(read)]);
    }

private:
    struct alignas(64) Visitors {
        std::atomic<int> count{0};
    };
    class Visit
    {
    public:
        explicit Visit(std::atomic<int> &count)
            : m_count(count)
        {
            m_count.fetch_add(1);
        }
        ~Visit() { m_count.fetch_sub(1); }
        Visit(const Visit &) = delete;
        Visit &operator=(const Visit &) = delete;

    private:
        std::atomic<int> &m_count;
    };

    // Whoever came in by either entrance before the side was switched may still be in the old one. The
    // entrance changes in between, so that those who come now do not hold the writer up.
    void sendOutOfOldSide()
    {
        const int used = m_entrance.load();
        waitUntilEmpty(1 - used);
        m_entrance.store(1 - used);
        waitUntilEmpty(used);
    }
    void waitUntilEmpty(int entrance) const
    {
        while (m_visitors[std::size_t(entrance)].count.load() != 0)
            std::this_thread::yield();
    }

    std::array<T, 2> m_sides{};
    std::atomic<int> m_readSide{0};
    std::atomic<int> m_entrance{0};
    mutable std::array<Visitors, 2> m_visitors;
};

} // namespace sekisho::gateway
