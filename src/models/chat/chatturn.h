// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatmessage.h"

#include <client/chatrequest.h>
#include <client/chatstream.h>

#include <QObject>
#include <QTimer>

namespace sekisho::models {

/// Where the trace of a turn goes: frozen when it is asked, because profiles may be switched before it ends.
struct TraceDestination {
    QString profileId;
    QString environment;
};

/// One question on its way: turns a stream into the message of its answer. Text is handed on once a tick,
/// however small the pieces it arrives in.
class ChatTurn : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Tick{24};

    /// `answer` is the message as it stands at the beginning: empty, Streaming.
    ChatTurn(std::unique_ptr<client::ChatStream> stream, client::ChatRequest request, ChatMessage answer,
             TurnCircumstances circumstances, QObject *parent);
    ~ChatTurn() override;

    void start();
    void stop();

    const client::ChatRequest &request() const { return m_request; }
    const ChatMessage &answer() const { return m_answer; }
    const client::ChatOutcome &outcome() const { return m_outcome; }
    const TraceDestination &traceDestination() const { return m_traceDestination; }
    /// Before start().
    void setTraceDestination(const TraceDestination &destination) { m_traceDestination = destination; }

Q_SIGNALS:
    void textArrived(const QString &messageId, const QString &delta);
    /// Once; answer() and outcome() are final, except for a cost that is read later.
    void ended();

private:
    void takeDelta(const QString &delta);
    void flush();
    void finish(const client::ChatOutcome &outcome);
    void fail(const client::ChatFailure &failure);
    void takeFacts(const client::ChatOutcome &outcome);

    std::unique_ptr<client::ChatStream> m_stream;
    client::ChatRequest m_request;
    ChatMessage m_answer;
    TurnCircumstances m_circumstances;
    TraceDestination m_traceDestination;
    client::ChatOutcome m_outcome;
    QString m_pending;
    QTimer m_tick;
};

} // namespace sekisho::models
