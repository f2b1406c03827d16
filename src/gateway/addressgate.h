// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "leftright.h"

#include <core/result.h>

#include <QHostAddress>
#include <QStringList>

#include <atomic>
#include <memory>

namespace sekisho::gateway {

/// Which addresses may call (`allowed_ips`): addresses and networks in CIDR form; nothing means everybody.
/// Reading is safe from any thread, never waits, and costs one load while everybody may. Set by one thread at
/// a time.
class AddressGate
{
public:
    /// InvalidInput names the entry that is neither an address nor a network.
    static core::Result<void> check(const QString &entry);

    /// Entries that are none let nobody in by themselves, but keep the gate from standing open.
    void set(const QStringList &entries);
    QStringList entries() const;
    bool lets(const QHostAddress &address) const;

private:
    using Network = QPair<QHostAddress, int>;
    struct List {
        QStringList entries;
        std::vector<Network> networks;
    };

    LeftRight<List> m_list;
    std::atomic<bool> m_isOpen = true;
};

} // namespace sekisho::gateway
