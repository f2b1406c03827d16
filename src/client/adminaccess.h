// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profilesession.h"

#include <secrets/secretstore.h>

namespace sekisho::client {

/// The gateway as its administrator sees it: with the master key of the profile where it knows one, whatever
/// key the chat uses, and as the chat does otherwise. A token that the profile signs in with goes along
/// either way. The client stays the same object. GUI thread.
class AdminAccess : public QObject
{
    Q_OBJECT
public:
    /// Both are borrowed.
    AdminAccess(ProfileSession *session, secrets::SecretStore *store, QObject *parent = nullptr);
    ~AdminAccess() override;

    const GatewayClient &gateway() const { return m_gateway; }
    /// Whether a master key is at hand; without one, what is allowed depends on the current key.
    bool hasMasterKey() const { return m_hasMasterKey; }

Q_SIGNALS:
    /// Another profile, or another key to ask with: what was read before is of no interest any more.
    void changed();

private:
    void follow();
    void use(const ServerEndpoint &endpoint, bool asMaster);

    ProfileSession *m_session;
    secrets::SecretStore *m_store;
    std::unique_ptr<ApiTransport> m_transport;
    GatewayClient m_gateway;
    bool m_hasMasterKey = false;
    int m_generation = 0;
};

} // namespace sekisho::client
