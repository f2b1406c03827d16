// SPDX-License-Identifier: GPL-3.0-or-later
#include "livemodels.h"

namespace sekisho::gateway {

LiveModels::LiveModels(std::shared_ptr<const ModelTable> first)
    : m_table(std::move(first))
{
}

std::shared_ptr<const ModelTable> LiveModels::current() const
{
    const std::lock_guard lock(m_mutex);
    return m_table;
}

void LiveModels::publish(std::shared_ptr<const ModelTable> table)
{
    {
        const std::lock_guard lock(m_mutex);
        m_table.swap(table);
    }
    // After the table: who sees the new number finds at least the table that goes with it.
    m_version.fetch_add(1, std::memory_order_release);
}

ModelsView::ModelsView(const LiveModels &live)
    : m_live(&live)
{
}

const std::shared_ptr<const ModelTable> &ModelsView::now()
{
    const std::uint64_t version = m_live->m_version.load(std::memory_order_acquire);
    if (version != m_seen) {
        m_table = m_live->current();
        m_seen = version;
    }
    return m_table;
}

} // namespace sekisho::gateway
