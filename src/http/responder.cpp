// SPDX-License-Identifier: GPL-3.0-or-later
#include "responder.h"

#include "exchange.h"

namespace sekisho::http {

// Each call holds the exchange itself: what it sets off may destroy this responder.

Responder::Responder(std::shared_ptr<Exchange> exchange)
    : m_exchange(std::move(exchange))
{
}

Responder::~Responder()
{
    if (m_exchange)
        m_exchange->release();
}

Responder::Responder(Responder &&other) noexcept = default;

Responder &Responder::operator=(Responder &&other) noexcept
{
    if (this != &other) {
        if (const auto exchange = std::exchange(m_exchange, std::move(other.m_exchange)))
            exchange->release();
    }
    return *this;
}

void Responder::send(Response response)
{
    if (const auto exchange = m_exchange)
        exchange->send(std::move(response));
}

void Responder::begin(int status, Headers headers)
{
    if (const auto exchange = m_exchange)
        exchange->begin(status, headers);
}

void Responder::write(QByteArrayView bytes)
{
    if (const auto exchange = m_exchange)
        exchange->write(bytes);
}

void Responder::finish()
{
    if (const auto exchange = m_exchange)
        exchange->finish();
}

void Responder::abort()
{
    if (const auto exchange = m_exchange)
        exchange->abort();
}

bool Responder::clientGone() const
{
    return !m_exchange || m_exchange->clientGone();
}

qint64 Responder::pendingBytes() const
{
    return m_exchange ? m_exchange->pendingBytes() : 0;
}

void Responder::onDrained(std::function<void()> drained)
{
    if (m_exchange)
        m_exchange->onDrained(std::move(drained));
}

void Responder::onClientGone(std::function<void()> gone)
{
    if (m_exchange)
        m_exchange->onClientGone(std::move(gone));
}

} // namespace sekisho::http
