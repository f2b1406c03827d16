// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationrepository.h"

#include "enumtext.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

constexpr EnumText<MessageRole, 3> Roles(
    {{{MessageRole::User, "user"}, {MessageRole::Assistant, "assistant"}, {MessageRole::System, "system"}}});
constexpr EnumText<MessageStatus, 5> Statuses({{{MessageStatus::Complete, "complete"},
                                                {MessageStatus::Streaming, "streaming"},
                                                {MessageStatus::Stopped, "stopped"},
                                                {MessageStatus::Failed, "failed"},
                                                {MessageStatus::Refused, "refused"}}});

QString conversationColumns()
{
    return u"id, title, created_at, updated_at, profile_id, model, key_alias, key_ref, system_message, "
           u"end_user, "
           "session_id, tracing, temperature, max_tokens"_s;
}

QVariant bindReal(const std::optional<double> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariantList conversationValues(const Conversation &conversation)
{
    const ConversationSettings &settings = conversation.settings;
    return {conversation.id,
            conversation.title,
            bind(conversation.createdAt),
            bind(conversation.updatedAt),
            settings.profileId,
            settings.model,
            settings.keyAlias,
            settings.keyRef,
            settings.systemMessage,
            settings.endUser,
            settings.sessionId,
            settings.tracing ? 1 : 0,
            bindReal(settings.temperature),
            bind(settings.maxTokens)};
}

Conversation readConversation(const Row &row)
{
    Conversation conversation{row.text(0), row.text(1), row.time(2), row.time(3), {}};
    ConversationSettings &settings = conversation.settings;
    settings.profileId = row.text(4);
    settings.model = row.text(5);
    settings.keyAlias = row.text(6);
    settings.keyRef = row.text(7);
    settings.systemMessage = row.text(8);
    settings.endUser = row.text(9);
    settings.sessionId = row.text(10);
    settings.tracing = row.boolean(11);
    settings.temperature = row.isNull(12) ? std::nullopt : std::optional(row.real(12));
    settings.maxTokens = row.optionalInteger(13);
    return conversation;
}

QString contentColumns()
{
    return u"role, content, status, error, model, key_alias, end_user, session_id, traced, is_demo, "
           u"trace_id, call_id, "
           "prompt_tokens, completion_tokens, cost, time_to_first_token, duration"_s;
}

QVariant bindMicros(const std::optional<std::chrono::microseconds> &value)
{
    return value ? QVariant(static_cast<qlonglong>(value->count())) : QVariant();
}

QVariantList contentValues(const Message &message)
{
    const MessageIdentity &identity = message.identity;
    const MessageFigures &figures = message.figures;
    const QVariant cost = figures.cost ? QVariant(static_cast<qlonglong>(figures.cost->nanos())) : QVariant();
    return {Roles.text(message.role),
            message.content,
            Statuses.text(message.status),
            QString::fromUtf8(core::toJsonBytes(message.error)),
            identity.model,
            identity.keyAlias,
            identity.endUser,
            identity.sessionId,
            identity.traced ? 1 : 0,
            identity.isDemo ? 1 : 0,
            identity.traceId,
            identity.callId,
            bind(figures.promptTokens),
            bind(figures.completionTokens),
            cost,
            bindMicros(figures.timeToFirstToken),
            bindMicros(figures.duration)};
}

MessageIdentity readIdentity(const Row &row)
{
    MessageIdentity identity;
    identity.model = row.text(4);
    identity.keyAlias = row.text(5);
    identity.endUser = row.text(6);
    identity.sessionId = row.text(7);
    identity.traced = row.boolean(8);
    identity.isDemo = row.boolean(9);
    identity.traceId = row.text(10);
    identity.callId = row.text(11);
    return identity;
}

MessageFigures readFigures(const Row &row)
{
    const auto micros = [&row](int column) {
        return row.isNull(column) ? std::nullopt
                                  : std::optional(std::chrono::microseconds(row.integer(column)));
    };
    MessageFigures figures;
    figures.promptTokens = row.optionalInteger(12);
    figures.completionTokens = row.optionalInteger(13);
    if (!row.isNull(14))
        figures.cost = core::Money::fromNanos(row.integer(14));
    figures.timeToFirstToken = micros(15);
    figures.duration = micros(16);
    return figures;
}

/// Of a select of contentColumns() and `id, conversation_id, position, created_at`.
Message readMessage(const Row &row)
{
    Message message;
    message.role = Roles.value(row.text(0));
    message.content = row.text(1);
    message.status = Statuses.value(row.text(2));
    message.error = core::parseJson(row.text(3).toUtf8()).value_or(core::Json());
    message.identity = readIdentity(row);
    message.figures = readFigures(row);
    message.id = row.text(17);
    message.conversationId = row.text(18);
    message.position = row.integer(19);
    message.createdAt = row.time(20);
    return message;
}

QString placeholders(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

QString likePattern(QString text)
{
    text.replace(u"\\"_s, u"\\\\"_s).replace(u"%"_s, u"\\%"_s).replace(u"_"_s, u"\\_"_s);
    return u'%' + text + u'%';
}

/// NotFound unless a row was changed.
Result<void> oneChanged(const Result<std::int64_t> &changed, const QString &what)
{
    if (!changed)
        return core::fail(changed.error());
    if (*changed == 0)
        return core::fail(core::ErrorKind::NotFound, u"There is no such "_s + what);
    return {};
}

Result<void> done(const Result<std::int64_t> &changed)
{
    if (!changed)
        return core::fail(changed.error());
    return {};
}

} // namespace

ConversationRepository::ConversationRepository(Database &database)
    : m_database(database)
{
}

Result<std::int64_t> ConversationRepository::recover()
{
    return m_database.execute(u"UPDATE messages SET status = 'stopped' WHERE status = 'streaming'"_s);
}

Result<QList<Conversation>> ConversationRepository::list(const ConversationQuery &query)
{
    QString sql = u"SELECT "_s + conversationColumns() + u" FROM conversations WHERE deleted_at IS NULL"_s;
    QVariantList values;
    if (!query.search.isEmpty()) {
        sql += u" AND (title LIKE ? ESCAPE '\\' OR id IN (SELECT conversation_id FROM messages WHERE "
               u"content LIKE ? "
               "ESCAPE '\\'))"_s;
        values = {likePattern(query.search), likePattern(query.search)};
    }
    sql += u" ORDER BY updated_at DESC, id DESC LIMIT ? OFFSET ?"_s;
    values << static_cast<qlonglong>(query.limit) << static_cast<qlonglong>(query.offset);
    return m_database.select<Conversation>(sql, values, readConversation);
}

Result<std::optional<Conversation>> ConversationRepository::find(const QString &id)
{
    return m_database.selectOne<Conversation>(
        u"SELECT "_s + conversationColumns() + u" FROM conversations WHERE id = ? AND deleted_at IS NULL"_s,
        {id}, readConversation);
}

Result<void> ConversationRepository::save(const Conversation &conversation)
{
    const QVariantList values = conversationValues(conversation);
    QStringList assignments;
    for (const QString &column : conversationColumns().split(u", "_s).mid(1))
        assignments.append(column + u" = excluded."_s + column);
    return done(m_database.execute(
        u"INSERT INTO conversations (%1) VALUES (%2) ON CONFLICT (id) DO UPDATE SET %3"_s.arg(
            conversationColumns(), placeholders(values.size()), assignments.join(u", "_s)),
        values));
}

Result<void> ConversationRepository::rename(const QString &id, const QString &title, core::Timestamp now)
{
    return oneChanged(m_database.execute(u"UPDATE conversations SET title = ?, updated_at = ? WHERE id = ?"_s,
                                         {title, bind(now), id}),
                      u"conversation"_s);
}

Result<void> ConversationRepository::trash(const QString &id, core::Timestamp now)
{
    return done(
        m_database.execute(u"UPDATE conversations SET deleted_at = ? WHERE id = ?"_s, {bind(now), id}));
}

Result<void> ConversationRepository::restore(const QString &id)
{
    return oneChanged(
        m_database.execute(
            u"UPDATE conversations SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL"_s, {id}),
        u"conversation in the trash"_s);
}

Result<void> ConversationRepository::emptyTrash()
{
    return m_database.transaction([&]() -> Result<void> {
        auto cleared = m_database.run(u"DELETE FROM messages WHERE conversation_id IN (SELECT id FROM "
                                      "conversations WHERE deleted_at IS NOT NULL)"_s);
        return cleared ? m_database.run(u"DELETE FROM conversations WHERE deleted_at IS NOT NULL"_s)
                       : cleared;
    });
}

Result<void> ConversationRepository::remove(const QString &id)
{
    return m_database.transaction([&]() -> Result<void> {
        if (auto cleared = clear(id); !cleared)
            return cleared;
        return done(m_database.execute(u"DELETE FROM conversations WHERE id = ?"_s, {id}));
    });
}

Result<QList<Message>> ConversationRepository::messages(const QString &conversationId)
{
    return m_database.select<Message>(u"SELECT "_s + contentColumns() +
                                          u", id, conversation_id, position, created_at FROM messages WHERE "
                                          "conversation_id = ? ORDER BY position"_s,
                                      {conversationId}, readMessage);
}

Result<Message> ConversationRepository::append(Message message)
{
    auto added = m_database.transaction([&]() -> Result<void> {
        auto touched = oneChanged(
            m_database.execute(u"UPDATE conversations SET updated_at = max(updated_at, ?) WHERE id = ?"_s,
                               {bind(message.createdAt), message.conversationId}),
            u"conversation"_s);
        if (!touched)
            return touched;
        return insert(message);
    });
    if (!added)
        return core::fail(added.error());
    return message;
}

Result<void> ConversationRepository::insert(Message &message)
{
    const auto next = m_database.selectOne<std::int64_t>(
        u"SELECT coalesce(max(position) + 1, 0) FROM messages WHERE conversation_id = ?"_s,
        {message.conversationId}, [](const Row &row) { return row.integer(0); });
    if (!next)
        return core::fail(next.error());
    message.position = next->value_or(0);
    const QVariantList values =
        contentValues(message) + QVariantList{message.id, message.conversationId,
                                              static_cast<qlonglong>(message.position),
                                              bind(message.createdAt)};
    return done(m_database.execute(
        u"INSERT INTO messages (%1, id, conversation_id, position, created_at) VALUES (%2)"_s.arg(
            contentColumns(), placeholders(values.size())),
        values));
}

Result<void> ConversationRepository::update(const Message &message)
{
    QStringList assignments;
    for (const QString &column : contentColumns().split(u", "_s))
        assignments.append(column + u" = ?"_s);
    return oneChanged(
        m_database.execute(u"UPDATE messages SET %1 WHERE id = ?"_s.arg(assignments.join(u", "_s)),
                           contentValues(message) + QVariantList{message.id}),
        u"message"_s);
}

Result<void> ConversationRepository::removeFrom(const QString &conversationId, std::int64_t position)
{
    return done(m_database.execute(u"DELETE FROM messages WHERE conversation_id = ? AND position >= ?"_s,
                                   {conversationId, static_cast<qlonglong>(position)}));
}

Result<void> ConversationRepository::clear(const QString &conversationId)
{
    return removeFrom(conversationId, 0);
}

} // namespace sekisho::storage
