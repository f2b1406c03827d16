// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /team/new and /team/update share; members are read apart.
void readTeam(FieldReader &reader, storage::Team &team, core::Timestamp now);
/// One of `members_with_roles`: `user_id` or `user_email`, and `role` ("user" if absent). The id stays empty
/// if only the e-mail is given.
core::Result<storage::TeamMember> readMember(const core::Json &member);
/// One such object, or a list of them.
core::Result<QList<storage::TeamMember>> readMembers(const core::Json &body, const char *field);

/// LiteLLM's row, with the spend that is live in the directory.
core::Json teamRow(const storage::Team &team, const Directory &directory);
/// LiteLLM's `team_memberships`. A member's spend is that of its keys in the team.
core::Json membershipRow(const storage::Team &team, const storage::TeamMember &member,
                         const QList<storage::VirtualKey> &keysOfTeam, const Directory &directory);
core::Json membershipRows(const storage::Team &team, const QList<storage::VirtualKey> &keysOfTeam,
                          const Directory &directory);

} // namespace sekisho::gateway
