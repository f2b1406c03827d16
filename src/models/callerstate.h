// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pagestate.h"

#include <client/profilesession.h>

namespace sekisho::models {

/// Who the current key makes us at the gateway, and what it has spent: decides which pages are shown. Read
/// again when the key changes; call refresh() after a turn for the spend.
class CallerState : public QObject
{
    Q_OBJECT
public:
    /// `session` is borrowed.
    explicit CallerState(client::ProfileSession *session, QObject *parent = nullptr);

    const PageState &state() const { return m_state; }
    bool isAdmin() const { return m_caller.isAdmin; }
    /// Absent for the master key and while nothing is known.
    const std::optional<client::VirtualKeyInfo> &key() const { return m_caller.key; }
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void take(const core::Result<client::CallerInfo> &caller);

    client::ProfileSession *m_session;
    client::CallerInfo m_caller;
    PageState m_state;
    int m_generation = 0;
};

} // namespace sekisho::models
