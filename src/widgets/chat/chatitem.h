// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "leaf.h"
#include "markdown/blocksplitter.h"

#include <vector>

namespace sekisho::widgets {

// One message with its leaves: header, text, perhaps a notice and a footer. Text that arrives changes only
// the leaves of the block that is still open and those after it.
class ChatItem
{
public:
    explicit ChatItem(const ChatViewMessage &message);

    const ChatViewMessage &message() const { return m_message; }
    void appendText(const QString &delta);
    void finish();
    void setFooter(const ChatFooter &footer);
    void setNotice(const std::optional<ChatNotice> &notice);
    void reframe(); // makes the notice and the footer anew

    std::vector<Leaf> &leaves() { return m_leaves; }
    const std::vector<Leaf> &leaves() const { return m_leaves; }
    QString plainText() const; // of the text leaves

    // Sets tops, and guesses heights that are not known for this width. Cheap when nothing changed.
    void place(const ChatStyle &style, int width);
    void leafChanged(size_t leaf) { m_placedLeaves = qMin(m_placedLeaves, leaf); }
    void forgetHeights();
    bool isPlaced(int width) const { return m_placedWidth == width && m_placedLeaves == m_leaves.size(); }
    qreal height() const { return m_height; }

private:
    void rebuild();
    void addClosed(const QStringList &chunks);
    void replaceOpen(QList<LeafContent> fresh);
    QList<LeafContent> frameLeaves() const;
    QList<LeafContent> tailLeaves() const;

    ChatViewMessage m_message;
    BlockSplitter m_splitter;
    std::vector<Leaf> m_leaves;
    size_t m_closedLeaves = 0; // the header and what can never change
    size_t m_placedLeaves = 0;
    int m_placedWidth = -1;
    qreal m_height = 0;
};

} // namespace sekisho::widgets
