// SPDX-License-Identifier: GPL-3.0-or-later
#include "localprofile.h"

#include <client/gatewayclient.h>
#include <core/mask.h>

namespace sekisho::app {

using client::GeneratedKey;
using client::KeyRef;
using client::Profile;
using client::VirtualKeyInfo;
using core::Result;
using core::SecretString;

const QString LocalProfile::Id = QStringLiteral("local");

namespace {

const QString MasterKeyName = QStringLiteral("local/master-key");
const QString LangfuseSecretName = QStringLiteral("local/langfuse-secret");
const QString FirstKeyName = QStringLiteral("local/first-key");
// The accent: the local gateway is the ordinary case, not a warning.
const QString LocalColour = QStringLiteral("#3b5bdb");
// What the key made at the first start is called, in every language.
const QString FirstKeyAlias = QStringLiteral("my-key");

void rememberIn(Profile &profile, const KeyRef &key)
{
    for (KeyRef &known : profile.keys) {
        if (known.id == key.id) {
            known = key;
            return;
        }
    }
    profile.keys.append(key);
}

KeyRef refTo(const QString &secretName, const QString &alias, const QString &masked, bool isMaster)
{
    return {secretName, alias, masked, secretName, isMaster};
}

} // namespace

LocalProfile::LocalProfile(client::ProfileSession *session, secrets::SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_store(store)
    , m_signIn(session, store)
{
}

/// Goes on with `then` if the work succeeded; one failure ends the preparation.
template <typename T, typename Then>
void LocalProfile::step(core::Async<T> work, Then then)
{
    work.then(this, [this, then](const Result<T> &result) {
        if (result)
            then(result);
        else
            Q_EMIT failed(result.error());
    });
}

void LocalProfile::prepare(const gateway::GatewayInfo &gateway, std::optional<Profile> known)
{
    m_gateway = gateway;
    m_profile = known.value_or(Profile());
    m_profile.id = Id;
    m_profile.builtIn = true;
    m_profile.name = tr("Local gateway");
    m_profile.gatewayUrl = gateway.url;
    m_profile.colour = LocalColour;
    const QString environment = m_profile.langfuse ? m_profile.langfuse->environment : QString();
    m_profile.langfuse =
        client::LangfuseAddress{gateway.url, gateway.langfusePublicKey, LangfuseSecretName, environment};
    m_asAdmin = m_session->newTransport({gateway.url, {client::bearerAuth(gateway.masterKey)}});
    keepLangfuseSecret();
}

void LocalProfile::keepLangfuseSecret()
{
    step(m_store->write(LangfuseSecretName, m_gateway.langfuseSecretKey),
         [this](const Result<void> &) { findFirstKey(); });
}

void LocalProfile::findFirstKey()
{
    step(m_store->read(FirstKeyName), [this](const Result<std::optional<SecretString>> &kept) {
        if (*kept && m_profile.key(FirstKeyName))
            open();
        else
            replaceFirstKey();
    });
}

void LocalProfile::replaceFirstKey()
{
    // Its secret is lost (a keychain that forgot, or none): the key is of no use to anyone, and its alias
    // must be free.
    client::KeyQuery query;
    query.alias = FirstKeyAlias;
    const client::KeyOperations keys(m_asAdmin.get());
    step(keys.list(query), [this, keys](const Result<client::Page<VirtualKeyInfo>> &page) {
        QStringList lost;
        for (const VirtualKeyInfo &key : page->rows)
            lost.append(key.token);
        if (lost.isEmpty())
            return makeFirstKey();
        step(keys.remove(lost), [this](const Result<void> &) { makeFirstKey(); });
    });
}

void LocalProfile::makeFirstKey()
{
    client::NewKey wanted;
    wanted.alias = FirstKeyAlias;
    step(client::KeyOperations(m_asAdmin.get()).generate(wanted), [this](const Result<GeneratedKey> &made) {
        rememberIn(m_profile,
                   refTo(FirstKeyName, FirstKeyAlias, core::maskKey(made->secret.reveal()), false));
        m_profile.currentKeyId = FirstKeyName;
        step(m_store->write(FirstKeyName, made->secret), [this](const Result<void> &) { open(); });
    });
}

void LocalProfile::open()
{
    rememberIn(m_profile,
               refTo(MasterKeyName, tr("Master key"), core::maskKey(m_gateway.masterKey.reveal()), true));
    if (!m_profile.currentKey())
        m_profile.currentKeyId = FirstKeyName;
    step(m_signIn.open(m_profile), [this](const Result<void> &) { Q_EMIT ready(m_profile); });
}

} // namespace sekisho::app
