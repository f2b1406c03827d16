// SPDX-License-Identifier: GPL-3.0-or-later
#include "adminaccess.h"

namespace sekisho::client {

using core::SecretString;

AdminAccess::AdminAccess(ProfileSession *session, secrets::SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_store(store)
    , m_transport(session->newTransport({}))
    , m_gateway(m_transport.get())
{
    connect(session, &ProfileSession::keyChanged, this, &AdminAccess::follow);
    connect(session, &ProfileSession::keysChanged, this, &AdminAccess::follow);
    follow();
}

AdminAccess::~AdminAccess() = default;

void AdminAccess::follow()
{
    const int generation = ++m_generation;
    const KeyRef *master = m_session->profile().masterKey();
    if (!master)
        return use(m_session->gatewayEndpoint(), false);
    m_store->read(master->secretName)
        .then(this, [this, generation](const core::Result<std::optional<SecretString>> &secret) {
            if (generation != m_generation)
                return;
            if (!secret || !*secret)
                return use(m_session->gatewayEndpoint(), false);
            use(m_session->gatewayEndpoint(**secret), true);
        });
}

void AdminAccess::use(const ServerEndpoint &endpoint, bool asMaster)
{
    if (endpoint == m_transport->endpoint() && asMaster == m_hasMasterKey)
        return;
    m_transport->setEndpoint(endpoint);
    m_hasMasterKey = asMaster;
    Q_EMIT changed();
}

} // namespace sekisho::client
