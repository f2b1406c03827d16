// SPDX-License-Identifier: GPL-3.0-or-later
#include "nativesocket.h"

#include <QNetworkInterface>
#include <QtEndian>

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::http {

namespace {

#ifdef Q_OS_LINUX
constexpr bool KernelSharesPorts = true;
#else
constexpr bool KernelSharesPorts = false;
#endif

struct SocketAddress {
    sockaddr_storage storage = {};
    socklen_t length = 0;

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
    quint16 port() const
    {
        // sin_port and sin6_port stand at the same place.
        return qFromBigEndian(reinterpret_cast<const sockaddr_in *>(&storage)->sin_port);
    }
};

SocketAddress nativeAddress(const QHostAddress &address, quint16 port)
{
    SocketAddress native;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *in = reinterpret_cast<sockaddr_in *>(&native.storage);
        in->sin_family = AF_INET;
        in->sin_port = qToBigEndian(port);
        in->sin_addr.s_addr = qToBigEndian(address.toIPv4Address());
        native.length = sizeof(sockaddr_in);
        return native;
    }
    auto *in6 = reinterpret_cast<sockaddr_in6 *>(&native.storage);
    const auto bytes = address.toIPv6Address();
    in6->sin6_family = AF_INET6;
    in6->sin6_port = qToBigEndian(port);
    std::memcpy(&in6->sin6_addr, &bytes, sizeof bytes);
    if (const auto scope = address.scopeId(); !scope.isEmpty())
        in6->sin6_scope_id = quint32(QNetworkInterface::interfaceIndexFromName(scope));
    native.length = sizeof(sockaddr_in6);
    return native;
}

void setOption(int descriptor, int level, int option, int value)
{
    ::setsockopt(descriptor, level, option, &value, sizeof value);
}

core::Failure failure(const QHostAddress &address, quint16 port)
{
    const int cause = errno;
    const auto text = u"Cannot listen on %1 port %2: %3"_s.arg(address.toString())
                          .arg(port)
                          .arg(QString::fromLocal8Bit(std::strerror(cause)));
    const auto kind = cause == EADDRINUSE ? core::ErrorKind::Conflict : core::ErrorKind::Network;
    return core::fail(kind, text);
}

class Descriptor
{
public:
    explicit Descriptor(int value)
        : m_value(value)
    {
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int get() const { return m_value; }
    int release() { return std::exchange(m_value, -1); }

private:
    int m_value;
};

enum class Sharing { No, Yes };

/// A bound socket, or -1 with errno set.
int bindSocket(const QHostAddress &address, quint16 port, Sharing sharing)
{
    auto native = nativeAddress(address, port);
    Descriptor socket(::socket(native.storage.ss_family, SOCK_STREAM, 0));
    if (socket.get() < 0)
        return -1;
    setOption(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
#ifdef Q_OS_LINUX
    if (sharing == Sharing::Yes)
        setOption(socket.get(), SOL_SOCKET, SO_REUSEPORT, 1);
#endif
    if (native.storage.ss_family == AF_INET6 && address != QHostAddress(QHostAddress::Any))
        setOption(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1);
    if (::bind(socket.get(), native.get(), native.length) < 0)
        return -1;
    return socket.release();
}

quint16 boundPort(int descriptor)
{
    SocketAddress native;
    native.length = sizeof native.storage;
    ::getsockname(descriptor, native.get(), &native.length);
    return native.port();
}

/// Sharing would let us in beside another program on the same port; not sharing finds that out.
bool isFree(const QHostAddress &address, quint16 port)
{
    const Descriptor probe(bindSocket(address, port, Sharing::No));
    return probe.get() >= 0 && ::listen(probe.get(), 1) == 0;
}

} // namespace

core::Result<ListenSockets> openListenSockets(const QHostAddress &address, quint16 port, int count)
{
    const auto sharing = KernelSharesPorts && count > 1 ? Sharing::Yes : Sharing::No;
    if (sharing == Sharing::Yes && port != 0 && !isFree(address, port))
        return failure(address, port);
    ListenSockets sockets{{}, port};
    for (int i = 0; i < (sharing == Sharing::Yes ? count : 1); ++i) {
        Descriptor socket(bindSocket(address, sockets.port, sharing));
        if (socket.get() < 0 || ::listen(socket.get(), SOMAXCONN) < 0) {
            const auto why = failure(address, port);
            for (const auto open : sockets.descriptors)
                ::close(int(open));
            return why;
        }
        sockets.port = boundPort(socket.get());
        sockets.descriptors.push_back(socket.release());
    }
    return sockets;
}

#ifdef Q_OS_LINUX

core::Result<qintptr> startConnecting(const QHostAddress &address, quint16 port)
{
    auto native = nativeAddress(address, port);
    Descriptor socket(::socket(native.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.get() < 0)
        return core::fail(core::ErrorKind::Network, qt_error_string(errno));
    if (::connect(socket.get(), native.get(), native.length) < 0 && errno != EINPROGRESS)
        return core::fail(core::ErrorKind::Network, qt_error_string(errno));
    return qintptr(socket.release());
}

std::optional<QString> connectingFailure(qintptr descriptor)
{
    int error = 0;
    socklen_t length = sizeof error;
    if (::getsockopt(int(descriptor), SOL_SOCKET, SO_ERROR, &error, &length) < 0)
        error = errno;
    return error == 0 ? std::nullopt : std::optional(qt_error_string(error));
}

#endif

void resetOnClose(qintptr descriptor)
{
    const linger now{1, 0};
    ::setsockopt(int(descriptor), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void shutdownSending(qintptr descriptor)
{
    ::shutdown(int(descriptor), SHUT_WR);
}

void closeDescriptor(qintptr descriptor)
{
    ::close(int(descriptor));
}

void raiseDescriptorLimit()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

qint64 descriptorLimit()
{
    rlimit limit = {};
    const bool isKnown = ::getrlimit(RLIMIT_NOFILE, &limit) == 0;
    return isKnown && limit.rlim_cur <= INT_MAX ? qint64(limit.rlim_cur) : INT_MAX;
}

QHostAddress peerAddress(qintptr descriptor)
{
    SocketAddress native;
    native.length = sizeof native.storage;
    if (::getpeername(int(descriptor), native.get(), &native.length) < 0)
        return {};
    return QHostAddress(native.get());
}

} // namespace sekisho::http
