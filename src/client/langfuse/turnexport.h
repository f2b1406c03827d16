// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturntrace.h"

namespace sekisho::client {

/// The body of one OTLP request (JSON form) for a chat turn: the trace's root span "chat-completion", in it
/// the span "call gateway", in that the generation named by its model. Every span carries what the trace is
/// filed under.
core::Json turnExport(const ChatTurnTrace &turn);

} // namespace sekisho::client
