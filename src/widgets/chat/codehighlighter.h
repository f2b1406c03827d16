// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QString>

namespace sekisho::widgets {

enum class CodeTokenKind { Keyword, String, Comment, Number };

struct CodeToken {
    int start = 0;
    int length = 0;
    CodeTokenKind kind = CodeTokenKind::Keyword;

    bool operator==(const CodeToken &) const = default;
};

// Colours code line by line: C++, Python, JavaScript, JSON, SQL and shell, by their usual names. What a line
// leaves open (a comment, a long string) goes into the next one as its state; 0 is the state of the first
// line.
class CodeHighlighter
{
public:
    explicit CodeHighlighter(const QString &language);

    bool knowsLanguage() const { return m_known; }
    // Returns the state after the line; appends to tokens if there are any to append to.
    int highlight(QStringView line, int state, QList<CodeToken> *tokens) const;

private:
    struct LongString {
        QString mark;
        bool escapes = true;
    };

    // The beginning of something that may go on for lines: the state inside it, and the length of its mark.
    struct Opening {
        int state = 0;
        int size = 0;
    };

    void useCpp();
    void usePython();
    void useJavaScript();
    void useSql();
    void useShell();

    Opening openingAt(QStringView line, int at) const;
    int takeLong(QStringView line, int begin, Opening opening, QList<CodeToken> *tokens) const;
    int takeShort(QStringView line, int at, QList<CodeToken> *tokens) const;
    int takeString(QStringView line, int at) const;
    int takeWord(QStringView line, int at, QList<CodeToken> *tokens) const;
    int longStart(QStringView line, int at) const;

    bool m_known = true;
    bool m_ignoresCase = false;
    QString m_lineComment;
    QString m_secondLineComment;
    QString m_blockStart;
    QString m_blockEnd;
    QList<LongString> m_longStrings; // states 2, 3, ...; state 1 is the block comment
    QString m_quotes;
    QSet<QString> m_keywords;
};

} // namespace sekisho::widgets
