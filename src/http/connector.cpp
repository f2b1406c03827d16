// SPDX-License-Identifier: GPL-3.0-or-later
#include "connector.h"

#include "socketconnector.h"

#ifdef Q_OS_LINUX
#include "plainconnector.h"
#endif

namespace sekisho::http {

Connector *makeConnector(const Origin &origin, const std::optional<QSslConfiguration> &tls,
                         Connector::User &user, QObject *parent)
{
#ifdef Q_OS_LINUX
    if (!origin.tls)
        return new PlainConnector(origin, user, parent);
#endif
    return new SocketConnector(origin, tls, user, parent);
}

} // namespace sekisho::http
