// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressgate.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

/// An IPv4 address that came over an IPv6 socket is the IPv4 address.
static QHostAddress plain(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

static std::optional<QPair<QHostAddress, int>> networkOf(const QString &entry)
{
    const QHostAddress address(entry.section(u'/', 0, 0));
    if (address.isNull())
        return std::nullopt;
    const int whole = address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128;
    if (!entry.contains(u'/'))
        return QPair(address, whole);
    bool isNumber = false;
    const int bits = entry.section(u'/', 1).toInt(&isNumber);
    return isNumber && bits >= 0 && bits <= whole ? std::optional(QPair(address, bits)) : std::nullopt;
}

core::Result<void> AddressGate::check(const QString &entry)
{
    if (networkOf(entry))
        return {};
    return core::fail(core::ErrorKind::InvalidInput,
                      u"'%1' is neither an IP address nor a network such as 10.0.0.0/8"_s.arg(entry.left(64)),
                      {}, u"ip"_s);
}

void AddressGate::set(const QStringList &entries)
{
    List list{entries, {}};
    for (const QString &entry : entries) {
        if (const auto network = networkOf(entry))
            list.networks.push_back(*network);
    }
    m_list.write([&](List &side) { side = list; });
    m_isOpen.store(entries.isEmpty(), std::memory_order_release);
}

QStringList AddressGate::entries() const
{
    return m_list.read([](const List &list) { return list.entries; });
}

bool AddressGate::lets(const QHostAddress &address) const
{
    if (m_isOpen.load(std::memory_order_acquire))
        return true;
    const QHostAddress caller = plain(address);
    return m_list.read([&](const List &list) {
        return list.entries.isEmpty() ||
               std::any_of(list.networks.begin(), list.networks.end(), [&](const Network &network) {
                   return caller.protocol() == network.first.protocol() && caller.isInSubnet(network);
               });
    });
}

} // namespace sekisho::gateway
