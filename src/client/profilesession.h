// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatstream.h"
#include "gatewayclient.h"
#include "langfuse/langfuseendpoint.h"
#include "profile.h"

#include <QNetworkAccessManager>

#include <memory>

namespace sekisho::client {

/// The secrets a session works with, fetched from the store by whoever changes profile or key.
struct SessionSecrets {
    core::SecretString key;
    core::SecretString token;
    core::SecretString langfuse;
};

/// The profile in use: clients that always speak to its gateway with its current key. Lives on the GUI
/// thread. The clients stay the same objects when profile or key change; answers to what was asked before may
/// still arrive.
class ProfileSession : public QObject
{
    Q_OBJECT
public:
    /// `clock` is borrowed.
    explicit ProfileSession(const core::Clock *clock, QObject *parent = nullptr);
    ~ProfileSession() override;

    const Profile &profile() const { return m_profile; }
    /// Emits profileChanged(), then keyChanged().
    void open(const Profile &profile, const SessionSecrets &secrets);
    /// The profile's key of this id, with its secret; emits keyChanged() only.
    void useKey(const QString &keyId, const core::SecretString &secret);
    /// Adds or replaces the reference; emits keysChanged().
    void rememberKey(const KeyRef &key);
    void forgetKey(const QString &keyId);
    /// Null if the profile has none.
    const KeyRef *currentKey() const { return m_profile.currentKey(); }

    const GatewayClient &gateway() const { return m_gateway; }
    /// Tests of another key or address go through a transport of their own.
    std::unique_ptr<ApiTransport> newTransport(const ServerEndpoint &endpoint);
    /// Not valid where the profile has no Langfuse.
    LangfuseEndpoint langfuseEndpoint() const;
    /// For whatever else speaks to this profile's servers; streams have another one.
    QNetworkAccessManager &network() { return m_network; }
    std::unique_ptr<ChatStream> newChatStream();
    ServerEndpoint gatewayEndpoint() const;
    /// The same with another key of this profile: beside its token, where it signs in with one.
    ServerEndpoint gatewayEndpoint(const core::SecretString &key) const;

Q_SIGNALS:
    void profileChanged();
    void keyChanged();
    void keysChanged();

private:
    const core::Clock *m_clock;
    QNetworkAccessManager m_network;
    QNetworkAccessManager m_chatNetwork;
    ApiTransport m_transport;
    GatewayClient m_gateway;
    Profile m_profile;
    SessionSecrets m_secrets;
};

/// How a secret is presented under this profile's kind of sign-in.
QList<AuthHeader> authFor(const Profile &profile, const SessionSecrets &secrets);

} // namespace sekisho::client
