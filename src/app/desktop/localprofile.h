// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/profilesignin.h>
#include <gateway/gatewayoptions.h>

namespace sekisho::app {

/// Makes the built-in profile ready for use once the local gateway runs: its address, its master key, its
/// Langfuse, and at the first start a virtual key to chat with. GUI thread.
class LocalProfile : public QObject
{
    Q_OBJECT
public:
    static const QString Id;

    /// Both are borrowed.
    LocalProfile(client::ProfileSession *session, secrets::SecretStore *store, QObject *parent = nullptr);

    /// `known` is the profile as it was kept, if there was one.
    void prepare(const gateway::GatewayInfo &gateway, std::optional<client::Profile> known);

Q_SIGNALS:
    /// Opened in the session, and to be kept.
    void ready(const sekisho::client::Profile &profile);
    void failed(const sekisho::core::Error &error);

private:
    void keepLangfuseSecret();
    void findFirstKey();
    void replaceFirstKey();
    void makeFirstKey();
    void open();
    template <typename T, typename Then>
    void step(core::Async<T> work, Then then);

    client::ProfileSession *m_session;
    secrets::SecretStore *m_store;
    client::ProfileSignIn m_signIn;
    std::unique_ptr<client::ApiTransport> m_asAdmin;
    gateway::GatewayInfo m_gateway;
    client::Profile m_profile;
};

} // namespace sekisho::app
