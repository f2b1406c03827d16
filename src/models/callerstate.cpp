// SPDX-License-Identifier: GPL-3.0-or-later
#include "callerstate.h"

namespace sekisho::models {

CallerState::CallerState(client::ProfileSession *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(m_session, &client::ProfileSession::keyChanged, this, [this] {
        m_caller = {};
        m_state = {};
        refresh();
    });
}

void CallerState::refresh()
{
    const int generation = ++m_generation;
    const bool known = m_state.kind == PageState::Kind::Ready || m_state.kind == PageState::Kind::Refreshing;
    m_state = {known ? PageState::Kind::Refreshing : PageState::Kind::Loading, {}};
    Q_EMIT changed();
    m_session->gateway().health().caller().then(
        this, [this, generation](const core::Result<client::CallerInfo> &caller) {
            if (generation == m_generation)
                take(caller);
        });
}

void CallerState::take(const core::Result<client::CallerInfo> &caller)
{
    m_caller = caller ? *caller : client::CallerInfo();
    m_state = caller ? PageState{PageState::Kind::Ready, {}} : PageState::failed(caller.error());
    Q_EMIT changed();
}

} // namespace sekisho::models
