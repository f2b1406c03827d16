// SPDX-License-Identifier: GPL-3.0-or-later
#include "mask.h"

namespace sekisho::core {

QString maskKey(const QString &key)
{
    // Four shown characters of fewer than twelve would give away too much of the key.
    constexpr int ShortestShown = 12;
    return QStringLiteral("sk-...") + (key.size() < ShortestShown ? QString() : key.right(4));
}

} // namespace sekisho::core
