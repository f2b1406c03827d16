// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatstyle.h"
#include "chatviewmessage.h"
#include "markdown/block.h"

#include <memory>

namespace sekisho::widgets {

class LeafLayout;

enum class LeafKind { Header, Text, Code, Table, Rule, Waiting, Notice, Footer };

// Look of a part of a leaf's text.
struct LeafSpan {
    int start = 0;
    int length = 0;
    InlineStyles styles;
    QString href;

    bool operator==(const LeafSpan &) const = default;
};

// A cell's part of the leaf's text. Cells are separated by a tab, rows by a line break.
struct LeafCell {
    int start = 0;
    int length = 0;
    QList<LeafSpan> spans; // from the start of the cell

    bool operator==(const LeafCell &) const = default;
};

// What a leaf shows: a paragraph, a heading, an item's text, a code block, a table, a line of the message's
// frame.
struct LeafContent {
    LeafKind kind = LeafKind::Text;
    QString text; // what is selected, copied, searched and read aloud
    QList<LeafSpan> spans;
    int headingLevel = 0;
    int spaceBefore = 0;
    int indent = 0;
    QString marker; // of a list item, set before the text
    TaskState task = TaskState::None;
    QList<int> quoteBars;  // their left edges
    int continuedBars = 0; // how many of them come from the leaf before
    bool panel = false;    // on a panel, as what a person wrote
    bool panelStarts = false;
    bool panelEnds = false;
    QString detail; // language of code, badge of a header, second line of a notice
    QList<CellAlignment> alignments;
    QList<QList<LeafCell>> rows;
    ChatNoticeKind notice = ChatNoticeKind::Information;
    QList<ChatAction> actions; // of a notice or a footer

    bool isSelectable() const
    {
        return kind == LeafKind::Text || kind == LeafKind::Code || kind == LeafKind::Table;
    }
    bool operator==(const LeafContent &) const = default;
};

// A leaf in its place. The height is a guess until it was laid out at this width.
struct Leaf {
    LeafContent content;
    qreal top = 0; // from the top of the message, space before not included
    qreal height = 0;
    int heightWidth = -1; // the width the height is for
    bool measured = false;
    qreal scroll = 0; // sideways
    std::unique_ptr<LeafLayout> layout;

    explicit Leaf(LeafContent what);
    Leaf(Leaf &&) noexcept;
    Leaf &operator=(Leaf &&) noexcept;
    ~Leaf();
};

bool hasJapanese(QStringView text);

} // namespace sekisho::widgets
