// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../directory.h"

namespace sekisho::gateway {

/// Publishes another time at which the spend starts anew of all those that have this budget's limits for
/// themselves; as storage::moveResets() writes it.
void publishResets(Directory &directory, const QString &budgetId,
                   const std::optional<core::Timestamp> &resetAt);

} // namespace sekisho::gateway
