// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "userstore.h"

namespace sekisho::gateway {

/// One /user/new: the user, the teams and organisations it joins, and its first key.
class NewUser
{
public:
    NewUser(ControlServices &services, const AdminCall &call);

    core::Result<core::Json> make();

private:
    core::Result<void> readUser();
    core::Result<void> mayMake() const;
    core::Result<void> joinTeams();
    core::Result<void> joinTeam(const core::Json &membership);
    core::Result<void> joinOrganizations();
    core::Result<void> makeKey();
    core::Json answer() const;

    ControlServices &m_services;
    const AdminCall &m_call;
    UserStore m_store;
    Change m_change;
    storage::User m_user;
    QStringList m_teams;
    QString m_plainKey; ///< empty if none was asked for
    storage::VirtualKey m_key;
};

} // namespace sekisho::gateway
