// SPDX-License-Identifier: GPL-3.0-or-later
#include "answerwatch.h"

#include "openaishapes.h"
#include "tokenestimate.h"

#include <array>

namespace sekisho::providers {

namespace {

/// What follows `"name":` in compact or spaced JSON; empty if the name is not there.
QByteArrayView valueAfter(QByteArrayView data, QByteArrayView name, qsizetype from = 0)
{
    const auto found = data.indexOf(name, from);
    if (found < 0)
        return {};
    QByteArrayView rest = data.sliced(found + name.size());
    while (rest.startsWith(' '))
        rest = rest.sliced(1);
    if (!rest.startsWith(':'))
        return {};
    rest = rest.sliced(1);
    while (rest.startsWith(' '))
        rest = rest.sliced(1);
    return rest;
}

/// The inside of the string literal that `value` starts with, escapes as they are.
QByteArrayView literal(QByteArrayView value)
{
    if (!value.startsWith('"'))
        return {};
    for (qsizetype i = 1; i < value.size(); ++i) {
        if (value[i] == '\\')
            ++i;
        else if (value[i] == '"')
            return value.sliced(1, i - 1);
    }
    return {};
}

/// Servers that write \uXXXX for every letter of Japanese would count sixfold otherwise.
std::int64_t literalTokens(QByteArrayView text)
{
    const auto escapes = text.count("\\u");
    return escapes > 0 ? std::max<qsizetype>(escapes, text.size() / 6) : estimateTokens(text);
}

std::int64_t deltaTokens(QByteArrayView data)
{
    static constexpr std::array names{"\"content\"", "\"reasoning_content\"", "\"reasoning\"",
                                      "\"arguments\""};
    std::int64_t tokens = 0;
    for (const char *name : names)
        tokens += literalTokens(literal(valueAfter(data, name)));
    return tokens;
}

bool mayHoldUsage(QByteArrayView data)
{
    return valueAfter(data, "\"usage\"").startsWith('{');
}

} // namespace

AnswerWatch::AnswerWatch(bool clientWantsUsage)
    : m_clientWantsUsage(clientWantsUsage)
{
}

AnswerWatch::Verdict AnswerWatch::look(const QByteArray &data)
{
    if (data.trimmed().startsWith("[DONE]"))
        return Verdict::Done;
    m_estimatedTokens += deltaTokens(data);
    m_sawFinishReason = m_sawFinishReason || valueAfter(data, "\"finish_reason\"").startsWith('"');
    const auto error = valueAfter(data, "\"error\"");
    const bool mayFail = !error.isEmpty() && !error.startsWith("null");
    return mayFail || mayHoldUsage(data) ? lookClosely(data) : Verdict::Relay;
}

AnswerWatch::Verdict AnswerWatch::lookClosely(const QByteArray &data)
{
    const auto event = core::parseJson(data);
    if (!event)
        return Verdict::Relay;
    if (!core::memberOr(*event, "error").is_null()) {
        m_error = *event;
        return Verdict::Error;
    }
    const auto counted = readUsage(core::memberOr(*event, "usage"));
    if (!counted)
        return Verdict::Relay;
    m_usage = counted;
    const core::Json &choices = core::memberOr(*event, "choices");
    const bool onlyUsage = choices.is_null() || choices.empty();
    return onlyUsage && !m_clientWantsUsage ? Verdict::Hide : Verdict::Relay;
}

} // namespace sekisho::providers
