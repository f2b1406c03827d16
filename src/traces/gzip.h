// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

namespace sekisho::traces {

/// Unpacks gzip or zlib data. InvalidInput when it is damaged or cut off, TooLarge past `limit` bytes.
core::Result<QByteArray> gunzip(QByteArrayView packed, qsizetype limit);

} // namespace sekisho::traces
