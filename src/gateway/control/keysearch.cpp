// SPDX-License-Identifier: GPL-3.0-or-later
#include "keysearch.h"

namespace sekisho::gateway {

using core::Result;
using storage::KeyFilter;

namespace {

/// Whether it asks for nothing but an alias and a state.
bool asksForAll(const KeyFilter &filter)
{
    return !filter.token && !filter.userId && !filter.teamId && !filter.organizationId && !filter.budgetId &&
           !filter.createdBy && filter.orTeams.isEmpty();
}

bool asksForState(const KeyFilter &filter)
{
    return filter.expiredBefore || filter.validAt;
}

} // namespace

KeySearch::KeySearch(const ControlServices &services, KeyFilter filter)
    : m_services(&services)
    , m_keys(services.database)
    , m_filter(std::move(filter))
{
    // More than these are found soon in any order.
    constexpr std::size_t MostNamed = 4000;
    if (!m_filter.keyAlias || !m_filter.aliasContains)
        return;
    auto tokens = services.directory.keysWithAlias(*m_filter.keyAlias);
    if (tokens.size() <= MostNamed)
        m_filter.tokens = std::move(tokens);
    else if (asksForAll(m_filter) && !asksForState(m_filter))
        m_matches = std::int64_t(tokens.size());
}

Result<std::int64_t> KeySearch::totalOfAll() const
{
    const auto hidden = m_keys.countHidden();
    if (!hidden)
        return core::fail(hidden.error());
    return std::int64_t(m_services->directory.keyCount()) - *hidden;
}

Result<std::int64_t> KeySearch::total() const
{
    if (m_matches)
        return *m_matches;
    if (m_filter.keyAlias || m_filter.expiredBefore || !asksForAll(m_filter))
        return m_keys.count(m_filter);
    const auto all = totalOfAll();
    if (!all || !m_filter.validAt)
        return all;
    KeyFilter expired;
    expired.expiredBefore = m_filter.validAt;
    const auto gone = m_keys.count(expired);
    return gone ? Result<std::int64_t>(*all - *gone) : gone;
}

bool KeySearch::isOfAll() const
{
    return asksForAll(m_filter) && !asksForState(m_filter) && !m_filter.keyAlias;
}

Result<QList<storage::VirtualKey>> KeySearch::page(std::int64_t total, storage::KeyOrder order,
                                                   storage::Page page) const
{
    if (!isOfAll() || order.column != storage::KeyColumn::CreatedAt)
        return m_keys.listOf(total, m_filter, order, page);
    KeyFilter named;
    named.tokens = m_services->directory.keysByCreation(page.offset, page.limit, order.descending);
    return m_keys.list(named, order, {0, page.limit});
}

Result<QStringList> KeySearch::aliases(storage::Page page) const
{
    return m_keys.aliases(m_filter, page);
}

} // namespace sekisho::gateway
