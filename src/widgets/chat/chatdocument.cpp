// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatdocument.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

void ChatDocument::setStyle(const ChatStyle &style)
{
    m_style = style;
    for (const auto &item : m_items)
        item->forgetHeights();
    m_laidOut.clear();
    m_placed = 0;
}

void ChatDocument::setWidth(int width)
{
    if (width == m_width)
        return;
    m_width = width;
    m_laidOut.clear();
    m_placed = 0;
}

void ChatDocument::setMessages(const QList<ChatViewMessage> &messages)
{
    m_items.clear();
    m_indexes.clear();
    m_laidOut.clear();
    m_placed = 0;
    for (const ChatViewMessage &message : messages)
        append(message);
}

int ChatDocument::append(const ChatViewMessage &message)
{
    m_indexes.insert(message.id, count());
    m_items.push_back(std::make_unique<ChatItem>(message));
    changed(count() - 1);
    return count() - 1;
}

void ChatDocument::remove(int message)
{
    m_items.erase(m_items.begin() + message);
    m_indexes.clear();
    m_laidOut.clear();
    for (int i = 0; i < count(); ++i) {
        m_indexes.insert(item(i).message().id, i);
        m_laidOut[i] = {0, int(item(i).leaves().size()) - 1};
    }
    changed(message);
}

void ChatDocument::changed(int message)
{
    m_placed = qMin(m_placed, message);
}

void ChatDocument::appendText(int message, const QString &delta)
{
    m_items[size_t(message)]->appendText(delta);
    changed(message);
}

void ChatDocument::finish(int message)
{
    m_items[size_t(message)]->finish();
    changed(message);
}

void ChatDocument::setFooter(int message, const ChatFooter &footer)
{
    m_items[size_t(message)]->setFooter(footer);
    changed(message);
}

void ChatDocument::setNotice(int message, const std::optional<ChatNotice> &notice)
{
    m_items[size_t(message)]->setNotice(notice);
    changed(message);
}

void ChatDocument::reframe()
{
    for (const auto &item : m_items)
        item->reframe();
    setStyle(m_style);
}

int ChatDocument::indexOf(const QString &id) const
{
    return m_indexes.value(id, -1);
}

bool ChatDocument::contains(LeafIndex at) const
{
    return at.message >= 0 && at.message < count() && at.leaf >= 0 &&
           size_t(at.leaf) < item(at.message).leaves().size();
}

const LeafContent &ChatDocument::content(LeafIndex at) const
{
    return item(at.message).leaves()[size_t(at.leaf)].content;
}

void ChatDocument::place()
{
    m_tops.resize(m_items.size() + 1);
    m_tops[0] = 0;
    for (int i = m_placed; i < count(); ++i) {
        m_items[size_t(i)]->place(m_style, m_width);
        m_tops[size_t(i) + 1] = m_tops[size_t(i)] + m_items[size_t(i)]->height();
    }
    m_placed = count();
}

qreal ChatDocument::height()
{
    place();
    return m_tops.back();
}

qreal ChatDocument::messageTop(int message)
{
    place();
    return m_tops[size_t(message)];
}

QRectF ChatDocument::leafRect(LeafIndex at)
{
    place();
    const Leaf &leaf = leafOf(at);
    return {0, m_tops[size_t(at.message)] + leaf.top, qreal(m_width), leaf.height};
}

LeafIndex ChatDocument::leafAt(qreal y)
{
    if (m_items.empty())
        return {};
    place();
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end() - 1, y);
    const int message = qMax(0, int(after - m_tops.begin()) - 1);
    const auto &leaves = item(message).leaves();
    const qreal inside = y - m_tops[size_t(message)];
    const auto below = std::lower_bound(leaves.begin(), leaves.end(), inside, [](const Leaf &leaf, qreal at) {
        return leaf.top + leaf.height <= at;
    });
    return {message, int(qMin<std::ptrdiff_t>(below - leaves.begin(), std::ptrdiff_t(leaves.size()) - 1))};
}

LeafIndex ChatDocument::next(LeafIndex at) const
{
    if (size_t(at.leaf) + 1 < item(at.message).leaves().size())
        return {at.message, at.leaf + 1};
    return at.message + 1 < count() ? LeafIndex{at.message + 1, 0} : LeafIndex{};
}

LeafLayout &ChatDocument::layoutOf(LeafIndex at)
{
    Leaf &leaf = leafOf(at);
    if (leaf.layout)
        return *leaf.layout;
    leaf.layout = makeLeafLayout(leaf.content, m_style, m_width);
    leaf.scroll = qMin(leaf.scroll, leaf.layout->maximumScroll());
    leaf.layout->setScroll(leaf.scroll);
    LeafStretch &stretch = m_laidOut.try_emplace(at.message, LeafStretch{at.leaf, at.leaf}).first->second;
    stretch = {qMin(stretch.first, at.leaf), qMax(stretch.last, at.leaf)};
    ++m_layoutsMade;
    leaf.measured = true;
    if (qFuzzyCompare(leaf.height, leaf.layout->height()))
        return *leaf.layout;
    leaf.height = leaf.layout->height();
    m_items[size_t(at.message)]->leafChanged(size_t(at.leaf));
    changed(at.message);
    return *leaf.layout;
}

bool ChatDocument::layOut(qreal from, qreal to)
{
    const qreal before = height();
    bool moved = false;
    qreal bottom = -1;
    for (LeafIndex at = leafAt(from); at.isValid(); at = next(at)) {
        if (bottom < 0)
            bottom = leafRect(at).top();
        if (bottom > to)
            break;
        const qreal guessed = leafOf(at).height;
        layoutOf(at);
        bottom += leafOf(at).height + leafOf(at).content.spaceBefore;
        moved = moved || !qFuzzyCompare(guessed, leafOf(at).height);
    }
    return moved || !qFuzzyCompare(before, height());
}

void ChatDocument::dropLayoutsOutside(qreal from, qreal to)
{
    place();
    for (auto entry = m_laidOut.begin(); entry != m_laidOut.end();) {
        const LeafStretch kept = dropLayouts(entry->first, entry->second, from, to);
        entry->second = kept;
        entry = kept.first > kept.last ? m_laidOut.erase(entry) : std::next(entry);
    }
}

// Returns the stretch that still has layouts; empty if its last comes before its first.
ChatDocument::LeafStretch ChatDocument::dropLayouts(int message, LeafStretch stretch, qreal from, qreal to)
{
    auto &leaves = m_items[size_t(message)]->leaves();
    const qreal top = m_tops[size_t(message)];
    LeafStretch kept{int(leaves.size()), -1};
    for (int i = stretch.first; i <= qMin(stretch.last, int(leaves.size()) - 1); ++i) {
        Leaf &leaf = leaves[size_t(i)];
        if (top + leaf.top + leaf.height < from || top + leaf.top > to)
            leaf.layout.reset();
        if (leaf.layout)
            kept = {qMin(kept.first, i), i};
    }
    return kept;
}

qreal ChatDocument::scrollOf(LeafIndex at) const
{
    return item(at.message).leaves()[size_t(at.leaf)].scroll;
}

void ChatDocument::setScroll(LeafIndex at, qreal scroll)
{
    leafOf(at).scroll = qBound(0.0, scroll, layoutOf(at).maximumScroll());
    layoutOf(at).setScroll(leafOf(at).scroll);
}

TextPosition ChatDocument::firstPosition() const
{
    return m_items.empty() ? TextPosition() : TextPosition{{0, 0}, 0};
}

TextPosition ChatDocument::lastPosition() const
{
    if (m_items.empty())
        return {};
    const LeafIndex last{count() - 1, int(m_items.back()->leaves().size()) - 1};
    return {last, int(content(last).text.size())};
}

// Blocks stand on lines of their own, messages are set apart by an empty line, items keep their markers.
QString ChatDocument::textBetween(TextPosition from, TextPosition to) const
{
    QString text;
    int lastMessage = -1;
    for (LeafIndex at = from.leaf; contains(at) && at <= to.leaf; at = next(at)) {
        const LeafContent &leaf = content(at);
        if (!leaf.isSelectable())
            continue;
        const qsizetype start = at == from.leaf ? qMin<qsizetype>(from.offset, leaf.text.size()) : 0;
        const qsizetype end = at == to.leaf ? qMin<qsizetype>(to.offset, leaf.text.size()) : leaf.text.size();
        if (lastMessage >= 0)
            text += lastMessage == at.message ? u"\n"_s : u"\n\n"_s;
        lastMessage = at.message;
        const bool whole = start == 0 && !leaf.marker.isEmpty();
        text += (whole ? leaf.marker + u' ' : QString()) +
                leaf.text.sliced(start, qMax<qsizetype>(0, end - start));
    }
    return text;
}

int ChatDocument::layoutsAlive() const
{
    int alive = 0;
    for (const auto &entry : m_laidOut) {
        const auto &leaves = item(entry.first).leaves();
        alive += int(std::count_if(leaves.begin(), leaves.end(),
                                   [](const Leaf &leaf) { return leaf.layout != nullptr; }));
    }
    return alive;
}

} // namespace sekisho::widgets
