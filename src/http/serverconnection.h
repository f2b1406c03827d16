// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestparser.h"
#include "server.h"
#include "stream.h"

#include <QObject>

namespace sekisho::http {

class ServerExchange;

/// What the connections of one I/O thread share.
struct ConnectionContext {
    const ServerOptions &options;
    Handler &handler;
    QByteArray scratch; ///< where socket reads land
};

/// One client's connection: reads requests one at a time, hands each to the handler, sends the answers in
/// order. A child of its I/O worker.
class ServerConnection final : public QObject, private Stream::User
{
    Q_OBJECT
public:
    enum class Then { KeepOpen, Close };
    using Time = std::chrono::steady_clock::time_point;

    /// Takes the accepted descriptor.
    ServerConnection(ConnectionContext &context, qintptr descriptor, QObject *worker);
    ~ServerConnection() override;

    /// Answers what is read, or nothing yet, with a refusal and closes.
    void refuse(int status, const QByteArray &reason);
    /// Takes no further request; closes at once if none is under way.
    void drain();
    /// Closes without ceremony. Those who wait for the answer are told before this returns.
    void terminate();
    /// Closes or refuses whatever took too long; to be called now and then.
    void checkTime(Time now);

    // For the exchange under way.
    void queue(QByteArray bytes);
    void flush();
    void exchangeEnded(Then then);
    void reset();
    qint64 pendingBytes() const;
    qint64 sendBuffer() const;
    bool isClosing() const { return m_closing; }
    Response ownResponse(int status, const QByteArray &reason) const;

Q_SIGNALS:
    /// Nothing more happens here; sent once.
    void closed(sekisho::http::ServerConnection *connection);

private:
    enum class Mode { Serving, Discarding, Closed };

    void readable() override;
    void bytesLeft() override;
    void streamEnded(const QString &why) override;
    void readInput();
    void readAhead();
    void discardInput();
    void take(QByteArrayView bytes);
    void answerExpectation();
    void dispatch();
    void closeGently();
    void ended();

    ConnectionContext &m_context;
    const QHostAddress m_peer;
    const std::unique_ptr<Stream> m_stream;
    RequestParser m_parser;
    QByteArray m_unparsed; ///< what came behind the request under way
    std::shared_ptr<ServerExchange> m_exchange;
    Time m_requestStart;
    Time m_lastProgress;
    Mode m_mode = Mode::Serving;
    bool m_closing = false;
    bool m_reading = false;
    bool m_checkingDrained = false;
};

} // namespace sekisho::http
