// SPDX-License-Identifier: GPL-3.0-or-later
#include <widgets/chat/markdown/blocksplitter.h>
#include <widgets/chat/markdown/markdownparser.h>
#include <widgets/chat/markdown/tailrepair.h>

#include <QTest>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString sample = uR"(# 今期の予算

概算です。**「A案」**です。
二行目 with `code` and [link](https://example.com/a_b).

| 項目 | 金額 |
|:--|--:|
| 人件費 | $5 |
| **計** | $10 |

1. First
2. Second
   - nested **bold**

   loose text
3. Third

   ```python
   def f():

       return 1
   ```

- [ ] open
- [x] done
* other list

> quoted
lazy line
> - in quote

```cpp
int main() { return 0; }

// end
```
Setext
===
---
~~old~~ last line)"_s;

QStringList allChunks(const QStringList &pieces)
{
    BlockSplitter splitter;
    QStringList chunks;
    for (const QString &piece : pieces)
        chunks += splitter.feed(piece);
    return chunks + splitter.finish();
}

QList<Block> parsedChunks(const QStringList &chunks)
{
    QList<Block> blocks;
    for (const QString &chunk : chunks)
        blocks += parseMarkdown(chunk);
    return blocks;
}

// Inline runs written back as tags, so that a row shows what it expects.
QString tagged(const InlineRuns &runs)
{
    QString text;
    for (const InlineRun &run : runs) {
        QString part = run.text;
        if (run.styles & InlineStyle::Code)
            part = u"<c>"_s + part + u"</c>"_s;
        if (run.styles & InlineStyle::Strike)
            part = u"<s>"_s + part + u"</s>"_s;
        if (run.styles & InlineStyle::Italic)
            part = u"<i>"_s + part + u"</i>"_s;
        if (run.styles & InlineStyle::Bold)
            part = u"<b>"_s + part + u"</b>"_s;
        if (!run.href.isEmpty())
            part = u"<a "_s + run.href + u">"_s + part + u"</a>"_s;
        text += part;
    }
    return text;
}

QString outline(const QList<Block> &blocks);

QString outline(const Block &block)
{
    static const QStringList names{u"p"_s,    u"h"_s,     u"code"_s,  u"list"_s,
                                   u"item"_s, u"table"_s, u"quote"_s, u"rule"_s};
    QString text = names.at(int(block.kind));
    if (block.kind == BlockKind::Heading)
        text += QString::number(block.level);
    if (block.kind == BlockKind::Paragraph || block.kind == BlockKind::Heading)
        return text + u"'"_s + tagged(block.runs) + u"'"_s;
    if (block.kind == BlockKind::Code)
        return text + u'.' + block.language + u"'"_s + block.code + u"'"_s;
    for (const TableRow &row : block.rows) {
        text += u'|';
        for (const InlineRuns &cell : row)
            text += tagged(cell) + u'|';
    }
    return block.children.isEmpty() ? text : text + u'(' + outline(block.children) + u')';
}

QString outline(const QList<Block> &blocks)
{
    QStringList parts;
    for (const Block &block : blocks)
        parts += outline(block);
    return parts.join(u' ');
}

} // namespace

class MarkdownTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splitAnywhereIsTheSame();
    void byteByByteIsTheSame();
    void chunksParseLikeTheWhole();
    void closedBlocksComeEarly();
    void blocks_data();
    void blocks();
    void emphasis_data();
    void emphasis();
    void tails_data();
    void tails();
    void everyTailShowsNoMarks();
    void hugeInputEnds();
};

void MarkdownTest::splitAnywhereIsTheSame()
{
    const QStringList whole = allChunks({sample});
    for (qsizetype cut = 0; cut <= sample.size(); ++cut)
        QCOMPARE(allChunks({sample.first(cut), sample.sliced(cut)}), whole);
}

void MarkdownTest::byteByByteIsTheSame()
{
    QString windows = sample;
    windows.replace(u'\n', u"\r\n"_s);
    QStringList pieces;
    for (const QChar c : windows)
        pieces += c;
    QCOMPARE(allChunks(pieces), allChunks({sample}));
}

void MarkdownTest::chunksParseLikeTheWhole()
{
    QCOMPARE(outline(parsedChunks(allChunks({sample}))), outline(parseMarkdown(sample)));
}

void MarkdownTest::closedBlocksComeEarly()
{
    BlockSplitter splitter;
    QCOMPARE(splitter.feed(u"# Title\nSome"), QStringList{u"# Title\n"_s});
    QCOMPARE(splitter.tail(), u"Some"_s);
    QCOMPARE(splitter.feed(u" text\n\n"), QStringList{u"Some text\n"_s});
    QCOMPARE(splitter.tail(), QString());
    QVERIFY(splitter.feed(u"```js\n\n# no title\n").isEmpty());
    QVERIFY(splitter.isInFence());
    QCOMPARE(splitter.feed(u"```\n").size(), 1);
}

void MarkdownTest::blocks_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    QTest::newRow("table right below a sentence")
        << u"Sum:\n| a | b |\n|---|---|\n| 1 | 2 |"_s << u"p'Sum:' table|a|b||1|2|"_s;
    QTest::newRow("short delimiters") << u"| a | b |\n|-|:-:|\n| 1 | 2 |"_s << u"table|a|b||1|2|"_s;
    QTest::newRow("sentence with a pipe and a rule") << u"a|b\n\n--"_s << u"p'a|b' p'--'"_s;
    QTest::newRow("dollars are money") << u"from $5 to $10 each"_s << u"p'from $5 to $10 each'"_s;
    QTest::newRow("html is text") << u"<script>alert(1)</script>"_s << u"p'<script>alert(1)</script>'"_s;
    QTest::newRow("br breaks a line") << u"a<br>b"_s << u"p'a\nb'"_s;
    QTest::newRow("image is a link") << u"![chart](https://x.test/a.png)"_s
                                     << u"p'<a https://x.test/a.png>chart</a>'"_s;
    QTest::newRow("script links are text") << u"[x](javascript:alert(1))"_s << u"p'x'"_s;
    QTest::newRow("file links are text") << u"[x](file:///etc/passwd)"_s << u"p'x'"_s;
    QTest::newRow("bare address") << u"見て https://example.com/a。次"_s
                                  << u"p'見て <a https://example.com/a>https://example.com/a</a>。次'"_s;
    QTest::newRow("mail") << u"<a@example.com>"_s << u"p'<a mailto:a@example.com>a@example.com</a>'"_s;
    QTest::newRow("entities") << u"a &amp; b &#x3042;"_s << u"p'a & b あ'"_s;
    QTest::newRow("open fence") << u"```py\nx = 1"_s << u"code.py'x = 1'"_s;
    QTest::newRow("list ends at a sentence")
        << u"- a\n- b\n\nAfter"_s << u"list(item(p'a') item(p'b')) p'After'"_s;
    QTest::newRow("fence after list without blank")
        << u"- a\n```\nx\n```"_s << u"list(item(p'a')) code.'x'"_s;
    QTest::newRow("other bullet starts a list") << u"- a\n* b"_s << u"list(item(p'a')) list(item(p'b'))"_s;
    QTest::newRow("year does not interrupt") << u"It was\n1986. Long ago"_s << u"p'It was\n1986. Long ago'"_s;
    QTest::newRow("heading interrupts") << u"text\n## H"_s << u"p'text' h2'H'"_s;
}

void MarkdownTest::blocks()
{
    QFETCH(QString, markdown);
    QTEST(outline(parsedChunks(allChunks({markdown}))), "expected");
}

void MarkdownTest::emphasis_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &markdown, const QString &expected) {
        QTest::newRow(name) << markdown << expected;
    };
    row("brackets at the start", u"**「A」**です"_s, u"<b>「A」</b>です"_s);
    row("brackets inside", u"これは**「A」**です"_s, u"これは<b>「A」</b>です"_s);
    row("full stop inside", u"**終わり。**次"_s, u"<b>終わり。</b>次"_s);
    row("ascii bracket inside", u"これは**関所(せきしょ)**です"_s, u"これは<b>関所(せきしょ)</b>です"_s);
    row("wide bracket inside", u"**関所（せきしょ）**です"_s, u"<b>関所（せきしょ）</b>です"_s);
    row("percent", u"達成率は**100%**です"_s, u"達成率は<b>100%</b>です"_s);
    row("quotes", u"彼は**\"はい\"**と"_s, u"彼は<b>\"はい\"</b>と"_s);
    row("italic", u"*「A」*です"_s, u"<i>「A」</i>です"_s);
    row("both", u"***「A」***です"_s, u"<b><i>「A」</i></b>です"_s);
    row("strike", u"~~「旧」~~新"_s, u"<s>「旧」</s>新"_s);
    row("latin beside brackets", u"foo**「A」**bar"_s, u"foo<b>「A」</b>bar"_s);
    row("two in a line", u"**「A」**と**「B」**です"_s, u"<b>「A」</b>と<b>「B」</b>です"_s);
    row("link inside", u"**[「表」](https://x.test/)**です"_s, u"<a https://x.test/><b>「表」</b></a>です"_s);
    row("korean", u"**'강조'**는"_s, u"<b>'강조'</b>는"_s);
    row("code is left alone", u"`**「A」**です`"_s, u"<c>**「A」**です</c>"_s);
    row("code in bold", u"**`a`**です"_s, u"<b><c>a</c></b>です"_s);
    row("escapes are left alone", u"\\*\\*「A」\\*\\*です"_s, u"**「A」**です"_s);
    row("address is left alone", u"[x](https://x.test/%**あ)"_s, u"<a https://x.test/%**あ>x</a>"_s);
    row("latin stays CommonMark", u"foo**(bar)**baz"_s, u"foo**(bar)**baz"_s);
    row("spaces keep it from opening", u"これ ** 「A」 ** です"_s, u"これ ** 「A」 ** です"_s);
    row("multiplication", u"3*4*5は60"_s, u"3<i>4</i>5は60"_s);
    row("names with underscores", u"変数snake_case_nameです"_s, u"変数snake_case_nameです"_s);
}

void MarkdownTest::emphasis()
{
    QFETCH(QString, markdown);
    const QList<Block> blocks = parseMarkdown(markdown);
    QCOMPARE(blocks.size(), 1);
    QTEST(tagged(blocks.first().runs), "expected");
}

void MarkdownTest::tails_data()
{
    QTest::addColumn<QString>("tail");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &tail, const QString &expected) {
        QTest::newRow(name) << tail << expected;
    };
    row("plain", u"Hello wor"_s, u"Hello wor"_s);
    row("bold", u"a **bo"_s, u"a **bo**"_s);
    row("bold before a space", u"a **bo "_s, u"a **bo** "_s);
    row("bold just opened", u"a **"_s, u"a "_s);
    row("half of the closing", u"a **bold*"_s, u"a **bold**"_s);
    row("italic in bold", u"**a *b"_s, u"**a *b***"_s);
    row("strike", u"~~old"_s, u"~~old~~"_s);
    row("code", u"run `ls -l"_s, u"run `ls -l`"_s);
    row("stars in code", u"run `a ** b"_s, u"run `a ** b`"_s);
    row("link text", u"see [the do"_s, u"see the do"_s);
    row("link target", u"see [docs](https://exa"_s, u"see docs"_s);
    row("finished link", u"see [docs](https://x.test/) and"_s, u"see [docs](https://x.test/) and"_s);
    row("bold link", u"**[docs](http"_s, u"**docs**"_s);
    row("multiplication", u"5*3 is"_s, u"5*3 is"_s);
    row("list item", u"- a\n- **b"_s, u"- a\n- **b**"_s);
    row("star item", u"* a"_s, u"* a"_s);
    row("dash that may become anything", u"text\n-"_s, u"text\n"_s);
    row("half a fence", u"text\n``"_s, u"text\n"_s);
    row("half of the closing fence", u"```py\nx\n``"_s, u"```py\nx\n"_s);
    row("stars in a fence", u"```py\na **b"_s, u"```py\na **b"_s);
    row("header of a table", u"| a | b |"_s, u"| a | b |\n|---|---|\n"_s);
    row("half the delimiter row", u"| a | b |\n|--"_s, u"| a | b |\n|---|---|\n"_s);
    row("cell", u"| a |\n|---|\n| **x"_s, u"| a |\n|---|\n| **x**"_s);
    row("escape", u"a \\"_s, u"a "_s);
    row("snake case", u"the snake_ca"_s, u"the snake_ca"_s);
}

void MarkdownTest::tails()
{
    QFETCH(QString, tail);
    QTEST(repairedTail(tail), "expected");
}

// Whatever has arrived, no mark of bold, code or a link is ever seen.
void MarkdownTest::everyTailShowsNoMarks()
{
    const QString text =
        u"これは**「大事」**で、`code` と [表](https://x.test/) と~~旧~~です。\n\n- **A**: *x*\n- B"_s;
    for (qsizetype end = 1; end <= text.size(); ++end) {
        BlockSplitter splitter;
        QStringList chunks = splitter.feed(text.first(end));
        chunks += repairedTail(splitter.tail());
        const QString shown = outline(parsedChunks(chunks));
        for (const QString &mark : {u"*"_s, u"`"_s, u"["_s, u"~"_s, u"](h"_s})
            QVERIFY2(!shown.contains(mark), qPrintable(text.first(end) + u" -> "_s + shown));
    }
}

void MarkdownTest::hugeInputEnds()
{
    const QString nested = u"> "_s.repeated(2000) + u"- "_s.repeated(2000) + u"*["_s.repeated(5000);
    QVERIFY(!parsedChunks(allChunks({nested})).isEmpty());
    QVERIFY(!repairedTail(nested).isNull());
}

QTEST_APPLESS_MAIN(MarkdownTest)
#include "tst_markdown.moc"
