// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowtablemodel.h"

namespace sekisho::models {

bool PagedTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state.kind == PageState::Kind::Ready && rowCount() < m_total;
}

void PagedTableModel::setState(PageState state)
{
    if (m_state == state)
        return;
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

void PagedTableModel::setTotalCount(std::int64_t total)
{
    m_total = total;
}

} // namespace sekisho::models
