// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "userstore.h"

namespace sekisho::gateway {

/// Adds members to a team; who is no user yet becomes one in the same change.
class MemberAdder
{
public:
    /// All must outlive the adder; the caller has `change` write the team.
    MemberAdder(ControlServices &services, Change &change, storage::Team &team);

    /// The member as it is now in the team; nullopt if it was there before.
    core::Result<std::optional<storage::TeamMember>> add(storage::TeamMember member);

private:
    UserStore m_users;
    Change &m_change;
    storage::Team &m_team;
    const Directory &m_directory;
};

/// The member of this id, or of this e-mail where the id is empty; -1 if there is none.
qsizetype memberPosition(const storage::Team &team, const QString &userId,
                         const std::optional<QString> &email);

} // namespace sekisho::gateway
