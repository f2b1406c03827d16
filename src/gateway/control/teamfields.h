// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/budgettime.h>
#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /team/new and /team/update share; members are read apart.
void readTeam(FieldReader &reader, storage::Team &team, const BudgetTime &time);
/// One of `members_with_roles`: `user_id` or `user_email`, and `role` ("user" if absent). The id stays empty
/// if only the e-mail is given.
core::Result<storage::TeamMember> readMember(const core::Json &member);
/// One such object, or a list of them.
core::Result<QList<storage::TeamMember>> readMembers(const core::Json &body, const char *field);

/// LiteLLM's row, with the spend that is live in the directory.
core::Json teamRow(const storage::Team &team, const Directory &directory);
/// LiteLLM's `team_memberships`, with what each member's keys in the team have spent.
core::Json membershipRow(const storage::Team &team, const storage::TeamMember &member,
                         const Directory &directory);
core::Json membershipRows(const storage::Team &team, const Directory &directory);

} // namespace sekisho::gateway
