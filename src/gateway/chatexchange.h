// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatstages.h"

namespace sekisho::gateway {

/// One chat request from accept to record: calls the stages in their order and ends in exactly one of
/// answered, refused, broken off, or client gone. Lives on its I/O thread.
class ChatExchange final : public providers::ChatListener
{
public:
    /// `ended` runs once, as the last thing; the exchange may be destroyed from it.
    ChatExchange(ChatStages &stages, http::Responder responder, std::function<void()> ended);

    void start(http::Request request, const QString &pathModel);

    void started(const http::Headers &headers) override;
    void received(QByteArrayView bytes) override;
    void completed(const providers::TokenUsage &usage) override;
    void failed(const providers::UpstreamError &error, const providers::TokenUsage &usageSoFar) override;

private:
    core::Result<void> parse(const QString &pathModel);
    core::Result<void> authenticate();
    core::Result<void> authorise();
    Verdict<void> admit();
    Verdict<void> route();
    void call();
    void clientGone();
    void settleAndRecord(Outcome outcome, std::function<void(core::Result<void>)> then);
    void answer(const core::Result<void> &recorded);
    void answerRefused();
    void refuse(Refusal refusal);
    void keepRequest();
    void keepResponse(QByteArrayView bytes);
    void end();
    void left(Stage stage);

    ChatStages &m_stages;
    Relay m_relay;
    std::function<void()> m_ended;
    RequestLife m_life;
    std::unique_ptr<providers::ChatCall> m_call;
    http::Headers m_upstreamHeaders;
    std::optional<RawPayload> m_kept; ///< what is said, if it is to be stored
    std::optional<Refusal> m_refusal; ///< what is answered instead
    bool m_isEnding = false;          ///< all is said but not answered: the row is being written
};

} // namespace sekisho::gateway
