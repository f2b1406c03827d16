// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationrows.h"

namespace sekisho::app {

namespace {

static_assert(int(models::MessageRole::Assistant) == int(storage::MessageRole::Assistant));
static_assert(int(models::MessageStatus::Refused) == int(storage::MessageStatus::Refused));

storage::ConversationSettings settingsRow(const models::ConversationSettings &s)
{
    return {s.profileId, s.model,     s.keyAlias, s.keyId,       s.systemMessage,
            s.endUser,   s.sessionId, s.tracing,  s.temperature, s.maxTokens};
}

models::ConversationSettings settingsFrom(const storage::ConversationSettings &row)
{
    models::ConversationSettings settings;
    settings.profileId = row.profileId;
    settings.model = row.model;
    settings.keyId = row.keyRef;
    settings.keyAlias = row.keyAlias;
    settings.systemMessage = row.systemMessage;
    settings.endUser = row.endUser;
    settings.sessionId = row.sessionId;
    settings.tracing = row.tracing;
    settings.temperature = row.temperature;
    settings.maxTokens = row.maxTokens;
    return settings;
}

storage::MessageIdentity identityRow(const models::MessageIdentity &i)
{
    return {i.model, i.keyAlias, i.endUser, i.sessionId, i.traced, i.isDemo, i.traceId, i.callId};
}

models::MessageIdentity identityFrom(const storage::MessageIdentity &i)
{
    return {i.model, i.keyAlias, i.endUser, i.sessionId, i.traced, i.isDemo, i.traceId, i.callId};
}

storage::MessageFigures figuresRow(const models::MessageFigures &f)
{
    return {f.promptTokens, f.completionTokens, f.cost, f.timeToFirstToken, f.duration};
}

models::MessageFigures figuresFrom(const storage::MessageFigures &f)
{
    return {f.promptTokens, f.completionTokens, f.cost, f.timeToFirstToken, f.duration};
}

} // namespace

storage::Conversation rowFrom(const models::ConversationHead &head)
{
    return {head.id, head.title, head.createdAt, head.updatedAt, settingsRow(head.settings)};
}

models::ConversationHead headFrom(const storage::Conversation &row)
{
    return {row.id, row.title, row.createdAt, row.updatedAt, settingsFrom(row.settings)};
}

storage::Message rowFrom(const QString &conversationId, const models::ChatMessage &message)
{
    storage::Message row;
    row.id = message.id;
    row.conversationId = conversationId;
    row.role = static_cast<storage::MessageRole>(message.role);
    row.content = message.text;
    row.status = static_cast<storage::MessageStatus>(message.status);
    row.error = message.problem ? models::toJson(*message.problem) : core::Json(nullptr);
    row.identity = identityRow(message.identity);
    row.figures = figuresRow(message.figures);
    row.createdAt = message.createdAt;
    return row;
}

models::ChatMessage messageFrom(const storage::Message &row)
{
    models::ChatMessage message;
    message.id = row.id;
    message.role = static_cast<models::MessageRole>(row.role);
    message.text = row.content;
    message.status = static_cast<models::MessageStatus>(row.status);
    if (!row.error.is_null())
        message.problem = models::turnProblemFrom(row.error);
    message.identity = identityFrom(row.identity);
    message.figures = figuresFrom(row.figures);
    message.createdAt = row.createdAt;
    return message;
}

} // namespace sekisho::app
