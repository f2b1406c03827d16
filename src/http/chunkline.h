// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sekisho::http {

/// Whether the chunk line that `data` starts with, perhaps behind the line break that ends the chunk before
/// it, has a quoted extension. Beast looks for the closing quote beyond the line's end, so its verdict would
/// depend on how much has arrived; nobody sends such extensions, and they are refused.
inline bool hasQuotedExtension(QByteArrayView data)
{
    const auto line = data.sliced(data.startsWith("\r\n") ? 2 : 0);
    const auto end = line.indexOf('\n');
    return line.first(end < 0 ? line.size() : end).contains('"');
}

} // namespace sekisho::http
