// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationtree.h"

#include <algorithm>

namespace sekisho::models {

ObservationTree::ObservationTree(const QList<client::ObservationInfo> &observations)
{
    m_nodes.reserve(static_cast<std::size_t>(observations.size()));
    for (const auto &observation : observations) {
        m_index.insert(observation.id, size());
        m_nodes.push_back({observation, -1, {}, 0});
    }
    link();
}

int ObservationTree::indexOf(const QString &observationId) const
{
    return m_index.value(observationId, -1);
}

TimelineScale::Range ObservationTree::range() const
{
    TimelineScale::Range range;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const auto &info = m_nodes[i].info;
        range.start = i == 0 ? info.startTime : std::min(range.start, info.startTime);
        range.end = i == 0 ? endOf(info) : std::max(range.end, endOf(info));
    }
    return range;
}

core::Timestamp ObservationTree::endOf(const client::ObservationInfo &observation)
{
    return std::max(observation.startTime, observation.endTime.value_or(observation.startTime));
}

void ObservationTree::link()
{
    for (auto &node : m_nodes)
        node.parent = indexOf(node.info.parentId);
    for (int i = 0; i < size(); ++i) {
        if (isOwnAncestor(i))
            m_nodes[static_cast<std::size_t>(i)].parent = -1;
        const int parent = node(i).parent;
        (parent < 0 ? m_roots : m_nodes[static_cast<std::size_t>(parent)].children).push_back(i);
    }
    sortByStart(m_roots);
    for (auto &node : m_nodes)
        sortByStart(node.children);
}

bool ObservationTree::isOwnAncestor(int index) const
{
    int above = node(index).parent;
    // A chain longer than the tree has gone round a circle that does not pass through this node.
    for (int steps = 0; above >= 0 && steps <= size(); ++steps) {
        if (above == index)
            return true;
        above = node(above).parent;
    }
    return false;
}

void ObservationTree::sortByStart(std::vector<int> &siblings)
{
    std::stable_sort(siblings.begin(), siblings.end(),
                     [this](int a, int b) { return node(a).info.startTime < node(b).info.startTime; });
    for (std::size_t row = 0; row < siblings.size(); ++row)
        m_nodes[static_cast<std::size_t>(siblings[row])].row = static_cast<int>(row);
}

} // namespace sekisho::models
