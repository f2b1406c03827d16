// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturn.h"
#include "conversationarchive.h"
#include "messagelistmodel.h"
#include "turntracer.h"

#include <client/profilesession.h>

namespace sekisho::models {

struct ChatTotals {
    int answers = 0;
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    core::Money cost;
    std::chrono::microseconds duration{0};
    friend bool operator==(const ChatTotals &, const ChatTotals &) = default;
};

/// The conversation on screen: its settings, its messages, and the turn under way. Saves itself as it goes.
/// Leaving a conversation stops its answer. Lives on the GUI thread.
class ChatSession : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed; `tracer` may be null.
    ChatSession(client::ProfileSession *profile, ConversationArchive *archive, const core::Clock *clock,
                TurnTracer *tracer, QObject *parent = nullptr);
    ~ChatSession() override;

    MessageListModel *messages() { return &m_messages; }
    const ConversationHead &conversation() const { return m_head; }
    const ConversationSettings &settings() const { return m_head.settings; }
    const ChatTotals &totals() const { return m_totals; }
    bool isAnswering() const { return m_turn != nullptr; }
    /// A conversation is written to the archive with its first message.
    bool isSaved() const { return m_saved; }

    /// For the next turn; messages keep what they were sent with. Model lists and keys belong to
    /// ModelChoiceModel and client::ProfileSignIn; profileId, keyId and keyAlias follow the profile session
    /// whatever is given here.
    void setSettings(const ConversationSettings &settings);
    void setModel(const QString &model);
    void setSystemMessage(const QString &text);
    void setEndUser(const QString &endUser);
    void setSessionId(const QString &sessionId);
    void setTracing(bool tracing);
    void setTemperature(std::optional<double> temperature);
    void setMaxTokens(std::optional<std::int64_t> maxTokens);

    /// Ignored while an answer runs, and for blank text.
    void send(const QString &text);
    /// What came so far stays, as Stopped.
    void stop();
    /// Asks the last question again, with the settings of now; its former answer is removed.
    void retry();
    /// Removes all messages and keeps conversation and settings, with a new session id.
    void clear();
    /// Settings are taken over, the session id is new.
    void newConversation();
    void open(const QString &conversationId);
    void rename(const QString &title);

Q_SIGNALS:
    /// Another conversation, or its title.
    void conversationChanged();
    void settingsChanged();
    void totalsChanged();
    void answeringChanged(bool answering);
    /// With its final status; figures may still get their cost, see MessageListModel::dataChanged.
    void answerEnded(const QString &messageId);
    /// Was written: for the list of conversations.
    void conversationSaved(const sekisho::models::ConversationHead &head);
    /// The archive could not read or write.
    void archiveFailed(const sekisho::core::Error &error);

private:
    void takeKey();
    void replaceSettings(ConversationSettings settings);
    void becomeNew();
    void adopt(Conversation conversation);

    MessageIdentity identityOfNow() const;
    ChatMessage newMessage(MessageRole role, const QString &text, const MessageIdentity &identity) const;
    client::ChatRequest requestFor(const MessageIdentity &identity) const;
    void ask(const MessageIdentity &identity);
    void turnEnded();
    void settleLater(const ChatTurn &turn);
    void costFound(const QString &conversationId, ChatMessage answer, const client::SpendRecord &record);
    void nameFrom(const QString &text);
    void countTotals();

    void saveHead();
    void append(const ChatMessage &message);
    void watch(const core::Async<void> &work);

    client::ProfileSession *m_profile;
    ConversationArchive *m_archive;
    const core::Clock *m_clock;
    TurnTracer *m_tracer;
    MessageListModel m_messages;
    ConversationHead m_head;
    ChatTotals m_totals;
    ChatTurn *m_turn = nullptr;
    bool m_saved = false;
    int m_generation = 0;
};

} // namespace sekisho::models
