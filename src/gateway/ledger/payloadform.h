// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payloadqueue.h"

#include <storage/gateway/payloadrepository.h>

namespace sekisho::gateway {

/// How a payload is kept: as JSON, long texts cut in their middle, members that hold secrets (keys, tokens,
/// passwords) masked, the events of a stream put together again, everything bounded. Bodies that are no JSON
/// leave nothing.
storage::SpendLogPayload storedForm(const RawPayload &payload);

/// Texts past this length lose their middle.
inline constexpr qsizetype LongestStoredText = 2048;
/// Values that are longer even so are replaced by a note of their size.
inline constexpr qsizetype LargestStoredValue = 128 * 1024;

} // namespace sekisho::gateway
