// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/apimessage.h>

namespace sekisho::client {

/// POST of an OTLP JSON body to a Langfuse, asking for its direct path (no waiting for a propagation job).
/// Not repeated by the transport: the queue does that.
ApiRequest otlpRequest(const QByteArray &body);

} // namespace sekisho::client
