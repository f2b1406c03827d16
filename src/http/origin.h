// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace sekisho::http {

/// Where a connection leads to (RFC 6454).
struct Origin {
    bool tls = false;
    QString host; ///< without brackets
    quint16 port = 0;

    friend bool operator==(const Origin &, const Origin &) = default;
};

inline size_t qHash(const Origin &origin, size_t seed = 0)
{
    return qHashMulti(seed, origin.tls, origin.host, origin.port);
}

} // namespace sekisho::http
