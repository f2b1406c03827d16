// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketstream.h"

#include "nativesocket.h"

#include <QSslSocket>

namespace sekisho::http {

namespace {

/// What may arrive while nobody reads; then TCP makes the peer wait.
constexpr qint64 ReadAhead = 64 * 1024;

} // namespace

SocketStream::SocketStream(QTcpSocket *socket, User &user)
    : m_socket(socket)
    , m_tls(qobject_cast<QSslSocket *>(socket))
    , m_user(user)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadAhead);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &SocketStream::announce);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] { m_user.bytesLeft(); });
    connect(m_socket, &QTcpSocket::errorOccurred, this, &SocketStream::noteFailure);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_ended = true;
        announce();
    });
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, [this] { m_user.bytesLeft(); });
}

SocketStream::~SocketStream()
{
    close();
}

void SocketStream::noteFailure()
{
    // An orderly close is told by disconnected().
    if (m_socket->error() == QAbstractSocket::RemoteHostClosedError)
        return;
    m_why = m_socket->errorString();
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        return;
    m_ended = true;
    announce();
}

void SocketStream::announce()
{
    if (m_told || !m_reading)
        return;
    if (m_socket->bytesAvailable() > 0)
        m_user.readable();
    if (m_told || !m_reading)
        return;
    if (m_socket->bytesAvailable() > 0) {
        announceSoon();
    } else if (m_ended) {
        m_told = true;
        m_user.streamEnded(m_why);
    }
}

/// Qt tells once what arrived, not again what was left.
void SocketStream::announceSoon()
{
    QMetaObject::invokeMethod(this, &SocketStream::announce, Qt::QueuedConnection);
}

qsizetype SocketStream::read(char *to, qsizetype size)
{
    return std::max<qint64>(0, m_socket->read(to, size));
}

void SocketStream::setReading(bool reading)
{
    if (std::exchange(m_reading, reading) != reading && reading)
        announceSoon();
}

void SocketStream::write(QByteArray bytes)
{
    if (isOpen())
        m_socket->write(bytes);
}

void SocketStream::flush()
{
    m_socket->flush();
}

qint64 SocketStream::pendingBytes() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void SocketStream::shutdownSending()
{
    if (!m_tls && isOpen())
        http::shutdownSending(m_socket->socketDescriptor());
}

void SocketStream::closeWhenSent()
{
    m_socket->disconnectFromHost();
}

void SocketStream::close()
{
    m_told = true;
    m_socket->disconnect(this);
    m_socket->abort();
}

void SocketStream::reset()
{
    if (m_socket->socketDescriptor() >= 0)
        resetOnClose(m_socket->socketDescriptor());
    close();
}

bool SocketStream::isOpen() const
{
    return !m_ended && m_socket->state() == QAbstractSocket::ConnectedState;
}

} // namespace sekisho::http
