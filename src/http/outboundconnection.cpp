// SPDX-License-Identifier: GPL-3.0-or-later
#include "outboundconnection.h"

#include <QNetworkProxy>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::http {

namespace {

/// What may arrive while the user pauses; then TCP makes the upstream wait.
constexpr qint64 ReadAhead = 64 * 1024;

} // namespace

OutboundConnection::OutboundConnection(Origin origin, std::optional<QSslConfiguration> tls, QObject *parent)
    : QObject(parent)
    , m_origin(std::move(origin))
    , m_tls(std::move(tls))
    , m_socket(m_origin.tls ? new QSslSocket(this) : new QTcpSocket(this))
    , m_parser(*this)
{
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(ReadAhead);
    connect(m_socket, &QTcpSocket::readyRead, this, &OutboundConnection::readInput);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &OutboundConnection::bytesLeft);
    connect(m_socket, &QTcpSocket::disconnected, this, &OutboundConnection::socketClosed);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &OutboundConnection::socketFailed);
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
    if (m_ready)
        transmit();
    else
        QMetaObject::invokeMethod(this, &OutboundConnection::open, Qt::QueuedConnection);
}

void OutboundConnection::open()
{
    if (!m_user)
        return;
    const auto ready = [this] {
        m_ready = true;
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        transmit();
        if (m_user)
            m_user->connected();
    };
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        if (m_tls)
            tls->setSslConfiguration(*m_tls);
        connect(tls, &QSslSocket::encrypted, this, ready);
        tls->connectToHostEncrypted(m_origin.host, m_origin.port);
    } else {
        connect(m_socket, &QTcpSocket::connected, this, ready);
        m_socket->connectToHost(m_origin.host, m_origin.port);
    }
}

void OutboundConnection::transmit()
{
    m_socket->write(std::exchange(m_request, {}));
    if (!m_body.isEmpty())
        m_socket->write(std::exchange(m_body, {}));
    m_socket->flush();
}

void OutboundConnection::bytesLeft()
{
    if (m_user && m_socket->bytesToWrite() == 0)
        m_user->requestSent();
}

void OutboundConnection::readInput()
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
        const auto size = m_socket->read(buffer, sizeof buffer);
        if (size <= 0)
            break;
        m_gotBytes = true;
        m_parser.feed({buffer, size});
    }
    afterInput();
}

void OutboundConnection::afterInput()
{
    if (!m_user)
        return;
    if (m_ended && !m_paused && m_socket->bytesAvailable() == 0 && m_gotBytes)
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
    const bool reusable = m_parser.keepsAlive() && !m_ended && isOpen() && m_socket->bytesAvailable() == 0 &&
                          m_socket->bytesToWrite() == 0;
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
    if (std::exchange(m_paused, paused) && !paused) {
        // From the event loop: the user is not told anything from within its own call.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_user && !m_paused)
                    consumeInput();
            },
            Qt::QueuedConnection);
    }
}

void OutboundConnection::close()
{
    m_user = nullptr;
    m_ready = false;
    m_ended = true;
    m_socket->disconnect(this);
    m_socket->abort();
}

bool OutboundConnection::isOpen() const
{
    return m_ready && m_socket->state() == QAbstractSocket::ConnectedState;
}

void OutboundConnection::socketFailed()
{
    // An orderly close is told by disconnected(), after what is left to read.
    if (m_ended || m_socket->error() == QAbstractSocket::RemoteHostClosedError)
        return;
    fail(core::ErrorKind::Network, m_socket->errorString());
}

void OutboundConnection::socketClosed()
{
    if (std::exchange(m_ended, true))
        return;
    if (m_user) {
        if (!m_paused)
            consumeInput();
        return;
    }
    close();
    Q_EMIT lost(this);
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
