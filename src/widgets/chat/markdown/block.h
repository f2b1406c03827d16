// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QList>
#include <QString>

namespace sekisho::widgets {

enum class InlineStyle { Bold = 1, Italic = 2, Code = 4, Strike = 8 };
Q_DECLARE_FLAGS(InlineStyles, InlineStyle)
Q_DECLARE_OPERATORS_FOR_FLAGS(InlineStyles)

// Text of one look. A line break is '\n' in the text.
struct InlineRun {
    QString text;
    InlineStyles styles;
    QString href; // http, https or mailto; empty when this is no link

    bool operator==(const InlineRun &) const = default;
};
using InlineRuns = QList<InlineRun>;

enum class BlockKind { Paragraph, Heading, Code, List, ListItem, Table, Quote, Rule };
enum class TaskState { None, Open, Done };
enum class CellAlignment { Start, Center, End };

using TableRow = QList<InlineRuns>;

// A block of Markdown and what it contains. Which members mean something depends on the kind.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    int level = 0;                    // heading: 1 to 6
    InlineRuns runs;                  // paragraph, heading
    QString language;                 // code
    QString code;                     // code, without the last line break
    bool ordered = false;             // list
    bool tight = true;                // list
    int start = 1;                    // list
    TaskState task = TaskState::None; // list item
    QList<CellAlignment> alignments;  // table, one for each column
    QList<TableRow> rows;             // table; the first is the header
    QList<Block> children;            // list, list item, quote

    bool operator==(const Block &) const = default;
};

QString plainText(const InlineRuns &runs);

} // namespace sekisho::widgets
