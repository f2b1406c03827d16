// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answerwatch.h"
#include "eventsplitter.h"
#include "provider.h"

#include <http/connectionpool.h>

#include <QObject>

namespace sekisho::providers {

/// What an OpenAiCall needs to know of its request.
struct OpenAiCallPlan {
    http::OutboundRequest request;
    core::SecretString secret; ///< to be blotted out of what the upstream says
    bool stream = false;
    bool clientWantsUsage = false;
    QByteArray clientBody; ///< for estimates
};

/// One chat completion over a pooled connection.
class OpenAiCall final : public QObject, public ChatCall, private http::OutboundListener
{
    Q_OBJECT
public:
    OpenAiCall(http::ConnectionPool &pool, OpenAiCallPlan plan, ChatListener &listener);
    /// Fails with `error` on the next turn of the event loop: a request that cannot be sent.
    OpenAiCall(const core::Error &error, ChatListener &listener);
    void pause() override;
    void resume() override;
    TokenUsage usageSoFar() const override;

private:
    enum class Mode { AwaitingHead, Refusal, Whole, Events, Done, Ended };

    void headReceived(int status, const http::Headers &headers) override;
    void bodyReceived(QByteArrayView bytes) override;
    void finished() override;
    void failed(const core::Error &error) override;

    Mode modeFor(int status, const http::Headers &headers) const;
    void keep(QByteArrayView bytes);
    void takeEvents(QByteArrayView bytes);
    bool takeEvent(const EventSplitter::Event &event);
    /// Tells what has come so far; false if the listener destroyed this call.
    bool relay();
    void finishEvents();
    void finishWhole();
    void deliverWhole(const TokenUsage &usage);
    void deliverAsStream(const core::Json &body);
    TokenUsage usageOf(const core::Json &body) const;
    bool tellStarted();
    void endWith(const UpstreamError &error);
    void complete(const TokenUsage &usage);
    TokenUsage estimate(std::int64_t completionTokens) const;

    OpenAiCallPlan m_plan;
    ChatListener &m_listener;
    Mode m_mode = Mode::AwaitingHead;
    int m_status = 0;
    http::Headers m_headers;
    QByteArray m_body; ///< of a refusal or a whole answer
    EventSplitter m_splitter;
    AnswerWatch m_watch;
    QByteArray m_outgoing;
    bool m_started = false;
    std::unique_ptr<http::OutboundCall> m_call;
};

} // namespace sekisho::providers
