// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverconnection.h"

#include "makestream.h"
#include "nativesocket.h"
#include "serverexchange.h"

#include <algorithm>

namespace sekisho::http {

using std::chrono::steady_clock;

namespace {

/// What a client may send ahead while its request is being answered; then TCP makes it wait.
constexpr qsizetype ReadAhead = 64 * 1024;

Response plainRefusal(int status, const QByteArray &reason)
{
    return {status, {{"Content-Type", "text/plain"}}, reason + '\n'};
}

RequestParser::Options parserOptions(const Limits &limits)
{
    return {limits.headerBytes, limits.bodyBytes};
}

} // namespace

ServerConnection::ServerConnection(ConnectionContext &context, qintptr descriptor, QObject *worker)
    : QObject(worker)
    , m_context(context)
    , m_peer(peerAddress(descriptor))
    , m_stream(acceptedStream(descriptor, context.options.tls, *this))
    , m_parser(parserOptions(context.options.limits))
    , m_requestStart(steady_clock::now())
    , m_lastProgress(m_requestStart)
{
}

ServerConnection::~ServerConnection()
{
    if (m_exchange)
        m_exchange->detach(ServerExchange::Tell::Now);
}

void ServerConnection::readable()
{
    if (m_mode == Mode::Discarding)
        discardInput();
    else if (m_exchange)
        readAhead();
    else
        readInput();
}

void ServerConnection::readInput()
{
    if (m_reading)
        return;
    m_reading = true;
    auto &scratch = m_context.scratch;
    while (m_mode == Mode::Serving && !m_exchange) {
        if (const auto left = std::exchange(m_unparsed, {}); !left.isEmpty()) {
            take(left);
            continue;
        }
        const auto size = m_stream->read(scratch.data(), scratch.size());
        if (size > 0)
            take(QByteArrayView(scratch).first(size));
        // A short read has emptied the socket: asking again would only cost a call.
        if (size < scratch.size() && m_unparsed.isEmpty())
            break;
    }
    m_reading = false;
}

/// While a request is being answered its connection is still read, or the client's going would not show.
void ServerConnection::readAhead()
{
    auto &scratch = m_context.scratch;
    const auto room = std::min(scratch.size(), ReadAhead - m_unparsed.size());
    const auto size = room > 0 ? m_stream->read(scratch.data(), room) : 0;
    m_unparsed += QByteArrayView(scratch).first(size);
    if (m_unparsed.size() >= ReadAhead)
        m_stream->setReading(false);
}

void ServerConnection::take(QByteArrayView bytes)
{
    const bool wasAmid = m_parser.isAmid();
    const auto used = m_parser.feed(bytes);
    // Empty lines before a request are no progress: they would keep a connection open for ever.
    if (wasAmid || m_parser.isAmid() || m_parser.isComplete())
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
    m_stream->setReading(true);
    // From the event loop: the next request must not be handled from within the answer to this one.
    if (!m_reading && !m_unparsed.isEmpty())
        QMetaObject::invokeMethod(this, &ServerConnection::readInput, Qt::QueuedConnection);
}

void ServerConnection::closeGently()
{
    if (m_mode == Mode::Closed)
        return;
    m_mode = Mode::Discarding;
    m_lastProgress = steady_clock::now();
    m_stream->setReading(true);
    m_stream->closeWhenSent();
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
    m_stream->setReading(true);
    queue(encodeResponseHead(head, response.headers) + response.body);
    flush();
    // A close with unread input would reset the connection and could take the refusal with it, so the rest is
    // read first.
    if (m_mode == Mode::Discarding)
        m_stream->shutdownSending();
    discardInput();
}

void ServerConnection::discardInput()
{
    auto &scratch = m_context.scratch;
    while (m_mode != Mode::Closed && m_stream->read(scratch.data(), scratch.size()) == scratch.size()) {
    }
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
    m_stream->close();
    ended();
}

void ServerConnection::reset()
{
    m_exchange.reset();
    if (m_mode == Mode::Closed)
        return;
    m_stream->reset();
    ended();
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

void ServerConnection::queue(QByteArray bytes)
{
    m_stream->write(std::move(bytes));
}

void ServerConnection::flush()
{
    m_stream->flush();
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
    return m_stream->pendingBytes();
}

qint64 ServerConnection::sendBuffer() const
{
    return m_context.options.limits.sendBuffer;
}

void ServerConnection::streamEnded(const QString &)
{
    ended();
}

void ServerConnection::ended()
{
    if (std::exchange(m_mode, Mode::Closed) == Mode::Closed)
        return;
    if (m_exchange)
        std::exchange(m_exchange, nullptr)->detach(ServerExchange::Tell::Soon);
    Q_EMIT closed(this);
}

} // namespace sekisho::http
