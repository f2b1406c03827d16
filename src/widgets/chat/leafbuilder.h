// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "leaf.h"

namespace sekisho::widgets {

// Flattens blocks into the leaves that are laid out and painted one by one.
QList<LeafContent> leavesOf(const QList<Block> &blocks);

// What a person typed, as typed, on a panel; long text in several leaves, so that only what shows is laid
// out.
QList<LeafContent> panelLeaves(const QString &text);

LeafContent headerLeaf(const ChatViewMessage &message);
LeafContent noticeLeaf(const ChatNotice &notice);
LeafContent footerLeaf(const ChatFooter &footer);

} // namespace sekisho::widgets
