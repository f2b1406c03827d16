// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spanrecord.h"

namespace sekisho::traces {

/// Adds what one span says to a trace. Said values replace former ones; the root span's own name, input and
/// output only stand where none was said of the trace. Tags are united, metadata merged deeply, the earliest
/// start kept; a named environment is not replaced.
void mergeInto(Trace &trace, const TraceUpdate &update);

} // namespace sekisho::traces
