// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/gateway/virtualkey.h>

#include <QByteArray>

#include <vector>

namespace sekisho::gateway {

/// The keys that lists show in the order of (created_at, token), so that any page of hundreds of thousands is
/// found at once. Not thread-safe.
class KeysByCreation
{
public:
    /// Quick for the newest key; else everything behind its place moves.
    void add(const storage::VirtualKey &key);
    void remove(const storage::VirtualKey &key);
    /// Tokens, newest first or oldest first; fewer at the end.
    std::vector<QByteArray> page(std::int64_t offset, std::int64_t limit, bool descending) const;

private:
    using Entry = std::pair<std::int64_t, QByteArray>; ///< microseconds and token
    static Entry entryOf(const storage::VirtualKey &key);

    std::vector<Entry> m_entries;
};

} // namespace sekisho::gateway
