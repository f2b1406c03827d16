// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QHostAddress>

#include <optional>
#include <vector>

// What Qt's sockets cannot do by themselves; one file per platform.
namespace sekisho::http {

struct ListenSockets {
    /// Listening descriptors for QTcpServer::setSocketDescriptor; whoever takes one closes it.
    std::vector<qintptr> descriptors;
    quint16 port = 0;
};

/// Up to `count` sockets listening on one address and port, between which the kernel shares the connections
/// out; a single one where the platform cannot. Fails when the port is taken, also by another program that
/// shares ports.
core::Result<ListenSockets> openListenSockets(const QHostAddress &address, quint16 port, int count);

/// A socket on its way to being connected; it can be written to when that is decided. Fails where it is at
/// once, with the cause alone as the detail. Linux only.
core::Result<qintptr> startConnecting(const QHostAddress &address, quint16 port);

/// Why such a socket could not be connected, once that is decided; none when it was.
std::optional<QString> connectingFailure(qintptr descriptor);

/// Makes the next close of this socket a reset, so that the peer cannot take what it got for the whole.
void resetOnClose(qintptr descriptor);

/// Tells the peer that nothing more comes, while still reading from it.
void shutdownSending(qintptr descriptor);

void closeDescriptor(qintptr descriptor);

/// Lets this process have as many descriptors as it may (RLIMIT_NOFILE). For servers only: what they start
/// inherits it, and select() knows no more than 1024.
void raiseDescriptorLimit();

/// How many descriptors this process may have at the moment.
qint64 descriptorLimit();

/// Null if it is not connected.
QHostAddress peerAddress(qintptr descriptor);

} // namespace sekisho::http
