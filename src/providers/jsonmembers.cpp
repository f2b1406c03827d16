// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonmembers.h"

#include <core/json.h>

namespace sekisho::providers {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scanner
{
public:
    explicit Scanner(QByteArrayView json)
        : m_json(json)
    {
    }

    bool take(char expected)
    {
        skipBlanks();
        if (m_at == m_json.size() || m_json[m_at] != expected)
            return false;
        ++m_at;
        return true;
    }

    bool isAtEnd()
    {
        skipBlanks();
        return m_at == m_json.size();
    }

    /// With its quotes; empty if there is none.
    QByteArrayView takeString()
    {
        skipBlanks();
        const auto start = m_at;
        return m_at < m_json.size() && m_json[m_at] == '"' && skipString() ? from(start) : QByteArrayView();
    }

    /// Empty if it has no end.
    QByteArrayView takeValue()
    {
        skipBlanks();
        const auto start = m_at;
        qsizetype depth = 0;
        while (m_at < m_json.size()) {
            const char c = m_json[m_at];
            if (c == '"') {
                if (!skipString())
                    return {};
            } else if (depth == 0 && (c == ',' || c == '}' || c == ']' || isBlank(c))) {
                break;
            } else {
                ++m_at;
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            if (depth == 0 && isClosing(m_json[m_at - 1]))
                break;
        }
        return depth == 0 ? from(start) : QByteArrayView();
    }

private:
    static bool isClosing(char c) { return c == '"' || c == '}' || c == ']'; }
    QByteArrayView from(qsizetype start) const { return m_json.sliced(start, m_at - start); }

    void skipBlanks()
    {
        while (m_at < m_json.size() && isBlank(m_json[m_at]))
            ++m_at;
    }

    /// From quote to quote: prompts are long, and most of their bytes are neither quotes nor escapes.
    bool skipString()
    {
        for (auto end = m_json.indexOf('"', m_at + 1); end > 0; end = m_json.indexOf('"', end + 1)) {
            if (backslashesBefore(end) % 2 != 0)
                continue;
            m_at = end + 1;
            return true;
        }
        return false;
    }

    qsizetype backslashesBefore(qsizetype at) const
    {
        qsizetype count = 0;
        while (m_json[at - count - 1] == '\\')
            ++count;
        return count;
    }

    const QByteArrayView m_json;
    qsizetype m_at = 0;
};

/// None if it is no string after all.
std::optional<std::string> unescaped(QByteArrayView literal)
{
    if (!literal.contains('\\'))
        return std::string(literal.data() + 1, std::size_t(literal.size() - 2));
    const auto parsed = core::parseJson(literal);
    return parsed ? std::optional(parsed->get<std::string>()) : std::nullopt;
}

std::optional<JsonMember> takeMember(Scanner &scanner)
{
    const auto literal = scanner.takeString();
    auto key = literal.isEmpty() ? std::nullopt : unescaped(literal);
    if (!key || !scanner.take(':'))
        return std::nullopt;
    const auto value = scanner.takeValue();
    return value.isEmpty() ? std::nullopt : std::optional(JsonMember{*std::move(key), value});
}

} // namespace

std::optional<std::vector<JsonMember>> membersOf(QByteArrayView json)
{
    Scanner scanner(json);
    std::vector<JsonMember> members;
    members.reserve(12);
    if (!scanner.take('{'))
        return std::nullopt;
    if (!scanner.take('}')) {
        do {
            auto member = takeMember(scanner);
            if (!member)
                return std::nullopt;
            members.push_back(*std::move(member));
        } while (scanner.take(','));
        if (!scanner.take('}'))
            return std::nullopt;
    }
    return scanner.isAtEnd() ? std::optional(std::move(members)) : std::nullopt;
}

} // namespace sekisho::providers
