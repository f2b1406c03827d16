// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatdocument.h"

#include <vector>

namespace sekisho::widgets {

struct ChatMatch {
    LeafIndex leaf;
    TextRange range;
};

// Where a text occurs in the conversation, ignoring case, in reading order.
class ChatFinder
{
public:
    void setText(const QString &text, const ChatDocument &document);
    // Call after the message changed; the others keep their matches.
    void refresh(int message, const ChatDocument &document);

    const QString &text() const { return m_text; }
    bool isActive() const { return !m_text.isEmpty(); }
    int count() const { return int(m_matches.size()); }
    int current() const { return m_current; }
    const ChatMatch &match(int index) const { return m_matches[size_t(index)]; }
    void step(int by);            // around the ends
    void startAt(LeafIndex leaf); // makes the first match from there on the current one

    QList<TextRange> matchesIn(LeafIndex leaf) const;
    TextRange currentIn(LeafIndex leaf) const;

private:
    void collect(int message, const ChatDocument &document, std::vector<ChatMatch> &found) const;

    QString m_text;
    std::vector<ChatMatch> m_matches;
    int m_current = -1;
};

} // namespace sekisho::widgets
