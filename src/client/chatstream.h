// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatoutcome.h"
#include "chatrequest.h"
#include "serverendpoint.h"

#include <core/clock.h>
#include <http/ssedecoder.h>

#include <QObject>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;

namespace sekisho::client {

/// One answer, streamed. There is no limit on the whole time, only on the silence. Exactly one of finished()
/// and failed() is emitted after start(), never from within it, and nothing after it. Destroying it closes
/// the connection silently.
class ChatStream : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds DefaultIdleTimeout{120000};

    /// `network` and `clock` are borrowed. Give streams an access manager of their own: it opens only six
    /// connections.
    ChatStream(QNetworkAccessManager *network, ServerEndpoint endpoint, const core::Clock *clock,
               QObject *parent = nullptr);
    ~ChatStream() override;

    /// Before start().
    void setIdleTimeout(std::chrono::milliseconds timeout);
    /// Once per object.
    void start(const ChatRequest &request);
    /// Closes the connection and finishes with `stopped`, from within the call. Does nothing when there is
    /// nothing to stop.
    void stop();
    bool isActive() const;

Q_SIGNALS:
    /// The head of a streamed answer is there: the gateway let it through.
    void accepted(const QString &callId);
    void delta(const QString &text);
    void reasoningDelta(const QString &text);
    void usage(qint64 promptTokens, qint64 completionTokens);
    void finished(const sekisho::client::ChatOutcome &outcome);
    void failed(const sekisho::client::ChatFailure &failure);

private:
    void post(const ChatRequest &request);
    void readHead();
    void readBody();
    void replyFinished();
    void silenceTooLong();
    void takeEvent(const http::SseEvent &event);
    void takeText(const QString &text, bool isReasoning);
    void takeChunk(const core::Json &chunk);
    void takeChoice(const core::Json &choice);
    void takeUsage(const core::Json &usage);
    void takePlainAnswer();
    bool feed(const QByteArray &bytes);
    void failWith(core::Error error, std::optional<GatewayRefusal> refusal = {});
    void finish();
    void release();

    QNetworkAccessManager *m_network;
    ServerEndpoint m_endpoint;
    const core::Clock *m_clock;
    QNetworkReply *m_reply = nullptr;
    QTimer m_idle;
    http::SseDecoder m_decoder;
    ChatOutcome m_outcome;
    QByteArray m_plainBody;
    int m_status = 0;
    bool m_eventStream = false;
    bool m_done = false; ///< [DONE] or a finish reason was seen
};

} // namespace sekisho::client
