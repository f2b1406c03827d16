// SPDX-License-Identifier: GPL-3.0-or-later
#include "leafbuilder.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

constexpr int listIndent = 24;
constexpr int quoteIndent = 16;

QList<LeafSpan> spansOf(const InlineRuns &runs)
{
    QList<LeafSpan> spans;
    int at = 0;
    for (const InlineRun &run : runs) {
        const int length = static_cast<int>(run.text.size());
        if (run.styles || !run.href.isEmpty())
            spans.append({at, length, run.styles, run.href});
        at += length;
    }
    return spans;
}

// Walks the block tree with the frame that surrounds the leaf in question.
class Flattener
{
public:
    QList<LeafContent> leaves;

    void add(const QList<Block> &blocks)
    {
        for (const Block &block : blocks)
            add(block);
    }

private:
    void add(const Block &block);
    void addText(const Block &block);
    void addCode(const Block &block);
    void addTable(const Block &block);
    void addList(const Block &block);
    void addItem(const Block &item, const QString &marker, bool tight);
    void addQuote(const Block &block);
    void append(LeafContent leaf, int spaceBefore);

    int m_indent = 0;
    QList<int> m_bars;
    qsizetype m_barsBegun = 0; // bars that stand beside a leaf already
    QString m_marker;
    TaskState m_task = TaskState::None;
    int m_itemSpace = -1; // space before the next leaf, if it is not the usual one
};

void Flattener::add(const Block &block)
{
    switch (block.kind) {
    case BlockKind::Paragraph:
    case BlockKind::Heading:
        return addText(block);
    case BlockKind::Code:
        return addCode(block);
    case BlockKind::Table:
        return addTable(block);
    case BlockKind::List:
        return addList(block);
    case BlockKind::Quote:
        return addQuote(block);
    case BlockKind::ListItem:
        return add(block.children);
    case BlockKind::Rule:
        return append({.kind = LeafKind::Rule}, 16);
    }
}

void Flattener::append(LeafContent leaf, int spaceBefore)
{
    leaf.indent = m_indent;
    leaf.quoteBars = m_bars;
    leaf.continuedBars = int(std::exchange(m_barsBegun, m_bars.size()));
    leaf.marker = std::exchange(m_marker, {});
    leaf.task = std::exchange(m_task, TaskState::None);
    const int itemSpace = std::exchange(m_itemSpace, -1);
    leaf.spaceBefore = itemSpace >= 0 ? itemSpace : spaceBefore;
    leaves.append(std::move(leaf));
}

void Flattener::addText(const Block &block)
{
    const int level = block.kind == BlockKind::Heading ? block.level : 0;
    const int space = level == 0 ? 10 : level <= 2 ? 22 : 16;
    append({.text = plainText(block.runs), .spans = spansOf(block.runs), .headingLevel = level}, space);
}

void Flattener::addCode(const Block &block)
{
    if (!m_marker.isEmpty()) // a marker stands beside text only
        addText(Block{});
    append({.kind = LeafKind::Code, .text = block.code, .detail = block.language}, 12);
}

void Flattener::addTable(const Block &block)
{
    LeafContent leaf{.kind = LeafKind::Table, .alignments = block.alignments};
    for (const TableRow &row : block.rows) {
        if (!leaf.rows.isEmpty())
            leaf.text += u'\n';
        QList<LeafCell> cells;
        for (const InlineRuns &runs : row) {
            if (!cells.isEmpty())
                leaf.text += u'\t';
            QString text = plainText(runs);
            cells.append({int(leaf.text.size()), int(text.size()), spansOf(runs)});
            leaf.text += text;
        }
        leaf.rows.append(cells);
    }
    append(std::move(leaf), 12);
}

void Flattener::addList(const Block &block)
{
    m_indent += listIndent;
    int number = block.start;
    bool first = true;
    for (const Block &item : block.children) {
        const QString marker = block.ordered ? QString::number(number++) + u'.' : u"•"_s;
        if (!first || m_itemSpace < 0) // a list inside an item keeps what the item says
            m_itemSpace = block.tight && !first ? 3 : 8;
        first = false;
        addItem(item, marker, block.tight);
    }
    m_indent -= listIndent;
}

void Flattener::addItem(const Block &item, const QString &marker, bool tight)
{
    m_marker = marker;
    m_task = item.task;
    if (item.children.isEmpty() || item.children.first().kind == BlockKind::List)
        addText(Block{});
    for (const Block &child : item.children) {
        if (tight && child.kind == BlockKind::List)
            m_itemSpace = 3;
        add(child);
    }
}

void Flattener::addQuote(const Block &block)
{
    m_bars.append(m_indent);
    m_indent += quoteIndent;
    add(block.children);
    m_indent -= quoteIndent;
    m_bars.removeLast();
    m_barsBegun = qMin(m_barsBegun, m_bars.size());
}

constexpr qsizetype panelLeafSize = 2000;

qsizetype panelCut(const QString &text, qsizetype from)
{
    if (text.size() - from <= panelLeafSize)
        return text.size();
    const qsizetype end = text.indexOf(u'\n', from + panelLeafSize);
    return end < 0 ? text.size() : end;
}

QString translated(const char *text)
{
    return QCoreApplication::translate("sekisho::widgets::MessageView", text);
}

} // namespace

QList<LeafContent> leavesOf(const QList<Block> &blocks)
{
    Flattener flattener;
    flattener.add(blocks);
    return flattener.leaves;
}

QList<LeafContent> panelLeaves(const QString &text)
{
    QList<LeafContent> leaves;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = panelCut(text, from);
        leaves.append({.text = text.sliced(from, end - from), .panel = true});
        from = end + 1;
    }
    if (!leaves.isEmpty()) {
        leaves.first().panelStarts = true;
        leaves.last().panelEnds = true;
    }
    return leaves;
}

LeafContent headerLeaf(const ChatViewMessage &message)
{
    return {.kind = LeafKind::Header, .text = message.author, .spaceBefore = 24, .detail = message.badge};
}

LeafContent noticeLeaf(const ChatNotice &notice)
{
    LeafContent leaf{
        .kind = LeafKind::Notice, .text = notice.text, .spaceBefore = 10, .detail = notice.detail};
    leaf.notice = notice.kind;
    leaf.actions = notice.actions;
    return leaf;
}

LeafContent footerLeaf(const ChatFooter &footer)
{
    LeafContent leaf{.kind = LeafKind::Footer, .text = footer.facts.join(u" · "_s), .spaceBefore = 6};
    if (footer.hasTrace)
        leaf.actions.append(
            {u"trace"_s, translated(QT_TRANSLATE_NOOP("sekisho::widgets::MessageView", "Trace"))});
    if (footer.canRetry)
        leaf.actions.append(
            {u"retry"_s, translated(QT_TRANSLATE_NOOP("sekisho::widgets::MessageView", "Retry"))});
    if (footer.canCopy)
        leaf.actions.append(
            {u"copy"_s, translated(QT_TRANSLATE_NOOP("sekisho::widgets::MessageView", "Copy"))});
    return leaf;
}

} // namespace sekisho::widgets
