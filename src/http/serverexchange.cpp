// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverexchange.h"

#include "serverconnection.h"

#include <core/logging.h>

namespace sekisho::http {

namespace {

bool hasNoBody(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace

ServerExchange::ServerExchange(ServerConnection &connection, Traits traits)
    : m_connection(&connection)
    , m_context(connection.parent())
    , m_traits(traits)
{
}

ResponseHead ServerExchange::headFor(int status) const
{
    return {status, Framing::Length, 0, m_traits.http10, m_traits.keepAlive && !m_connection->isClosing()};
}

void ServerExchange::send(Response response)
{
    if (!m_connection || m_stage != Stage::Waiting)
        return;
    auto head = headFor(response.status);
    head.length = response.body.size();
    if (hasNoBody(response.status))
        head.framing = Framing::None;
    const bool withBody = head.framing == Framing::Length && !m_traits.head && !response.body.isEmpty();
    m_traits.keepAlive = head.keepAlive;
    m_connection->queue(encodeResponseHead(head, response.headers));
    if (withBody)
        m_connection->queue(std::move(response.body));
    end();
}

void ServerExchange::begin(int status, const Headers &headers)
{
    if (!m_connection || m_stage != Stage::Waiting)
        return;
    m_framing = hasNoBody(status) ? Framing::None : m_traits.http10 ? Framing::UntilClose : Framing::Chunked;
    if (m_framing == Framing::UntilClose)
        m_traits.keepAlive = false;
    auto head = headFor(status);
    head.framing = m_framing;
    m_traits.keepAlive = head.keepAlive;
    m_stage = Stage::Streaming;
    pushStream(encodeResponseHead(head, headers));
}

void ServerExchange::write(QByteArrayView bytes)
{
    if (!m_connection || m_stage != Stage::Streaming || bytes.isEmpty())
        return;
    if (m_traits.head || m_framing == Framing::None)
        return;
    pushStream(m_framing == Framing::Chunked ? encodeChunk(bytes) : bytes.toByteArray());
}

void ServerExchange::pushStream(QByteArray bytes)
{
    m_connection->queue(std::move(bytes));
    m_connection->flush();
    m_overLimit = m_overLimit || pendingBytes() > m_connection->sendBuffer();
}

void ServerExchange::finish()
{
    if (!m_connection || m_stage != Stage::Streaming)
        return;
    if (m_framing == Framing::Chunked && !m_traits.head)
        m_connection->queue(LastChunk.toByteArray());
    end();
}

void ServerExchange::end()
{
    m_stage = Stage::Ended;
    m_gone = nullptr;
    m_drained = nullptr;
    auto *connection = std::exchange(m_connection, nullptr);
    connection->exchangeEnded(m_traits.keepAlive ? ServerConnection::Then::KeepOpen
                                                 : ServerConnection::Then::Close);
}

void ServerExchange::abort()
{
    m_stage = Stage::Ended;
    m_gone = nullptr;
    m_drained = nullptr;
    if (auto *connection = std::exchange(m_connection, nullptr))
        connection->reset();
}

void ServerExchange::release()
{
    m_gone = nullptr;
    m_drained = nullptr;
    if (!m_connection || m_stage == Stage::Ended)
        return;
    if (m_stage == Stage::Streaming)
        return abort();
    qCWarning(core::lcHttp) << "A request was dropped without an answer";
    send(m_connection->ownResponse(500, QByteArrayLiteral("The server gave no answer")));
}

bool ServerExchange::clientGone() const
{
    return !m_connection && m_stage != Stage::Ended;
}

qint64 ServerExchange::pendingBytes() const
{
    return m_connection ? m_connection->pendingBytes() : 0;
}

void ServerExchange::onDrained(std::function<void()> drained)
{
    if (m_connection)
        m_drained = std::move(drained);
}

void ServerExchange::onClientGone(std::function<void()> gone)
{
    if (m_stage == Stage::Ended)
        return;
    m_gone = std::move(gone);
    if (!m_connection)
        tellGoneSoon();
}

void ServerExchange::detach(Tell tell)
{
    m_connection = nullptr;
    m_drained = nullptr;
    if (tell == Tell::Now)
        tellGone();
    else if (m_gone)
        tellGoneSoon();
}

void ServerExchange::tellGoneSoon()
{
    if (m_context)
        QMetaObject::invokeMethod(
            m_context, [self = shared_from_this()] { self->tellGone(); }, Qt::QueuedConnection);
}

void ServerExchange::tellGone()
{
    if (const auto gone = std::exchange(m_gone, nullptr))
        gone();
}

void ServerExchange::checkDrained()
{
    if (!m_overLimit || !m_connection || pendingBytes() >= m_connection->sendBuffer() / 2)
        return;
    m_overLimit = false;
    if (const auto drained = m_drained)
        drained();
}

} // namespace sekisho::http
