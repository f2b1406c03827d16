// SPDX-License-Identifier: GPL-3.0-or-later
#include "makestream.h"

#include "socketstream.h"

#include <QSslSocket>

#ifdef Q_OS_LINUX
#include "plainstream.h"
#endif

namespace sekisho::http {

namespace {

QTcpSocket *socketOn(qintptr descriptor, const std::optional<QSslConfiguration> &tls)
{
    auto *socket = tls ? new QSslSocket : new QTcpSocket;
    socket->setSocketDescriptor(descriptor);
    if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
        secure->setSslConfiguration(*tls);
        secure->startServerEncryption();
    }
    return socket;
}

} // namespace

std::unique_ptr<Stream> acceptedStream(qintptr descriptor, const std::optional<QSslConfiguration> &tls,
                                       Stream::User &user)
{
#ifdef Q_OS_LINUX
    if (!tls)
        return std::make_unique<PlainStream>(descriptor, user);
#endif
    return std::make_unique<SocketStream>(socketOn(descriptor, tls), user);
}

} // namespace sekisho::http
