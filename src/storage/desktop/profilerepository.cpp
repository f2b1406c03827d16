// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilerepository.h"

#include "enumtext.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

constexpr EnumText<SignInKind, 3> SignIns({{{SignInKind::VirtualKey, "virtual_key"},
                                            {SignInKind::TokenAndKey, "token_and_key"},
                                            {SignInKind::TokenOnly, "token_only"}}});

QString columns()
{
    return u"id, name, gateway_url, sign_in, key_header, token_secret_ref, current_key_id, langfuse_url, "
           "langfuse_public_key, langfuse_secret_ref, langfuse_environment, colour, is_production, built_in"_s;
}

QVariantList values(const Profile &profile)
{
    return {profile.id,
            profile.name,
            profile.gatewayUrl.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo),
            SignIns.text(profile.signInKind),
            profile.keyHeader,
            profile.tokenSecretRef,
            profile.currentKeyId,
            profile.langfuseUrl.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo),
            profile.langfusePublicKey,
            profile.langfuseSecretRef,
            profile.langfuseEnvironment,
            profile.colour,
            profile.isProduction ? 1 : 0,
            profile.builtIn ? 1 : 0};
}

Profile readProfile(const Row &row)
{
    Profile profile;
    profile.id = row.text(0);
    profile.name = row.text(1);
    profile.gatewayUrl = QUrl(row.text(2));
    profile.signInKind = SignIns.value(row.text(3));
    profile.keyHeader = row.text(4);
    profile.tokenSecretRef = row.text(5);
    profile.currentKeyId = row.text(6);
    profile.langfuseUrl = QUrl(row.text(7));
    profile.langfusePublicKey = row.text(8);
    profile.langfuseSecretRef = row.text(9);
    profile.langfuseEnvironment = row.text(10);
    profile.colour = row.text(11);
    profile.isProduction = row.boolean(12);
    profile.builtIn = row.boolean(13);
    return profile;
}

KnownKey readKey(const Row &row)
{
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.boolean(4)};
}

Result<void> done(const Result<std::int64_t> &changed)
{
    if (!changed)
        return core::fail(changed.error());
    return {};
}

} // namespace

ProfileRepository::ProfileRepository(Database &database)
    : m_database(database)
{
}

Result<QList<Profile>> ProfileRepository::list()
{
    auto profiles = m_database.select<Profile>(
        u"SELECT "_s + columns() + u" FROM profiles ORDER BY built_in DESC, name, id"_s, {}, readProfile);
    if (!profiles)
        return profiles;
    for (Profile &profile : *profiles) {
        if (auto read = readKeys(profile); !read)
            return core::fail(read.error());
    }
    return profiles;
}

Result<std::optional<Profile>> ProfileRepository::find(const QString &id)
{
    auto profile = m_database.selectOne<Profile>(u"SELECT "_s + columns() + u" FROM profiles WHERE id = ?"_s,
                                                 {id}, readProfile);
    if (!profile || !profile->has_value())
        return profile;
    if (auto read = readKeys(**profile); !read)
        return core::fail(read.error());
    return profile;
}

Result<void> ProfileRepository::save(const Profile &profile)
{
    return m_database.transaction([&]() -> Result<void> {
        if (auto saved = saveRow(profile); !saved)
            return saved;
        return saveKeys(profile);
    });
}

Result<void> ProfileRepository::saveRow(const Profile &profile)
{
    QStringList assignments;
    for (const QString &column : columns().split(u", "_s).mid(1))
        assignments.append(column + u" = excluded."_s + column);
    const QString marks = QStringList(values(profile).size(), u"?"_s).join(u", "_s);
    return done(
        m_database.execute(u"INSERT INTO profiles (%1) VALUES (%2) ON CONFLICT (id) DO UPDATE SET %3"_s.arg(
                               columns(), marks, assignments.join(u", "_s)),
                           values(profile)));
}

Result<void> ProfileRepository::saveKeys(const Profile &profile)
{
    auto cleared = m_database.execute(u"DELETE FROM profile_keys WHERE profile_id = ?"_s, {profile.id});
    for (qsizetype i = 0; cleared && i < profile.keys.size(); ++i) {
        const KnownKey &key = profile.keys.at(i);
        cleared = m_database.execute(
            u"INSERT INTO profile_keys (profile_id, position, key_id, alias, masked, secret_ref, "
            "is_master) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            {profile.id, i, key.id, key.alias, key.masked, key.secretRef, key.isMaster ? 1 : 0});
    }
    return done(cleared);
}

Result<void> ProfileRepository::readKeys(Profile &profile)
{
    auto keys = m_database.select<KnownKey>(
        u"SELECT key_id, alias, masked, secret_ref, is_master FROM profile_keys WHERE "
        "profile_id = ? ORDER BY position"_s,
        {profile.id}, readKey);
    if (!keys)
        return core::fail(keys.error());
    profile.keys = std::move(*keys);
    return {};
}

Result<void> ProfileRepository::remove(const QString &id)
{
    const auto profile = find(id);
    if (!profile)
        return core::fail(profile.error());
    if (*profile && (*profile)->builtIn)
        return core::fail(core::ErrorKind::Conflict, u"The built-in profile cannot be deleted"_s);
    return m_database.transaction([&]() -> Result<void> {
        auto keys = done(m_database.execute(u"DELETE FROM profile_keys WHERE profile_id = ?"_s, {id}));
        if (!keys)
            return keys;
        return done(m_database.execute(u"DELETE FROM profiles WHERE id = ?"_s, {id}));
    });
}

} // namespace sekisho::storage
