// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeupstream.h"

#include <QSslSocket>

#include <memory>

FakeUpstream::FakeUpstream(Answer answer, std::optional<QSslConfiguration> tls, const QHostAddress &address)
    : m_answer(std::move(answer))
    , m_tls(std::move(tls))
{
    if (!listen(address))
        qFatal("The fake upstream cannot listen");
}

void FakeUpstream::incomingConnection(qintptr descriptor)
{
    auto *socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    socket->setSocketDescriptor(descriptor);
    if (auto *ssl = qobject_cast<QSslSocket *>(socket)) {
        ssl->setSslConfiguration(*m_tls);
        ssl->startServerEncryption();
    }
    ++m_accepted;
    ++m_open;
    m_connections.append(socket);
    auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] { read(*socket, *buffer); });
    connect(socket, &QTcpSocket::disconnected, this, [this] { --m_open; });
}

void FakeUpstream::read(QTcpSocket &connection, QByteArray &buffer)
{
    buffer += connection.readAll();
    for (;;) {
        const auto headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const auto field = buffer.indexOf("Content-Length: ");
        const auto digits = buffer.mid(field + 16, 20);
        const auto body = field < 0 || field > headEnd ? 0 : digits.first(digits.indexOf('\r')).toLongLong();
        if (buffer.size() < headEnd + 4 + body)
            return;
        m_requests.append(buffer.first(headEnd + 4 + body));
        buffer.remove(0, headEnd + 4 + body);
        m_answer(connection, m_requests.last());
    }
}

qint64 FakeUpstream::bytesToWrite() const
{
    auto *socket = m_connections.first();
    auto *ssl = qobject_cast<QSslSocket *>(socket);
    return socket->bytesToWrite() + (ssl ? ssl->encryptedBytesToWrite() : 0);
}
