// SPDX-License-Identifier: GPL-3.0-or-later
#include "pooledcall.h"

#include "encode.h"
#include "poolcore.h"

using namespace Qt::Literals::StringLiterals;

namespace sekisho::http {

using std::chrono::steady_clock;

namespace {

std::optional<qsizetype> lengthToTell(const OutboundRequest &request)
{
    const bool usuallyHasBody =
        request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    return request.body.isEmpty() && !usuallyHasBody ? std::nullopt : std::optional(request.body.size());
}

} // namespace

PooledCall::PooledCall(PoolCore &pool, OutboundRequest request, OutboundListener &listener)
    : m_pool(&pool)
    , m_request(std::move(request))
    , m_listener(listener)
{
    m_pool->add(this);
}

PooledCall::~PooledCall()
{
    leave();
}

void PooledCall::start()
{
    const auto &target = m_pool->targetOf(m_request.url);
    m_head = encodeRequestHead(m_request.method, target.path, target.host, lengthToTell(m_request),
                               m_request.headers);
    auto *kept = m_pool->takeIdle(target.origin);
    m_onKeptConnection = kept != nullptr;
    use(kept ? kept : m_pool->open(target.origin));
}

void PooledCall::use(OutboundConnection *connection)
{
    m_connection = connection;
    m_phase = connection->isOpen() ? Phase::Sending : Phase::Connecting;
    setDeadline(connection->isOpen() ? m_request.timeouts.firstByte : m_request.timeouts.connect);
    connection->run(m_head, m_request.body, m_request.method == "HEAD", *this);
    connection->setPaused(m_paused);
}

void PooledCall::setDeadline(std::chrono::milliseconds time)
{
    m_deadline = steady_clock::now() + time;
}

void PooledCall::pause()
{
    m_paused = true;
    if (m_connection && m_phase != Phase::Ended)
        m_connection->setPaused(true);
}

void PooledCall::resume()
{
    m_paused = false;
    if (m_phase == Phase::Receiving)
        setDeadline(m_request.timeouts.idle);
    if (m_connection && m_phase != Phase::Ended)
        m_connection->setPaused(false);
}

void PooledCall::checkTime(Time now)
{
    // While paused it is not the upstream that keeps us waiting.
    if (now < m_deadline || m_phase == Phase::Ended || (m_paused && m_phase == Phase::Receiving))
        return;
    failNow(lateness());
}

core::Error PooledCall::lateness() const
{
    const auto what = m_phase == Phase::Connecting  ? u"no connection in time"_s
                      : m_phase == Phase::Receiving ? u"the answer stopped coming"_s
                                                    : u"no answer in time"_s;
    return core::Error{core::ErrorKind::Timeout, host() + u": "_s + what, {}, {}, nullptr};
}

void PooledCall::failNow(const core::Error &error)
{
    leave();
    m_listener.failed(error);
}

void PooledCall::poolClosed()
{
    // The pool's connections go with it, and with them the only ones who could tell the listener.
    m_pool = nullptr;
    m_phase = Phase::Ended;
    if (m_connection)
        m_connection->close();
}

void PooledCall::leave()
{
    if (m_pool)
        m_pool->remove(this);
    if (m_phase != Phase::Ended && m_connection) {
        m_connection->close();
        m_connection->deleteLater();
    }
    m_phase = Phase::Ended;
    m_connection = nullptr;
}

void PooledCall::connected()
{
    if (m_phase != Phase::Connecting)
        return;
    m_phase = Phase::Sending;
    setDeadline(m_request.timeouts.firstByte);
}

void PooledCall::requestSent()
{
    if (m_phase == Phase::Receiving || m_phase == Phase::Ended)
        return;
    m_phase = Phase::WaitingForHead;
    setDeadline(m_request.timeouts.firstByte);
}

void PooledCall::headParsed(int status, const Headers &headers)
{
    m_phase = Phase::Receiving;
    setDeadline(m_request.timeouts.idle);
    m_listener.headReceived(status, headers);
}

void PooledCall::bodyParsed(QByteArrayView bytes)
{
    setDeadline(m_request.timeouts.idle);
    m_listener.bodyReceived(bytes);
}

void PooledCall::answerEnded()
{
    m_phase = Phase::Ended;
    leave();
    m_listener.finished();
}

void PooledCall::connectionFailed(const core::Error &error, bool beforeAnswer)
{
    m_connection = nullptr;
    if (beforeAnswer && std::exchange(m_onKeptConnection, false))
        return use(m_pool->open(m_pool->targetOf(m_request.url).origin));
    m_phase = Phase::Ended;
    failNow(error);
}

} // namespace sekisho::http
