// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <vector>

namespace sekisho::fuzz {

/// Cuts `bytes` into pieces of lengths that follow from the bytes themselves, so that a finding can be
/// replayed.
inline std::vector<QByteArrayView> split(QByteArrayView bytes)
{
    std::vector<QByteArrayView> pieces;
    for (quint32 state = quint32(bytes.size()) * 2654435761u + 1; !bytes.isEmpty();) {
        state = state * 1664525u + 1013904223u + quint8(bytes.front());
        const auto size = std::min<qsizetype>(bytes.size(), 1 + (state >> 16) % 7);
        pieces.push_back(bytes.first(size));
        bytes = bytes.sliced(size);
    }
    return pieces;
}

} // namespace sekisho::fuzz
