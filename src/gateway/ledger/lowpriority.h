// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekisho::gateway {

/// Lets other threads go before the calling one where the system can do that.
void lowerThreadPriority();

} // namespace sekisho::gateway
