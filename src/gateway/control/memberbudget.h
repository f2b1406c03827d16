// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

namespace sekisho::gateway {

/// `team_member_budget` and the limits beside it, which hold for every member without its own: kept in a
/// budget of their own that the team's metadata name as `team_member_budget_id`. Nothing happens if none of
/// them is in `body`.
core::Result<void> applyMemberBudget(ControlServices &services, Change &change, const core::Json &body,
                                     const QString &author, storage::Team &team);

} // namespace sekisho::gateway
