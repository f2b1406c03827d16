// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"

#include <QHostAddress>
#include <QSslSocket>

namespace {

/// How many bytes of `text` the first answer takes, or -1 if it is not whole.
qsizetype answerSize(const QByteArray &text)
{
    const auto headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return -1;
    const auto head = text.first(headEnd).toLower();
    qsizetype size = headEnd + 4;
    if (head.contains("transfer-encoding: chunked")) {
        const auto end = text.indexOf("0\r\n\r\n", size);
        return end < 0 ? -1 : end + 5;
    }
    if (const auto at = head.indexOf("content-length: "); at >= 0) {
        const auto digits = head.sliced(at + 16);
        size += digits.first(digits.contains('\r') ? digits.indexOf('\r') : digits.size()).toLongLong();
    }
    return size <= text.size() ? size : -1;
}

} // namespace

RawClient::RawClient(quint16 port, const std::optional<QSslConfiguration> &tls)
    : m_socket(tls ? new QSslSocket : new QTcpSocket)
{
    QObject::connect(m_socket.get(), &QTcpSocket::readyRead, m_socket.get(), [this] {
        if (m_reading)
            m_received += m_socket->readAll();
    });
    QObject::connect(m_socket.get(), &QTcpSocket::disconnected, m_socket.get(), [this] { m_closed = true; });
    QObject::connect(m_socket.get(), &QTcpSocket::errorOccurred, m_socket.get(),
                     [this] { m_closed = m_closed || m_socket->state() != QAbstractSocket::ConnectedState; });
    if (auto *ssl = qobject_cast<QSslSocket *>(m_socket.get())) {
        ssl->setSslConfiguration(*tls);
        ssl->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    } else {
        m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    }
    // Loopback connects at once, and the tests may then write without asking for the state.
    m_socket->waitForConnected(5000);
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

bool RawClient::hasAnswers(int count) const
{
    auto rest = m_received;
    for (; count > 0; --count) {
        const auto size = answerSize(rest);
        if (size < 0)
            return false;
        rest = rest.sliced(size);
    }
    return true;
}

void RawClient::stopReading()
{
    m_reading = false;
    m_socket->setReadBufferSize(1024);
}

void RawClient::readSome(qsizetype most)
{
    // The socket asks the system for more as soon as its own buffer has room again.
    m_socket->setReadBufferSize(most);
    m_received += m_socket->read(most);
}

void RawClient::resumeReading()
{
    m_reading = true;
    m_socket->setReadBufferSize(0);
    m_received += m_socket->readAll();
}

void RawClient::close()
{
    m_socket->abort();
}
