// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connector.h"

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace sekisho::http {

/// Connects by one of Qt's sockets: TLS, and platforms without a PlainConnector.
class SocketConnector final : public Connector
{
    Q_OBJECT
public:
    SocketConnector(const Origin &origin, const std::optional<QSslConfiguration> &tls, User &user,
                    QObject *parent);
    ~SocketConnector() override;

    void start() override;
    std::unique_ptr<Stream> takeStream(Stream::User &user) override;
    void giveUp() override;

private:
    const Origin m_origin;
    User &m_user;
    QTcpSocket *m_socket; ///< null as soon as it is a stream
};

} // namespace sekisho::http
