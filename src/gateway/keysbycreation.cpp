// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysbycreation.h"

#include <storage/gateway/keyrepository.h>

#include <algorithm>

namespace sekisho::gateway {

KeysByCreation::Entry KeysByCreation::entryOf(const storage::VirtualKey &key)
{
    return {core::toMicros(key.createdAt), key.token};
}

void KeysByCreation::add(const storage::VirtualKey &key)
{
    if (key.teamId == storage::DashboardTeam)
        return;
    Entry entry = entryOf(key);
    if (m_entries.empty() || m_entries.back() < entry)
        return m_entries.push_back(std::move(entry));
    const auto place = std::lower_bound(m_entries.begin(), m_entries.end(), entry);
    if (place == m_entries.end() || *place != entry)
        m_entries.insert(place, std::move(entry));
}

void KeysByCreation::remove(const storage::VirtualKey &key)
{
    const Entry entry = entryOf(key);
    const auto place = std::lower_bound(m_entries.begin(), m_entries.end(), entry);
    if (place != m_entries.end() && *place == entry)
        m_entries.erase(place);
}

std::vector<QByteArray> KeysByCreation::page(std::int64_t offset, std::int64_t limit, bool descending) const
{
    const auto total = std::int64_t(m_entries.size());
    const std::int64_t end = offset < total ? offset + std::min(limit, total - offset) : offset;
    std::vector<QByteArray> tokens;
    for (std::int64_t i = offset; i < end; ++i)
        tokens.push_back(m_entries[std::size_t(descending ? total - 1 - i : i)].second);
    return tokens;
}

} // namespace sekisho::gateway
