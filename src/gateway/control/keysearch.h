// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/keyrepository.h>

namespace sekisho::gateway {

/// Finds keys for lists: parts of aliases, totals and the pages of all keys come from memory where the
/// database would have to look at every key.
class KeySearch
{
public:
    KeySearch(const ControlServices &services, storage::KeyFilter filter);

    core::Result<std::int64_t> total() const;
    core::Result<QList<storage::VirtualKey>> page(std::int64_t total, storage::KeyOrder order,
                                                  storage::Page page) const;
    core::Result<QStringList> aliases(storage::Page page) const;

private:
    bool isOfAll() const;
    core::Result<std::int64_t> totalOfAll() const;

    const ControlServices *m_services;
    mutable storage::KeyRepository m_keys;
    storage::KeyFilter m_filter;
    std::optional<std::int64_t> m_matches; ///< when the alias is all that is asked for
};

} // namespace sekisho::gateway
