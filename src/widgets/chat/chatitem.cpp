// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatitem.h"

#include "leafbuilder.h"
#include "leaflayout.h"
#include "markdown/markdownparser.h"
#include "markdown/tailrepair.h"

#include <iterator>

namespace sekisho::widgets {

ChatItem::ChatItem(const ChatViewMessage &message)
    : m_message(message)
{
    rebuild();
}

void ChatItem::rebuild()
{
    m_leaves.clear();
    m_placedLeaves = 0;
    m_splitter = {};
    m_leaves.emplace_back(headerLeaf(m_message));
    m_closedLeaves = 1;
    if (m_message.role != ChatRole::Assistant) {
        replaceOpen(panelLeaves(m_message.text) + frameLeaves());
        return;
    }
    QStringList chunks = m_splitter.feed(m_message.text);
    if (!m_message.streaming)
        chunks += m_splitter.finish();
    addClosed(chunks);
}

// Leaves of closed blocks stay for good; behind them stand the open block and the frame.
void ChatItem::addClosed(const QStringList &chunks)
{
    QList<LeafContent> fresh;
    for (const QString &chunk : chunks)
        fresh += leavesOf(parseMarkdown(chunk));
    const size_t closed = m_closedLeaves + size_t(fresh.size());
    replaceOpen(fresh + tailLeaves() + frameLeaves());
    m_closedLeaves = closed;
}

QList<LeafContent> ChatItem::tailLeaves() const
{
    const QString tail = m_splitter.tail();
    return tail.isEmpty() ? QList<LeafContent>() : leavesOf(parseMarkdown(repairedTail(tail)));
}

QList<LeafContent> ChatItem::frameLeaves() const
{
    QList<LeafContent> leaves;
    if (m_message.streaming && m_message.text.isEmpty())
        leaves.append({.kind = LeafKind::Waiting});
    if (m_message.notice)
        leaves.append(noticeLeaf(*m_message.notice));
    if (!m_message.footer.isEmpty() && !m_message.streaming)
        leaves.append(footerLeaf(m_message.footer));
    return leaves;
}

// Leaves that stay the same keep their layout; one that only grew is asked to extend it.
void ChatItem::replaceOpen(QList<LeafContent> fresh)
{
    if (m_closedLeaves == 1 && !fresh.isEmpty())
        fresh.first().spaceBefore = fresh.first().kind == LeafKind::Text && !fresh.first().panel ? 1 : 4;
    const auto from = m_leaves.begin() + std::ptrdiff_t(m_closedLeaves);
    std::vector<Leaf> old(std::make_move_iterator(from), std::make_move_iterator(m_leaves.end()));
    m_leaves.erase(from, m_leaves.end());
    for (size_t i = 0; i < size_t(fresh.size()); ++i) {
        LeafContent &content = fresh[qsizetype(i)];
        if (i < old.size() && old[i].content == content) {
            m_leaves.push_back(std::move(old[i]));
        } else if (i < old.size() && old[i].layout && old[i].layout->extendTo(content)) {
            old[i].content = std::move(content);
            old[i].height = old[i].layout->height();
            m_leaves.push_back(std::move(old[i]));
        } else {
            m_leaves.emplace_back(std::move(content));
        }
    }
    leafChanged(m_closedLeaves);
}

void ChatItem::appendText(const QString &delta)
{
    m_message.text += delta;
    if (m_message.role != ChatRole::Assistant)
        return rebuild();
    addClosed(m_splitter.feed(delta));
}

void ChatItem::finish()
{
    m_message.streaming = false;
    if (m_message.role == ChatRole::Assistant)
        addClosed(m_splitter.finish());
}

void ChatItem::setFooter(const ChatFooter &footer)
{
    m_message.footer = footer;
    reframe();
}

void ChatItem::setNotice(const std::optional<ChatNotice> &notice)
{
    m_message.notice = notice;
    reframe();
}

void ChatItem::reframe()
{
    if (m_message.role == ChatRole::Assistant)
        replaceOpen(tailLeaves() + frameLeaves());
    else
        replaceOpen(panelLeaves(m_message.text) + frameLeaves());
}

QString ChatItem::plainText() const
{
    QStringList parts;
    for (const Leaf &leaf : m_leaves) {
        if (leaf.content.isSelectable())
            parts += leaf.content.text;
    }
    return parts.join(u'\n');
}

void ChatItem::forgetHeights()
{
    for (Leaf &leaf : m_leaves) {
        leaf.layout.reset();
        leaf.heightWidth = -1;
    }
    m_placedLeaves = 0;
}

void ChatItem::place(const ChatStyle &style, int width)
{
    if (isPlaced(width))
        return;
    const size_t first = width == m_placedWidth ? qMin(m_placedLeaves, m_leaves.size()) : 0;
    qreal bottom = first > 0 ? m_leaves[first - 1].top + m_leaves[first - 1].height : 0;
    for (size_t i = first; i < m_leaves.size(); ++i) {
        Leaf &leaf = m_leaves[i];
        if (leaf.heightWidth != width) {
            leaf.layout.reset();
            leaf.height = guessedHeight(leaf.content, style, width);
            leaf.heightWidth = width;
            leaf.measured = false;
        }
        leaf.top = bottom + leaf.content.spaceBefore;
        bottom = leaf.top + leaf.height;
    }
    m_height = bottom;
    m_placedWidth = width;
    m_placedLeaves = m_leaves.size();
}

} // namespace sekisho::widgets
