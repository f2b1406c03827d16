// SPDX-License-Identifier: GPL-3.0-or-later
#include "codehighlighter.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

constexpr int inBlockComment = 1;
constexpr int firstLongString = 2;

QSet<QString> words(const QString &list)
{
    const QStringList parts = list.split(u' ');
    return {parts.begin(), parts.end()};
}

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

void append(QList<CodeToken> *tokens, int start, int end, CodeTokenKind kind)
{
    if (tokens && end > start)
        tokens->append({start, end - start, kind});
}

} // namespace

CodeHighlighter::CodeHighlighter(const QString &language)
{
    const QString name = language.toLower();
    if (QStringList{u"c"_s, u"cpp"_s, u"c++"_s, u"cxx"_s, u"h"_s, u"hpp"_s, u"java"_s, u"cs"_s, u"csharp"_s,
                    u"go"_s, u"rust"_s, u"rs"_s}
            .contains(name))
        useCpp();
    else if (QStringList{u"python"_s, u"py"_s, u"python3"_s}.contains(name))
        usePython();
    else if (QStringList{u"javascript"_s, u"js"_s, u"jsx"_s, u"typescript"_s, u"ts"_s, u"tsx"_s, u"json"_s,
                         u"jsonc"_s}
                 .contains(name))
        useJavaScript();
    else if (QStringList{u"sql"_s, u"sqlite"_s, u"postgresql"_s, u"mysql"_s}.contains(name))
        useSql();
    else if (QStringList{u"bash"_s, u"sh"_s, u"shell"_s, u"zsh"_s, u"console"_s, u"yaml"_s, u"yml"_s,
                         u"toml"_s, u"ini"_s, u"dockerfile"_s}
                 .contains(name))
        useShell();
    else
        m_known = false;
}

void CodeHighlighter::useCpp()
{
    m_lineComment = u"//"_s;
    m_blockStart = u"/*"_s;
    m_blockEnd = u"*/"_s;
    m_quotes = u"\"'"_s;
    m_keywords = words(u"alignas auto bool break case catch char class co_await co_return co_yield concept "
                       u"const constexpr continue "
                       "default delete do double else enum explicit export extern false final float fn for "
                       "friend func go goto if "
                       "impl import inline int interface let long match mod mut mutable namespace new "
                       "noexcept nullptr operator "
                       "override package private protected pub public range register requires return short "
                       "signed sizeof static "
                       "static_cast struct switch template this throw trait true try type typedef typename "
                       "union unsigned use using "
                       "var virtual void volatile while"_s);
}

void CodeHighlighter::usePython()
{
    m_lineComment = u"#"_s;
    m_quotes = u"\"'"_s;
    m_longStrings = {{u"\"\"\""_s, true}, {u"'''"_s, true}};
    m_keywords = words(
        u"False None True and as assert async await break class continue def del elif else except finally "
        u"for from "
        "global if import in is lambda match case nonlocal not or pass raise return self try while with yield"_s);
}

void CodeHighlighter::useJavaScript()
{
    m_lineComment = u"//"_s;
    m_blockStart = u"/*"_s;
    m_blockEnd = u"*/"_s;
    m_quotes = u"\"'"_s;
    m_longStrings = {{u"`"_s, true}};
    m_keywords = words(u"abstract any as async await boolean break case catch class const continue debugger "
                       u"default delete do else "
                       "enum export extends false finally for from function if implements import in "
                       "instanceof interface keyof let "
                       "new null number of private public readonly return static string super switch this "
                       "throw true try type typeof "
                       "undefined var void while yield"_s);
}

void CodeHighlighter::useSql()
{
    m_ignoresCase = true;
    m_lineComment = u"--"_s;
    m_blockStart = u"/*"_s;
    m_blockEnd = u"*/"_s;
    m_quotes = u"'\""_s;
    m_keywords = words(
        u"add all alter and as asc begin between by case check column commit constraint create cross default "
        u"delete "
        "desc distinct drop else end exists foreign from full group having if in index inner insert into is "
        "join key "
        "left like limit not null offset on or order outer over partition primary references returning right "
        "rollback select set table then transaction union unique update using values view when where with"_s);
}

void CodeHighlighter::useShell()
{
    m_lineComment = u"#"_s;
    m_quotes = u"\"'"_s;
    m_keywords = words(
        u"if then else elif fi for while until do done case esac in function return exit local export "
        u"readonly set "
        "unset source sudo cd echo printf test true false null FROM RUN COPY WORKDIR ENV CMD ENTRYPOINT EXPOSE"_s);
}

int CodeHighlighter::longStart(QStringView line, int at) const
{
    for (int i = 0; i < m_longStrings.size(); ++i) {
        if (line.sliced(at).startsWith(m_longStrings[i].mark))
            return firstLongString + i;
    }
    return 0;
}

CodeHighlighter::Opening CodeHighlighter::openingAt(QStringView line, int at) const
{
    if (!m_blockStart.isEmpty() && line.sliced(at).startsWith(m_blockStart))
        return {inBlockComment, int(m_blockStart.size())};
    const int state = longStart(line, at);
    return {state, state == 0 ? 0 : int(m_longStrings[state - firstLongString].mark.size())};
}

// Reads a comment or a long string that begins with a mark of this size, or is open already (size 0); returns
// where it ends, or -1 if it goes on in the next line.
int CodeHighlighter::takeLong(QStringView line, int begin, Opening opening, QList<CodeToken> *tokens) const
{
    const bool comment = opening.state == inBlockComment;
    const QString mark = comment ? m_blockEnd : m_longStrings[opening.state - firstLongString].mark;
    int at = begin + opening.size;
    while (at < line.size() && !line.sliced(at).startsWith(mark))
        at += !comment && line[at] == u'\\' ? 2 : 1;
    const bool closed = at < line.size();
    const int end = closed ? at + int(mark.size()) : int(line.size());
    append(tokens, begin, end, comment ? CodeTokenKind::Comment : CodeTokenKind::String);
    return closed ? end : -1;
}

int CodeHighlighter::takeString(QStringView line, int at) const
{
    const QChar quote = line[at++];
    while (at < line.size() && line[at] != quote)
        at += line[at] == u'\\' ? 2 : 1;
    return qMin(at + 1, int(line.size()));
}

int CodeHighlighter::takeWord(QStringView line, int at, QList<CodeToken> *tokens) const
{
    int end = at;
    const bool number = line[at].isDigit();
    while (end < line.size() && (isWordCharacter(line[end]) || (number && line[end] == u'.')))
        ++end;
    if (number) {
        append(tokens, at, end, CodeTokenKind::Number);
        return end;
    }
    const QString word = line.sliced(at, end - at).toString();
    if (m_keywords.contains(m_ignoresCase ? word.toLower() : word))
        append(tokens, at, end, CodeTokenKind::Keyword);
    return end;
}

// What begins and ends within the line.
int CodeHighlighter::takeShort(QStringView line, int at, QList<CodeToken> *tokens) const
{
    if (isWordCharacter(line[at]))
        return takeWord(line, at, tokens);
    if (!m_quotes.contains(line[at]))
        return at + 1;
    const int end = takeString(line, at);
    append(tokens, at, end, CodeTokenKind::String);
    return end;
}

int CodeHighlighter::highlight(QStringView line, int state, QList<CodeToken> *tokens) const
{
    int at = 0;
    if (state != 0 && (at = takeLong(line, 0, {state, 0}, tokens)) < 0)
        return state;
    while (at < line.size()) {
        if (line.sliced(at).startsWith(m_lineComment)) {
            append(tokens, at, int(line.size()), CodeTokenKind::Comment);
            return 0;
        }
        const Opening opening = openingAt(line, at);
        at = opening.state != 0 ? takeLong(line, at, opening, tokens) : takeShort(line, at, tokens);
        if (at < 0)
            return opening.state;
    }
    return 0;
}

} // namespace sekisho::widgets
