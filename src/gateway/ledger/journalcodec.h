// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/gateway/spendlog.h>

namespace sekisho::gateway {

// One row is one line: checksum, then the fields in a fixed order, parted by tabs. Tabs, line ends and
// backslashes inside a field are escaped, so a line that was cut off, or that another ran into, fails its
// checksum and is nothing.

/// With the line end.
QByteArray encodeRow(const storage::SpendLog &row);
/// `line` without its line end. InvalidInput if it is not a whole row.
core::Result<storage::SpendLog> decodeRow(QByteArrayView line);

} // namespace sekisho::gateway
