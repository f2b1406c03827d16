// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdownparser.h"

#include "barelinks.h"
#include "cjkemphasis.h"

#include <QRegularExpression>
#include <QTextDocumentFragment>
#include <QUrl>

#include <md4c.h>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

QString textOf(const MD_ATTRIBUTE &attribute)
{
    return withoutEmphasisMarks(QString::fromUtf8(attribute.text, static_cast<qsizetype>(attribute.size)));
}

// The address if it may be opened, else nothing: then the link is shown as text.
QString safeHref(const MD_ATTRIBUTE &attribute)
{
    const QString href = textOf(attribute);
    const QString scheme = QUrl(href).scheme();
    const bool safe = scheme == u"http"_s || scheme == u"https"_s || scheme == u"mailto"_s;
    return safe ? href : QString();
}

CellAlignment alignmentOf(MD_ALIGN align)
{
    return align == MD_ALIGN_RIGHT    ? CellAlignment::End
           : align == MD_ALIGN_CENTER ? CellAlignment::Center
                                      : CellAlignment::Start;
}

// The only HTML that is honoured, because models use it in tables.
void breakLines(InlineRun &run)
{
    if (run.styles & InlineStyle::Code)
        return;
    for (const QString &tag : {u"<br>"_s, u"<br/>"_s, u"<br />"_s})
        run.text.replace(tag, u"\n"_s, Qt::CaseInsensitive);
}

InlineRuns finished(InlineRuns runs)
{
    for (InlineRun &run : runs)
        breakLines(run);
    return withBareLinks(runs);
}

// Builds the tree from md4c's callbacks; the last of m_stack is the block that is open.
class TreeBuilder
{
public:
    TreeBuilder() { m_stack.append(Block{}); }

    QList<Block> take() { return std::move(m_stack.first().children); }

    void enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type);
    void enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void addText(MD_TEXTTYPE type, const QString &text);

private:
    void open(Block block) { m_stack.append(std::move(block)); }
    void closeTop();
    void closeImplicitParagraph();
    void openImplicitParagraph();
    InlineRuns &runs();
    void addRun(const QString &text);
    void setStyle(MD_SPANTYPE type, bool on);

    QList<Block> m_stack;
    bool m_implicitParagraph = false;
    bool m_inCell = false;
    InlineStyles m_styles;
    QString m_href;
};

Block listBlock(MD_BLOCKTYPE type, void *detail)
{
    Block list{.kind = BlockKind::List};
    if (type == MD_BLOCK_UL) {
        list.tight = static_cast<MD_BLOCK_UL_DETAIL *>(detail)->is_tight;
        return list;
    }
    const auto *ordered = static_cast<MD_BLOCK_OL_DETAIL *>(detail);
    list.ordered = true;
    list.tight = ordered->is_tight;
    list.start = static_cast<int>(ordered->start);
    return list;
}

Block itemBlock(void *detail)
{
    const auto *item = static_cast<MD_BLOCK_LI_DETAIL *>(detail);
    Block block{.kind = BlockKind::ListItem};
    if (item->is_task)
        block.task = item->task_mark == ' ' ? TaskState::Open : TaskState::Done;
    return block;
}

void TreeBuilder::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    closeImplicitParagraph();
    switch (type) {
    case MD_BLOCK_QUOTE:
        return open({.kind = BlockKind::Quote});
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        return open(listBlock(type, detail));
    case MD_BLOCK_LI:
        return open(itemBlock(detail));
    case MD_BLOCK_HR:
        return open({.kind = BlockKind::Rule});
    case MD_BLOCK_H:
        return open(
            {.kind = BlockKind::Heading, .level = int(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level)});
    case MD_BLOCK_CODE:
        return open(
            {.kind = BlockKind::Code, .language = textOf(static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->lang)});
    case MD_BLOCK_P:
        return open({.kind = BlockKind::Paragraph});
    case MD_BLOCK_TABLE:
        return open({.kind = BlockKind::Table});
    case MD_BLOCK_TR:
        m_stack.last().rows.append(TableRow{});
        return;
    case MD_BLOCK_TH:
        m_stack.last().alignments.append(alignmentOf(static_cast<MD_BLOCK_TD_DETAIL *>(detail)->align));
        [[fallthrough]];
    case MD_BLOCK_TD:
        m_inCell = true;
        m_stack.last().rows.last().append(InlineRuns{});
        return;
    default:
        return;
    }
}

void TreeBuilder::leaveBlock(MD_BLOCKTYPE type)
{
    closeImplicitParagraph();
    switch (type) {
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        runs() = finished(runs());
        m_inCell = false;
        return;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_HTML:
        return;
    default:
        closeTop();
    }
}

void TreeBuilder::closeTop()
{
    Block block = m_stack.takeLast();
    if (block.kind == BlockKind::Code && block.code.endsWith(u'\n'))
        block.code.chop(1);
    block.runs = finished(block.runs);
    m_stack.last().children.append(std::move(block));
}

// Items of tight lists come without a paragraph around their text.
void TreeBuilder::openImplicitParagraph()
{
    const BlockKind kind = m_stack.last().kind;
    if (kind != BlockKind::ListItem && kind != BlockKind::Quote && m_stack.size() > 1)
        return;
    m_implicitParagraph = true;
    open({.kind = BlockKind::Paragraph});
}

void TreeBuilder::closeImplicitParagraph()
{
    if (m_implicitParagraph)
        closeTop();
    m_implicitParagraph = false;
}

InlineRuns &TreeBuilder::runs()
{
    return m_inCell ? m_stack.last().rows.last().last() : m_stack.last().runs;
}

void TreeBuilder::addRun(const QString &text)
{
    if (text.isEmpty())
        return;
    InlineRuns &list = runs();
    const bool same = !list.isEmpty() && list.last().styles == m_styles && list.last().href == m_href;
    if (same)
        list.last().text += text;
    else
        list.append({text, m_styles, m_href});
}

void TreeBuilder::setStyle(MD_SPANTYPE type, bool on)
{
    const InlineStyle style = type == MD_SPAN_STRONG ? InlineStyle::Bold
                              : type == MD_SPAN_EM   ? InlineStyle::Italic
                              : type == MD_SPAN_CODE ? InlineStyle::Code
                                                     : InlineStyle::Strike;
    m_styles.setFlag(style, on);
}

void TreeBuilder::enterSpan(MD_SPANTYPE type, void *detail)
{
    if (type == MD_SPAN_A)
        m_href = safeHref(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
    else if (type == MD_SPAN_IMG)
        m_href = safeHref(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src);
    else
        setStyle(type, true);
}

void TreeBuilder::leaveSpan(MD_SPANTYPE type)
{
    if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        m_href.clear();
    else
        setStyle(type, false);
}

void TreeBuilder::addText(MD_TEXTTYPE type, const QString &text)
{
    if (m_stack.last().kind == BlockKind::Code) {
        m_stack.last().code += text;
        return;
    }
    if (!m_inCell)
        openImplicitParagraph();
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        return addRun(u"\n"_s);
    case MD_TEXT_ENTITY:
        return addRun(QTextDocumentFragment::fromHtml(text).toPlainText());
    default:
        return addRun(text);
    }
}

TreeBuilder &builder(void *user)
{
    return *static_cast<TreeBuilder *>(user);
}

MD_PARSER callbacks()
{
    MD_PARSER parser = {};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTML |
                   MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *user) {
        builder(user).enterBlock(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *, void *user) {
        builder(user).leaveBlock(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *user) {
        builder(user).enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *user) {
        builder(user).leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user) {
        builder(user).addText(type,
                              withoutEmphasisMarks(QString::fromUtf8(text, static_cast<qsizetype>(size))));
        return 0;
    };
    return parser;
}

} // namespace

namespace {

// GFM §4.10 asks for one hyphen in a cell of the delimiter row, md4c for three.
QString withLongDelimiters(const QString &markdown)
{
    static const QRegularExpression shortRow(u"^([^\\n`~]*\\|[^\\n]*\\n)([ \\t]*[|:-][|: \\t-]*)(?=\\n|$)"_s);
    const QRegularExpressionMatch match = shortRow.match(markdown);
    if (!match.hasMatch() || !match.capturedView(2).contains(u'-'))
        return markdown;
    static const QRegularExpression hyphens(u"-+"_s);
    const QString row = match.captured(2).replace(hyphens, u"---"_s);
    return match.captured(1) + row + markdown.sliced(match.capturedEnd());
}

} // namespace

QList<Block> parseMarkdown(const QString &markdown)
{
    const QByteArray source = withEmphasisMarks(withLongDelimiters(markdown)).toUtf8();
    const MD_PARSER parser = callbacks();
    TreeBuilder tree;
    md_parse(source.constData(), static_cast<MD_SIZE>(source.size()), &parser, &tree);
    return tree.take();
}

} // namespace sekisho::widgets
