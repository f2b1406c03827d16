// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatfinder.h"

#include <algorithm>
#include <iterator>

namespace sekisho::widgets {

void ChatFinder::setText(const QString &text, const ChatDocument &document)
{
    m_text = QString(text); // the argument may be m_text itself
    m_matches.clear();
    if (isActive()) {
        for (int message = 0; message < document.count(); ++message)
            collect(message, document, m_matches);
    }
    m_current = m_matches.empty() ? -1 : 0;
}

void ChatFinder::collect(int message, const ChatDocument &document, std::vector<ChatMatch> &found) const
{
    const auto &leaves = document.item(message).leaves();
    const qsizetype length = m_text.size();
    for (size_t i = 0; i < leaves.size(); ++i) {
        if (!leaves[i].content.isSelectable())
            continue;
        const QString &text = leaves[i].content.text;
        for (qsizetype at = text.indexOf(m_text, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(m_text, at + length, Qt::CaseInsensitive))
            found.push_back({{message, int(i)}, {int(at), int(at + length)}});
    }
}

void ChatFinder::refresh(int message, const ChatDocument &document)
{
    if (!isActive())
        return;
    const auto ofMessage = [message](const ChatMatch &match) { return match.leaf.message == message; };
    const auto first =
        std::lower_bound(m_matches.begin(), m_matches.end(), message,
                         [](const ChatMatch &match, int at) { return match.leaf.message < at; });
    const auto last = std::find_if_not(first, m_matches.end(), ofMessage);
    std::vector<ChatMatch> found;
    collect(message, document, found);
    const int start = int(first - m_matches.begin());
    const int grown = int(found.size()) - int(last - first);
    if (m_current >= start + int(last - first))
        m_current += grown;
    m_matches.insert(m_matches.erase(first, last), found.begin(), found.end());
    m_current = m_matches.empty() ? -1 : qBound(0, m_current, count() - 1);
}

void ChatFinder::step(int by)
{
    if (count() > 0)
        m_current = (m_current + by + count()) % count();
}

void ChatFinder::startAt(LeafIndex leaf)
{
    const auto first = std::lower_bound(m_matches.begin(), m_matches.end(), leaf,
                                        [](const ChatMatch &match, LeafIndex at) { return match.leaf < at; });
    if (count() > 0)
        m_current = first == m_matches.end() ? count() - 1 : int(first - m_matches.begin());
}

QList<TextRange> ChatFinder::matchesIn(LeafIndex leaf) const
{
    const auto first = std::lower_bound(m_matches.begin(), m_matches.end(), leaf,
                                        [](const ChatMatch &match, LeafIndex at) { return match.leaf < at; });
    QList<TextRange> ranges;
    for (auto match = first; match != m_matches.end() && match->leaf == leaf; ++match)
        ranges.append(match->range);
    return ranges;
}

TextRange ChatFinder::currentIn(LeafIndex leaf) const
{
    const bool here = m_current >= 0 && match(m_current).leaf == leaf;
    return here ? match(m_current).range : TextRange{};
}

} // namespace sekisho::widgets
