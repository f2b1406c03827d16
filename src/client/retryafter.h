// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>

#include <QByteArray>

#include <chrono>
#include <optional>

namespace sekisho::client {

/// How long a server asks to be left alone, from its Retry-After field: seconds or an HTTP date (RFC 9110
/// §10.2.3, §5.6.7). Zero for a time that has passed; absent for anything else.
std::optional<std::chrono::milliseconds> readRetryAfter(const QByteArray &value, core::Timestamp now);

} // namespace sekisho::client
