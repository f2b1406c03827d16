// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketconnector.h"

#include "socketstream.h"

#include <QNetworkProxy>
#include <QSslSocket>

namespace sekisho::http {

namespace {

QTcpSocket *socketFor(const Origin &origin, const std::optional<QSslConfiguration> &tls, QObject *parent)
{
    if (!origin.tls)
        return new QTcpSocket(parent);
    auto *socket = new QSslSocket(parent);
    if (tls)
        socket->setSslConfiguration(*tls);
    return socket;
}

} // namespace

SocketConnector::SocketConnector(const Origin &origin, const std::optional<QSslConfiguration> &tls,
                                 User &user, QObject *parent)
    : Connector(parent)
    , m_origin(origin)
    , m_user(user)
    , m_socket(socketFor(origin, tls, this))
{
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket, &QTcpSocket::errorOccurred, this,
            [this] { m_user.connectorFailed(m_socket->errorString()); });
}

SocketConnector::~SocketConnector()
{
    giveUp();
}

void SocketConnector::start()
{
    const auto tellReady = [this] { m_user.connectorReady(); };
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        connect(tls, &QSslSocket::encrypted, this, tellReady);
        tls->connectToHostEncrypted(m_origin.host, m_origin.port);
    } else {
        connect(m_socket, &QTcpSocket::connected, this, tellReady);
        m_socket->connectToHost(m_origin.host, m_origin.port);
    }
}

std::unique_ptr<Stream> SocketConnector::takeStream(Stream::User &user)
{
    m_socket->disconnect(this);
    return std::make_unique<SocketStream>(std::exchange(m_socket, nullptr), user);
}

void SocketConnector::giveUp()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
}

} // namespace sekisho::http
