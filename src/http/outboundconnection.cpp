// SPDX-License-Identifier: GPL-3.0-or-later
#include "outboundconnection.h"

using namespace Qt::Literals::StringLiterals;

namespace sekisho::http {

OutboundConnection::OutboundConnection(Origin origin, const std::optional<QSslConfiguration> &tls,
                                       QObject *parent)
    : QObject(parent)
    , m_origin(std::move(origin))
    , m_connector(makeConnector(m_origin, tls, *this, this))
    , m_parser(*this)
{
}

void OutboundConnection::run(QByteArray request, QByteArray body, bool isHead, User &user)
{
    m_user = &user;
    m_request = std::move(request);
    m_body = std::move(body);
    m_gotBytes = false;
    m_paused = false;
    m_parser.expect(isHead);
    // The first turn of the event loop opens: a refusal must not be told from within this call.
    if (m_stream)
        transmit();
    else
        QMetaObject::invokeMethod(this, &OutboundConnection::open, Qt::QueuedConnection);
}

void OutboundConnection::open()
{
    if (m_user)
        m_connector->start();
}

void OutboundConnection::connectorReady()
{
    m_stream = m_connector->takeStream(*this);
    std::exchange(m_connector, nullptr)->deleteLater();
    m_stream->setReading(!m_paused);
    transmit();
    if (m_user)
        m_user->connected();
}

void OutboundConnection::transmit()
{
    m_stream->write(std::exchange(m_request, {}));
    m_stream->write(std::exchange(m_body, {}));
    m_stream->flush();
    bytesLeft();
}

void OutboundConnection::bytesLeft()
{
    if (m_user && m_stream->pendingBytes() == 0)
        m_user->requestSent();
}

void OutboundConnection::readable()
{
    if (!m_user) {
        // Nothing was asked: a late error page, or nonsense. Either way the connection is of no more use.
        close();
        Q_EMIT lost(this);
        return;
    }
    if (!m_paused)
        consumeInput();
}

void OutboundConnection::consumeInput()
{
    char buffer[32 * 1024];
    while (m_user && !m_paused && !m_parser.isComplete() && !m_parser.hasFailed()) {
        const auto size = m_stream->read(buffer, sizeof buffer);
        if (size == 0)
            break;
        m_gotBytes = true;
        m_parser.feed({buffer, size});
        // A short read has emptied the socket: asking again would only cost a call.
        if (size < qsizetype(sizeof buffer))
            break;
    }
    afterInput();
}

void OutboundConnection::afterInput()
{
    if (!m_user)
        return;
    if (m_ended && m_gotBytes)
        m_parser.feedEnd();
    if (m_parser.hasFailed())
        fail(m_ended ? core::ErrorKind::Network : core::ErrorKind::Upstream, m_parser.failure());
    else if (m_parser.isComplete())
        complete();
    else if (m_ended && !m_gotBytes)
        fail(core::ErrorKind::Network, u"the connection was closed without an answer"_s);
}

void OutboundConnection::complete()
{
    auto *user = std::exchange(m_user, nullptr);
    const bool reusable = m_parser.keepsAlive() && isOpen() && m_stream->pendingBytes() == 0;
    if (reusable) {
        Q_EMIT freed(this);
    } else {
        close();
        Q_EMIT lost(this);
    }
    user->answerEnded();
}

void OutboundConnection::fail(core::ErrorKind kind, const QString &why)
{
    auto *user = std::exchange(m_user, nullptr);
    close();
    Q_EMIT lost(this);
    if (user)
        user->connectionFailed(core::Error{kind, m_origin.host + u": "_s + why, {}, {}, nullptr},
                               !m_gotBytes);
}

void OutboundConnection::setPaused(bool paused)
{
    m_paused = paused;
    if (m_stream)
        m_stream->setReading(!paused);
}

void OutboundConnection::close()
{
    m_user = nullptr;
    m_ended = true;
    if (m_stream)
        m_stream->close();
    else
        m_connector->giveUp();
}

bool OutboundConnection::isOpen() const
{
    return !m_ended && m_stream && m_stream->isOpen();
}

void OutboundConnection::connectorFailed(const QString &why)
{
    fail(core::ErrorKind::Network, why);
}

void OutboundConnection::streamEnded(const QString &why)
{
    if (std::exchange(m_ended, true))
        return;
    if (m_user && why.isEmpty())
        return afterInput();
    fail(core::ErrorKind::Network, why);
}

void OutboundConnection::headParsed(int status, const Headers &headers)
{
    if (m_user)
        m_user->headParsed(status, headers);
}

void OutboundConnection::bodyParsed(QByteArrayView bytes)
{
    if (m_user)
        m_user->bodyParsed(bytes);
}

} // namespace sekisho::http
