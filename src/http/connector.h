// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "origin.h"
#include "stream.h"

#include <QObject>
#include <QSslConfiguration>

#include <memory>
#include <optional>

namespace sekisho::http {

/// Makes one connection to an upstream: looks its name up, tries the addresses, shakes hands for TLS.
/// Deleting it gives up. It knows no limit of time.
class Connector : public QObject
{
    Q_OBJECT
public:
    /// Told one of the two, once, from the event loop. Must not delete the connector from within.
    class User
    {
    public:
        virtual ~User() = default;
        /// takeStream() has it.
        virtual void connectorReady() = 0;
        virtual void connectorFailed(const QString &why) = 0;
    };

    using QObject::QObject;

    /// From the event loop only.
    virtual void start() = 0;
    /// Once, after connectorReady().
    virtual std::unique_ptr<Stream> takeStream(Stream::User &user) = 0;
    /// Nobody is told any more.
    virtual void giveUp() = 0;
};

/// The kind that serves best here. `tls` is for an origin with TLS; Qt's default otherwise.
Connector *makeConnector(const Origin &origin, const std::optional<QSslConfiguration> &tls,
                         Connector::User &user, QObject *parent);

} // namespace sekisho::http
