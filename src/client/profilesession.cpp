// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilesession.h"

namespace sekisho::client {

ProfileSession::ProfileSession(const core::Clock *clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_transport(&m_network, {})
    , m_gateway(&m_transport)
{
}

ProfileSession::~ProfileSession() = default;

void ProfileSession::open(const Profile &profile, const SessionSecrets &secrets)
{
    m_profile = profile;
    m_secrets = secrets;
    m_transport.setEndpoint(gatewayEndpoint());
    Q_EMIT profileChanged();
    Q_EMIT keyChanged();
}

void ProfileSession::useKey(const QString &keyId, const core::SecretString &secret)
{
    m_profile.currentKeyId = keyId;
    m_secrets.key = secret;
    m_transport.setEndpoint(gatewayEndpoint());
    Q_EMIT keyChanged();
}

void ProfileSession::rememberKey(const KeyRef &key)
{
    for (auto &known : m_profile.keys) {
        if (known.id != key.id)
            continue;
        known = key;
        Q_EMIT keysChanged();
        return;
    }
    m_profile.keys << key;
    Q_EMIT keysChanged();
}

void ProfileSession::forgetKey(const QString &keyId)
{
    if (m_profile.keys.removeIf([&keyId](const KeyRef &key) { return key.id == keyId; }) == 0)
        return;
    Q_EMIT keysChanged();
    if (m_profile.currentKeyId == keyId)
        useKey({}, {});
}

std::unique_ptr<ApiTransport> ProfileSession::newTransport(const ServerEndpoint &endpoint)
{
    return std::make_unique<ApiTransport>(&m_network, endpoint);
}

std::unique_ptr<ChatStream> ProfileSession::newChatStream()
{
    return std::make_unique<ChatStream>(&m_chatNetwork, gatewayEndpoint(), m_clock);
}

ServerEndpoint ProfileSession::gatewayEndpoint() const
{
    return gatewayEndpoint(m_secrets.key);
}

ServerEndpoint ProfileSession::gatewayEndpoint(const core::SecretString &key) const
{
    return {m_profile.gatewayUrl, authFor(m_profile, {key, m_secrets.token, {}})};
}

LangfuseEndpoint ProfileSession::langfuseEndpoint() const
{
    if (!m_profile.langfuse)
        return {};
    return {m_profile.id, m_profile.langfuse->url, m_profile.langfuse->publicKey, m_secrets.langfuse,
            m_profile.langfuse->environment};
}

QList<AuthHeader> authFor(const Profile &profile, const SessionSecrets &secrets)
{
    QList<AuthHeader> headers;
    const bool hasToken = profile.signIn != SignInKind::VirtualKey && !secrets.token.isEmpty();
    if (hasToken)
        headers << bearerAuth(secrets.token);
    if (secrets.key.isEmpty())
        return headers;
    if (profile.signIn == SignInKind::VirtualKey)
        headers << bearerAuth(secrets.key);
    else if (profile.signIn == SignInKind::TokenWithKeyHeader)
        headers << headerAuth(profile.keyHeader.toLatin1(), secrets.key);
    return headers;
}

} // namespace sekisho::client
