// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stream.h"

#include <QSslConfiguration>

#include <memory>
#include <optional>

// The kind of stream that serves best here.
namespace sekisho::http {

/// Of a descriptor that a listener gave out, which it takes; with `tls` the handshake begins.
std::unique_ptr<Stream> acceptedStream(qintptr descriptor, const std::optional<QSslConfiguration> &tls,
                                       Stream::User &user);

} // namespace sekisho::http
