// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatsession.h"

#include "pendingtrace.h"

#include <client/costlookup.h>
#include <core/ids.h>

namespace sekisho::models {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int LongestTitle = 60;

/// "session-20251012-193743-3f2a": readable in a list of sessions, and never twice.
QString newSessionId(core::Timestamp now)
{
    const auto time = core::toDateTime(now).toLocalTime().toString(u"yyyyMMdd-HHmmss"_s);
    return u"session-"_s + time + u'-' + core::randomHex(2);
}

/// A turn that got no answer is not part of what the model is told.
bool isAnswered(const QList<ChatMessage> &messages, qsizetype question)
{
    if (question + 1 >= messages.size())
        return true;
    const auto &answer = messages.at(question + 1);
    const bool failed = answer.status == MessageStatus::Failed || answer.status == MessageStatus::Refused;
    return answer.role != MessageRole::Assistant || !failed;
}

QList<client::PromptMessage> promptOf(const QString &systemMessage, const QList<ChatMessage> &messages)
{
    QList<client::PromptMessage> prompt;
    if (!systemMessage.trimmed().isEmpty())
        prompt << client::PromptMessage{u"system"_s, systemMessage};
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const auto &message = messages.at(i);
        if (message.role == MessageRole::User && isAnswered(messages, i))
            prompt << client::PromptMessage{u"user"_s, message.text};
        const bool came =
            message.status == MessageStatus::Complete || message.status == MessageStatus::Stopped;
        if (message.role == MessageRole::Assistant && came && !message.text.isEmpty())
            prompt << client::PromptMessage{u"assistant"_s, message.text};
    }
    return prompt;
}
} // namespace

ChatSession::ChatSession(client::ProfileSession *profile, ConversationArchive *archive,
                         const core::Clock *clock, TurnTracer *tracer, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_archive(archive)
    , m_clock(clock)
    , m_tracer(tracer)
{
    becomeNew();
    takeKey();
    connect(m_profile, &client::ProfileSession::keyChanged, this, &ChatSession::takeKey);
    connect(m_profile, &client::ProfileSession::keysChanged, this, &ChatSession::takeKey);
}

ChatSession::~ChatSession() = default;

void ChatSession::takeKey()
{
    replaceSettings(m_head.settings);
}

void ChatSession::replaceSettings(ConversationSettings settings)
{
    const auto *key = m_profile->currentKey();
    settings.profileId = m_profile->profile().id;
    settings.keyId = key ? key->id : QString();
    settings.keyAlias = key ? key->alias : QString();
    if (settings == m_head.settings)
        return;
    m_head.settings = settings;
    if (m_saved)
        saveHead();
    Q_EMIT settingsChanged();
}

void ChatSession::setSettings(const ConversationSettings &settings)
{
    replaceSettings(settings);
}

void ChatSession::setModel(const QString &model)
{
    auto settings = m_head.settings;
    settings.model = model;
    replaceSettings(settings);
}

void ChatSession::setSystemMessage(const QString &text)
{
    auto settings = m_head.settings;
    settings.systemMessage = text;
    replaceSettings(settings);
}

void ChatSession::setEndUser(const QString &endUser)
{
    auto settings = m_head.settings;
    settings.endUser = endUser;
    replaceSettings(settings);
}

void ChatSession::setSessionId(const QString &sessionId)
{
    auto settings = m_head.settings;
    settings.sessionId = sessionId;
    replaceSettings(settings);
}

void ChatSession::setTracing(bool tracing)
{
    auto settings = m_head.settings;
    settings.tracing = tracing;
    replaceSettings(settings);
}

void ChatSession::setTemperature(std::optional<double> temperature)
{
    auto settings = m_head.settings;
    settings.temperature = temperature;
    replaceSettings(settings);
}

void ChatSession::setMaxTokens(std::optional<std::int64_t> maxTokens)
{
    auto settings = m_head.settings;
    settings.maxTokens = maxTokens;
    replaceSettings(settings);
}

void ChatSession::send(const QString &text)
{
    if (m_turn || text.trimmed().isEmpty())
        return;
    nameFrom(text);
    const auto identity = identityOfNow();
    append(newMessage(MessageRole::User, text, identity));
    ask(identity);
}

void ChatSession::retry()
{
    if (m_turn)
        return;
    int question = m_messages.rowCount() - 1;
    while (question >= 0 && m_messages.messages().at(question).role != MessageRole::User)
        --question;
    if (question < 0)
        return;
    m_messages.truncate(question + 1);
    watch(m_archive->keepMessages(m_head.id, question + 1));
    auto message = m_messages.messages().at(question);
    message.identity = identityOfNow();
    m_messages.update(message);
    watch(m_archive->updateMessage(m_head.id, message));
    countTotals();
    ask(message.identity);
}

void ChatSession::stop()
{
    if (m_turn)
        m_turn->stop();
}

void ChatSession::clear()
{
    stop();
    ++m_generation;
    m_messages.truncate(0);
    if (m_saved)
        watch(m_archive->keepMessages(m_head.id, 0));
    countTotals();
    setSessionId(newSessionId(m_clock->now()));
}

void ChatSession::newConversation()
{
    stop();
    ++m_generation;
    becomeNew();
    m_messages.setMessages({});
    countTotals();
    Q_EMIT conversationChanged();
    Q_EMIT settingsChanged();
}

void ChatSession::becomeNew()
{
    const auto now = m_clock->now();
    auto settings = m_head.settings;
    settings.sessionId = newSessionId(now);
    m_head = {core::newUuid(), {}, now, now, settings};
    m_saved = false;
}

void ChatSession::open(const QString &conversationId)
{
    const int generation = ++m_generation;
    m_archive->load(conversationId)
        .then(this, [this, generation](const core::Result<Conversation> &conversation) {
            if (generation != m_generation)
                return;
            if (conversation)
                adopt(*conversation);
            else
                Q_EMIT archiveFailed(conversation.error());
        });
}

void ChatSession::adopt(Conversation conversation)
{
    stop();
    m_head = std::move(conversation.head);
    m_saved = true;
    m_messages.setMessages(std::move(conversation.messages));
    countTotals();
    Q_EMIT conversationChanged();
    // The key is the one in use now, whichever the conversation was held with.
    replaceSettings(m_head.settings);
    Q_EMIT settingsChanged();
}

void ChatSession::rename(const QString &title)
{
    if (m_head.title == title)
        return;
    m_head.title = title;
    if (m_saved)
        saveHead();
    Q_EMIT conversationChanged();
}

MessageIdentity ChatSession::identityOfNow() const
{
    MessageIdentity identity;
    identity.model = m_head.settings.model;
    identity.keyAlias = m_head.settings.keyAlias;
    identity.endUser = m_head.settings.endUser;
    identity.sessionId = m_head.settings.sessionId;
    identity.traced = m_head.settings.tracing && m_tracer && m_profile->langfuseEndpoint().isValid();
    if (identity.traced)
        identity.traceId = core::randomHex(16);
    return identity;
}

ChatMessage ChatSession::newMessage(MessageRole role, const QString &text,
                                    const MessageIdentity &identity) const
{
    ChatMessage message;
    message.id = core::newUuid();
    message.role = role;
    message.text = text;
    message.identity = identity;
    message.createdAt = m_clock->now();
    return message;
}

client::ChatRequest ChatSession::requestFor(const MessageIdentity &identity) const
{
    client::ChatRequest request;
    request.model = identity.model;
    request.messages = promptOf(m_head.settings.systemMessage, m_messages.messages());
    request.temperature = m_head.settings.temperature;
    request.maxTokens = m_head.settings.maxTokens;
    request.endUser = identity.endUser;
    request.sessionId = identity.sessionId;
    return request;
}

void ChatSession::ask(const MessageIdentity &identity)
{
    const auto request = requestFor(identity);
    auto answer = newMessage(MessageRole::Assistant, {}, identity);
    answer.status = MessageStatus::Streaming;
    append(answer);
    const auto *key = m_profile->currentKey();
    const TurnCircumstances circumstances{m_profile->profile().keys.size() > 1, key && key->isMaster};
    m_turn = new ChatTurn(m_profile->newChatStream(), request, answer, circumstances, this);
    const auto langfuse = m_profile->langfuseEndpoint();
    m_turn->setTraceDestination({langfuse.profileId, langfuse.environment});
    connect(m_turn, &ChatTurn::textArrived, &m_messages, &MessageListModel::appendText);
    connect(m_turn, &ChatTurn::ended, this, &ChatSession::turnEnded);
    m_turn->start();
    Q_EMIT answeringChanged(true);
}

void ChatSession::turnEnded()
{
    auto *turn = std::exchange(m_turn, nullptr);
    const auto answer = turn->answer();
    m_messages.update(answer);
    watch(m_archive->updateMessage(m_head.id, answer));
    settleLater(*turn);
    turn->deleteLater();
    countTotals();
    Q_EMIT answeringChanged(false);
    Q_EMIT answerEnded(answer.id);
}

void ChatSession::settleLater(const ChatTurn &turn)
{
    PendingTrace *trace = nullptr;
    if (m_tracer && turn.answer().identity.traced)
        trace = new PendingTrace(m_tracer, traceOf(turn), this);
    // What was refused or never arrived cost nothing; what has its price needs no look into the ledger.
    const bool mayHaveCost =
        !turn.outcome().callId.isEmpty() && turn.answer().status != MessageStatus::Refused;
    if (turn.outcome().cost || !mayHaveCost) {
        if (trace)
            trace->handOver();
        return;
    }
    auto *lookup = new client::CostLookup(m_profile->gateway().spend(),
                                          {turn.outcome().callId, turn.outcome().responseId}, this);
    connect(lookup, &client::CostLookup::found, this,
            [this, id = m_head.id, answer = turn.answer()](const client::SpendRecord &record) {
                costFound(id, answer, record);
            });
    if (trace) {
        connect(lookup, &client::CostLookup::found, trace, &PendingTrace::settle);
        connect(lookup, &client::CostLookup::gaveUp, trace, &PendingTrace::handOver);
    }
    lookup->start();
}

void ChatSession::costFound(const QString &conversationId, ChatMessage answer,
                            const client::SpendRecord &record)
{
    answer.figures.cost = record.spend;
    if (!answer.figures.promptTokens) {
        answer.figures.promptTokens = record.promptTokens;
        answer.figures.completionTokens = record.completionTokens;
    }
    // A retry or a cleared chat may have taken the message away meanwhile.
    const bool isShown = m_messages.message(answer.id) != nullptr;
    if (conversationId == m_head.id && !isShown)
        return;
    watch(m_archive->updateMessage(conversationId, answer));
    if (!isShown)
        return;
    m_messages.update(answer);
    countTotals();
}

void ChatSession::nameFrom(const QString &text)
{
    if (!m_head.title.isEmpty())
        return;
    auto title = text.trimmed().section(u'\n', 0, 0).simplified();
    if (title.size() > LongestTitle)
        title = title.left(LongestTitle - 1).trimmed() + u'…';
    m_head.title = title;
    Q_EMIT conversationChanged();
}

void ChatSession::countTotals()
{
    ChatTotals totals;
    for (const auto &message : m_messages.messages()) {
        if (message.role != MessageRole::Assistant || message.status == MessageStatus::Streaming)
            continue;
        ++totals.answers;
        totals.promptTokens += message.figures.promptTokens.value_or(0);
        totals.completionTokens += message.figures.completionTokens.value_or(0);
        totals.cost += message.figures.cost.value_or(core::Money());
        totals.duration += message.figures.duration.value_or(std::chrono::microseconds(0));
    }
    if (totals == m_totals)
        return;
    m_totals = totals;
    Q_EMIT totalsChanged();
}

void ChatSession::saveHead()
{
    m_saved = true;
    watch(m_archive->saveHead(m_head));
    Q_EMIT conversationSaved(m_head);
}

void ChatSession::append(const ChatMessage &message)
{
    m_head.updatedAt = m_clock->now();
    saveHead();
    watch(m_archive->appendMessage(m_head.id, message));
    m_messages.append(message);
}

void ChatSession::watch(const core::Async<void> &work)
{
    core::Async<void>(work).then(this, [this](const core::Result<void> &done) {
        if (!done)
            Q_EMIT archiveFailed(done.error());
    });
}

} // namespace sekisho::models
