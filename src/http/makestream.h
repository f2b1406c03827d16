// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stream.h"

#include <QSslConfiguration>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

// The kind of stream that serves best here.
namespace sekisho::http {

/// Of a descriptor that a listener gave out, which it takes; with `tls` the handshake begins.
std::unique_ptr<Stream> acceptedStream(qintptr descriptor, const std::optional<QSslConfiguration> &tls,
                                       Stream::User &user);

/// Of a connected socket, which it takes.
std::unique_ptr<Stream> connectedStream(QTcpSocket *socket, Stream::User &user);

} // namespace sekisho::http
