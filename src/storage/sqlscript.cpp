// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlscript.h"

#include <QRegularExpression>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Collects tokens into statements; only triggers hold semicolons that end nothing.
class Splitter
{
public:
    void add(const QString &token)
    {
        if (token == u";" && m_depth == 0)
            return finish();
        const QString word = token.toUpper();
        m_trigger =
            m_trigger || (word == u"TRIGGER" && m_statement.startsWith(u"CREATE"_s, Qt::CaseInsensitive));
        if (m_trigger)
            count(word);
        m_statement += token;
    }

    void addSpace()
    {
        if (!m_statement.isEmpty() && !m_statement.endsWith(u' '))
            m_statement += u' ';
    }

    void finish()
    {
        if (!m_statement.trimmed().isEmpty())
            m_statements.append(m_statement.trimmed());
        m_statement.clear();
        m_trigger = false;
        m_depth = 0;
    }

    QStringList statements() const { return m_statements; }

private:
    void count(const QString &word)
    {
        if (word == u"BEGIN" || word == u"CASE")
            ++m_depth;
        else if (word == u"END")
            --m_depth;
    }

    QStringList m_statements;
    QString m_statement;
    bool m_trigger = false;
    int m_depth = 0;
};

} // namespace

QStringList splitStatements(const QString &script)
{
    // Comment or white space (1), quoted text, a word, or any other single character.
    static const QRegularExpression token(
        uR"((--[^\n]*|/\*.*?\*/|\s+)|'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|.)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    Splitter splitter;
    auto it = token.globalMatch(script);
    while (it.hasNext()) {
        const auto match = it.next();
        if (match.capturedLength(1) > 0)
            splitter.addSpace();
        else
            splitter.add(match.captured());
    }
    splitter.finish();
    return splitter.statements();
}

} // namespace sekisho::storage
