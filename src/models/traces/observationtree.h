// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timelinescale.h"

#include <client/langfuse/langfusevalues.h>

#include <vector>

namespace sekisho::models {

/// The observations of one trace as a tree, children by start time. An observation whose parent is missing,
/// or that is its own ancestor, becomes a root, so nothing that was recorded is hidden.
class ObservationTree
{
public:
    struct Node {
        client::ObservationInfo info;
        int parent = -1; ///< index of a node; -1 at a root
        std::vector<int> children;
        int row = 0; ///< position among its siblings
    };

    ObservationTree() = default;
    explicit ObservationTree(const QList<client::ObservationInfo> &observations);

    int size() const { return static_cast<int>(m_nodes.size()); }
    const Node &node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    const std::vector<int> &roots() const { return m_roots; }
    /// -1 if there is none of this id.
    int indexOf(const QString &observationId) const;

    /// From the first start to the last end; an observation without an end counts as ending where it starts.
    TimelineScale::Range range() const;
    static core::Timestamp endOf(const client::ObservationInfo &observation);

private:
    void link();
    bool isOwnAncestor(int index) const;
    void sortByStart(std::vector<int> &siblings);

    std::vector<Node> m_nodes;
    std::vector<int> m_roots;
    QHash<QString, int> m_index;
};

} // namespace sekisho::models
