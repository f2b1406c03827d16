// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/chatturntrace.h>

namespace sekisho::models {

/// Takes the trace of a turn that ended. Never called for a turn that was sent with tracing off.
class TurnTracer
{
public:
    virtual ~TurnTracer() = default;
    virtual void trace(const client::ChatTurnTrace &turn) = 0;
};

} // namespace sekisho::models
