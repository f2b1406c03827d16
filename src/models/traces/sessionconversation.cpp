// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionconversation.h"

namespace sekisho::models {

using core::Json;

namespace {

const Json &messagesOf(const Json &input)
{
    return input.is_object() && input.contains("messages") ? input["messages"] : input;
}

bool isMessage(const Json &value)
{
    return value.is_object() && value.contains("content");
}

/// A message's content is a string, or a list of parts of which the text ones are read.
QString contentText(const Json &content)
{
    if (content.is_string())
        return content.get<QString>();
    QString text;
    for (const auto &part : content.is_array() ? content : Json::array()) {
        const QString piece = core::stringOr(part, "text");
        text += text.isEmpty() || piece.isEmpty() ? piece : u'\n' + piece;
    }
    return text;
}

const Json *lastMessageBy(const Json &messages, const QString &role)
{
    if (!messages.is_array())
        return nullptr;
    for (auto it = messages.rbegin(); it != messages.rend(); ++it) {
        if (isMessage(*it) && core::stringOr(*it, "role") == role)
            return &*it;
    }
    return nullptr;
}

core::Timestamp endOf(const client::TraceSummary &trace)
{
    const auto latency = std::chrono::duration<double>(std::max(0.0, trace.latencySeconds.value_or(0)));
    return trace.timestamp + std::chrono::duration_cast<std::chrono::microseconds>(latency);
}

void appendSystem(QList<SessionTurn> &turns, const client::TraceSummary &trace, QString &last)
{
    const Json *system = lastMessageBy(messagesOf(trace.input), QStringLiteral("system"));
    const QString text = system ? contentText((*system)["content"]) : QString();
    if (text.isEmpty() || text == last)
        return;
    last = text;
    turns.append({SessionTurn::Speaker::System, text, trace.id, trace.timestamp, {}, {}, {}});
}

void appendExchange(QList<SessionTurn> &turns, const client::TraceSummary &trace, core::Timestamp silentSince)
{
    const auto gap = std::max(std::chrono::microseconds(0), trace.timestamp - silentSince);
    const QString asked = askedText(trace.input);
    if (!asked.isEmpty())
        turns.append({SessionTurn::Speaker::User, asked, trace.id, trace.timestamp, gap, {}, {}});
    const QString answer = readableText(trace.output);
    if (!answer.isEmpty())
        turns.append({SessionTurn::Speaker::Assistant,
                      answer,
                      trace.id,
                      endOf(trace),
                      {},
                      trace.totalCostUsd,
                      trace.latencySeconds});
}

} // namespace

QList<SessionTurn> conversationOf(const client::SessionDetail &session)
{
    QList<SessionTurn> turns;
    QString lastSystem;
    std::optional<core::Timestamp> silentSince;
    for (const auto &trace : session.traces) {
        appendSystem(turns, trace, lastSystem);
        appendExchange(turns, trace, silentSince.value_or(trace.timestamp));
        silentSince = endOf(trace);
    }
    return turns;
}

QString askedText(const Json &input)
{
    const Json *asked = lastMessageBy(messagesOf(input), QStringLiteral("user"));
    return asked ? contentText((*asked)["content"]) : readableText(input);
}

QString readableText(const Json &value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return value.get<QString>();
    if (isMessage(value))
        return contentText(value["content"]);
    return QString::fromStdString(value.dump(2, ' ', false, Json::error_handler_t::replace));
}

} // namespace sekisho::models
