// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverconnection.h"

#include "nativesocket.h"
#include "serverexchange.h"

#include <QSslSocket>

#include <algorithm>

namespace sekisho::http {

using std::chrono::steady_clock;

namespace {

/// What a client may send ahead while its request is being answered; then TCP makes it wait.
constexpr qint64 ReadAhead = 64 * 1024;

Response plainRefusal(int status, const QByteArray &reason)
{
    return {status, {{"Content-Type", "text/plain"}}, reason + '\n'};
}

RequestParser::Options parserOptions(const Limits &limits)
{
    return {limits.headerBytes, limits.bodyBytes};
}

} // namespace

ServerConnection::ServerConnection(ConnectionContext &context, QTcpSocket *socket, QObject *worker)
    : QObject(worker)
    , m_context(context)
    , m_socket(socket)
    , m_tls(qobject_cast<QSslSocket *>(socket))
    , m_parser(parserOptions(context.options.limits))
    , m_peer(socket->peerAddress())
    , m_requestStart(steady_clock::now())
    , m_lastProgress(m_requestStart)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadAhead);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &ServerConnection::readInput);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &ServerConnection::bytesLeft);
    connect(m_socket, &QTcpSocket::disconnected, this, &ServerConnection::socketClosed);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &ServerConnection::socketFailed);
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &ServerConnection::bytesLeft);
}

ServerConnection::~ServerConnection()
{
    if (m_exchange)
        m_exchange->detach(ServerExchange::Tell::Now);
}

void ServerConnection::readInput()
{
    if (m_mode == Mode::Discarding)
        return discardInput();
    if (m_reading)
        return;
    m_reading = true;
    auto &scratch = m_context.scratch;
    while (m_mode == Mode::Serving && !m_exchange) {
        if (const auto left = std::exchange(m_unparsed, {}); !left.isEmpty()) {
            take(left);
            continue;
        }
        const auto size = m_socket->read(scratch.data(), scratch.size());
        if (size <= 0)
            break;
        take(QByteArrayView(scratch).first(size));
    }
    m_reading = false;
}

void ServerConnection::take(QByteArrayView bytes)
{
    const bool wasAmid = m_parser.isAmid();
    const auto used = m_parser.feed(bytes);
    m_lastProgress = steady_clock::now();
    if (!wasAmid)
        m_requestStart = m_lastProgress;
    if (m_parser.refusal())
        return refuse(m_parser.refusal()->status, m_parser.refusal()->reason);
    if (!m_parser.isComplete())
        return answerExpectation();
    if (used < bytes.size())
        m_unparsed = bytes.sliced(used).toByteArray();
    dispatch();
}

void ServerConnection::answerExpectation()
{
    if (!m_parser.takeExpectation())
        return;
    queue(QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n"));
    flush();
}

void ServerConnection::dispatch()
{
    ServerExchange::Traits traits{false, m_parser.isHttp10(), m_parser.keepsAlive() && !m_closing};
    Request request = m_parser.take();
    traits.head = request.method == "HEAD";
    request.peer = m_peer;
    request.tls = m_context.options.tls.has_value();
    m_exchange = std::make_shared<ServerExchange>(*this, traits);
    m_context.handler.handle(std::move(request), Responder(m_exchange));
}

void ServerConnection::exchangeEnded(Then then)
{
    m_exchange.reset();
    m_lastProgress = steady_clock::now();
    if (then == Then::Close || m_closing)
        return closeGently();
    flush();
    // From the event loop: the next request must not be handled from within the answer to this one.
    if (!m_reading && (!m_unparsed.isEmpty() || m_socket->bytesAvailable() > 0))
        QMetaObject::invokeMethod(this, &ServerConnection::readInput, Qt::QueuedConnection);
}

void ServerConnection::closeGently()
{
    if (m_mode == Mode::Closed)
        return;
    m_mode = Mode::Discarding;
    m_lastProgress = steady_clock::now();
    m_socket->disconnectFromHost();
}

Response ServerConnection::ownResponse(int status, const QByteArray &reason) const
{
    const auto &refusal = m_context.options.refusal;
    return refusal ? refusal(status, reason) : plainRefusal(status, reason);
}

void ServerConnection::refuse(int status, const QByteArray &reason)
{
    m_closing = true;
    m_mode = Mode::Discarding;
    m_lastProgress = steady_clock::now();
    auto response = ownResponse(status, reason);
    const ResponseHead head{.status = response.status, .length = response.body.size(), .keepAlive = false};
    queue(encodeResponseHead(head, response.headers) + response.body);
    flush();
    // A close with unread input would reset the connection and could take the refusal with it, so the rest is
    // read first.
    if (m_mode == Mode::Discarding && !m_context.options.tls)
        shutdownSending(m_socket->socketDescriptor());
    discardInput();
}

void ServerConnection::discardInput()
{
    if (m_mode != Mode::Closed)
        m_socket->skip(m_socket->bytesAvailable());
}

void ServerConnection::drain()
{
    m_closing = true;
    if (m_mode == Mode::Serving && !m_exchange && !m_parser.isAmid())
        closeGently();
}

void ServerConnection::terminate()
{
    if (m_exchange)
        std::exchange(m_exchange, nullptr)->detach(ServerExchange::Tell::Now);
    m_socket->abort();
    socketClosed();
}

void ServerConnection::reset()
{
    m_exchange.reset();
    if (m_mode == Mode::Closed)
        return;
    resetOnClose(m_socket->socketDescriptor());
    m_socket->abort();
    socketClosed();
}

void ServerConnection::checkTime(Time now)
{
    const auto &limits = m_context.options.limits;
    const auto still = now - m_lastProgress;
    if (m_mode == Mode::Closed)
        return;
    if (m_mode == Mode::Discarding && still > limits.lingerTime && pendingBytes() == 0)
        return terminate();
    if (pendingBytes() > 0 && still > limits.idleTime)
        return reset();
    if (m_mode == Mode::Discarding || m_exchange)
        return;
    if (m_parser.isAmid() && now - m_requestStart > limits.requestTime)
        return refuse(408, QByteArrayLiteral("The request took too long to arrive"));
    if (!m_parser.isAmid() && still > limits.idleTime)
        closeGently();
}

void ServerConnection::queue(const QByteArray &bytes)
{
    m_socket->write(bytes);
}

void ServerConnection::flush()
{
    m_socket->flush();
}

void ServerConnection::bytesLeft()
{
    m_lastProgress = steady_clock::now();
    if (!m_exchange || !m_exchange->waitsForDrain() || m_checkingDrained)
        return;
    // Not at once: a flush from within the handler's own write also ends here.
    m_checkingDrained = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_checkingDrained = false;
            if (const auto exchange = m_exchange)
                exchange->checkDrained();
        },
        Qt::QueuedConnection);
}

qint64 ServerConnection::pendingBytes() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

qint64 ServerConnection::sendBuffer() const
{
    return m_context.options.limits.sendBuffer;
}

void ServerConnection::socketFailed()
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        socketClosed();
}

void ServerConnection::socketClosed()
{
    if (std::exchange(m_mode, Mode::Closed) == Mode::Closed)
        return;
    if (m_exchange)
        std::exchange(m_exchange, nullptr)->detach(ServerExchange::Tell::Soon);
    Q_EMIT closed(this);
}

} // namespace sekisho::http
