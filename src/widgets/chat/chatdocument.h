// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatitem.h"
#include "leaflayout.h"

#include <QHash>

#include <compare>
#include <map>
#include <vector>

namespace sekisho::widgets {

struct LeafIndex {
    int message = -1;
    int leaf = 0;

    bool isValid() const { return message >= 0; }
    auto operator<=>(const LeafIndex &) const = default;
};

// A place between two characters.
struct TextPosition {
    LeafIndex leaf;
    int offset = 0;

    bool isValid() const { return leaf.isValid(); }
    auto operator<=>(const TextPosition &) const = default;
};

// All messages and where they are. Heights of what was never near the window are guesses; layOut() replaces
// them by measured ones. Distances are pixels from the top of the first message.
class ChatDocument
{
public:
    void setStyle(const ChatStyle &style);
    const ChatStyle &style() const { return m_style; }
    void setWidth(int width);
    int width() const { return m_width; }

    void setMessages(const QList<ChatViewMessage> &messages);
    int append(const ChatViewMessage &message);
    void remove(int message);
    void appendText(int message, const QString &delta);
    void finish(int message);
    void setFooter(int message, const ChatFooter &footer);
    void setNotice(int message, const std::optional<ChatNotice> &notice);
    void reframe(); // after the language changed

    int count() const { return int(m_items.size()); }
    int indexOf(const QString &id) const; // -1 if there is none
    const ChatItem &item(int message) const { return *m_items[size_t(message)]; }
    const LeafContent &content(LeafIndex at) const;
    bool contains(LeafIndex at) const;

    qreal height();
    qreal messageTop(int message);
    QRectF leafRect(LeafIndex at); // x is 0
    LeafIndex leafAt(qreal y);     // the nearest; invalid when there are no messages
    LeafIndex next(LeafIndex at) const;

    // Measures every leaf in the stretch; true if a height changed.
    bool layOut(qreal from, qreal to);
    void dropLayoutsOutside(qreal from, qreal to);
    LeafLayout &layoutOf(LeafIndex at);
    qreal scrollOf(LeafIndex at) const;
    void setScroll(LeafIndex at, qreal scroll);

    QString textBetween(TextPosition from, TextPosition to) const;
    TextPosition firstPosition() const;
    TextPosition lastPosition() const;

    int layoutsMade() const { return m_layoutsMade; }
    int layoutsAlive() const;

private:
    struct LeafStretch {
        int first = 0;
        int last = 0;
    };

    void changed(int message);
    void place();
    LeafStretch dropLayouts(int message, LeafStretch stretch, qreal from, qreal to);
    Leaf &leafOf(LeafIndex at) { return m_items[size_t(at.message)]->leaves()[size_t(at.leaf)]; }

    ChatStyle m_style = ChatStyle::light();
    int m_width = 600;
    std::vector<std::unique_ptr<ChatItem>> m_items;
    std::vector<qreal> m_tops; // of the items, and the end
    int m_placed = 0;          // items whose tops are right
    QHash<QString, int> m_indexes;
    std::map<int, LeafStretch> m_laidOut; // items that may have layouts, and which of their leaves
    int m_layoutsMade = 0;
};

} // namespace sekisho::widgets
