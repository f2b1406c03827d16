// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedprofiles.h"

#include <storage/desktop/profilerepository.h>

namespace sekisho::app {

using client::KeyRef;
using client::LangfuseAddress;
using client::Profile;
using core::Async;
using core::fail;
using core::Result;
using storage::Database;
using storage::ProfileRepository;

namespace {

static_assert(int(client::SignInKind::TokenOnly) == int(storage::SignInKind::TokenOnly));

storage::Profile rowFrom(const Profile &profile)
{
    storage::Profile row;
    row.id = profile.id;
    row.name = profile.name;
    row.gatewayUrl = profile.gatewayUrl;
    row.signInKind = static_cast<storage::SignInKind>(profile.signIn);
    row.keyHeader = profile.keyHeader;
    row.tokenSecretRef = profile.tokenSecretName;
    row.currentKeyId = profile.currentKeyId;
    row.colour = profile.colour;
    row.isProduction = profile.production;
    row.builtIn = profile.builtIn;
    if (profile.langfuse) {
        row.langfuseUrl = profile.langfuse->url;
        row.langfusePublicKey = profile.langfuse->publicKey;
        row.langfuseSecretRef = profile.langfuse->secretName;
        row.langfuseEnvironment = profile.langfuse->environment;
    }
    for (const KeyRef &key : profile.keys)
        row.keys.append({key.id, key.alias, key.masked, key.secretName, key.isMaster});
    return row;
}

Profile profileFrom(const storage::Profile &row)
{
    Profile profile;
    profile.id = row.id;
    profile.name = row.name;
    profile.gatewayUrl = row.gatewayUrl;
    profile.signIn = static_cast<client::SignInKind>(row.signInKind);
    profile.keyHeader = row.keyHeader;
    profile.tokenSecretName = row.tokenSecretRef;
    profile.currentKeyId = row.currentKeyId;
    profile.colour = row.colour;
    profile.production = row.isProduction;
    profile.builtIn = row.builtIn;
    if (!row.langfuseUrl.isEmpty())
        profile.langfuse = LangfuseAddress{row.langfuseUrl, row.langfusePublicKey, row.langfuseSecretRef,
                                           row.langfuseEnvironment};
    for (const auto &key : row.keys)
        profile.keys.append({key.id, key.alias, key.masked, key.secretRef, key.isMaster});
    return profile;
}

Result<QList<Profile>> readAll(Database &database)
{
    const auto rows = ProfileRepository(database).list();
    if (!rows)
        return fail(rows.error());
    QList<Profile> profiles;
    for (const auto &row : *rows)
        profiles.append(profileFrom(row));
    return profiles;
}

} // namespace

StoredProfiles::StoredProfiles(DesktopStore *store)
    : m_store(store)
{
}

Async<QList<Profile>> StoredProfiles::load()
{
    return m_store->run<QList<Profile>>(readAll);
}

Async<void> StoredProfiles::save(const Profile &profile)
{
    return m_store->run<void>(
        [row = rowFrom(profile)](Database &database) { return ProfileRepository(database).save(row); });
}

Async<void> StoredProfiles::remove(const QString &id)
{
    return m_store->run<void>([id](Database &database) { return ProfileRepository(database).remove(id); });
}

} // namespace sekisho::app
