// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilesignin.h"

namespace sekisho::client {

using core::ErrorKind;
using core::Result;
using core::SecretString;
using namespace Qt::Literals::StringLiterals;

namespace {
using Read = Result<std::optional<SecretString>>;

core::Async<std::optional<SecretString>> readOrNothing(secrets::SecretStore &store, const QString &name)
{
    if (name.isEmpty())
        return core::readyFuture(Read(std::optional<SecretString>()));
    return store.read(name);
}

/// What the store lost is asked for by the page that needs it; it does not keep a profile from opening.
SecretString valueOf(const Read &read)
{
    return read ? read->value_or(SecretString()) : SecretString();
}
} // namespace

ProfileSignIn::ProfileSignIn(ProfileSession *session, secrets::SecretStore *store, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_store(store)
{
}

core::Async<void> ProfileSignIn::open(const Profile &profile)
{
    const int generation = ++m_generation;
    const auto *key = profile.currentKey();
    QList<core::Async<std::optional<SecretString>>> reads{
        readOrNothing(*m_store, key ? key->secretName : QString()),
        readOrNothing(*m_store, profile.tokenSecretName),
        readOrNothing(*m_store, profile.langfuse ? profile.langfuse->secretName : QString())};
    return QtFuture::whenAll(reads.begin(), reads.end())
        .then(this, [this, generation, profile](const QList<core::Async<std::optional<SecretString>>> &done) {
            if (generation != m_generation)
                return Result<void>(core::fail(ErrorKind::Cancelled, u"Another profile was opened"_s));
            m_session->open(
                profile, {valueOf(done[0].result()), valueOf(done[1].result()), valueOf(done[2].result())});
            return Result<void>();
        });
}

core::Async<void> ProfileSignIn::chooseKey(const QString &keyId)
{
    const auto *key = m_session->profile().key(keyId);
    if (!key)
        return core::readyFuture(
            Result<void>(core::fail(ErrorKind::NotFound, u"The profile has no such key"_s)));
    const int generation = ++m_generation;
    return m_store->read(key->secretName).then(this, [this, generation, keyId](const Read &secret) {
        if (generation != m_generation)
            return Result<void>(core::fail(ErrorKind::Cancelled, u"Another key was chosen"_s));
        if (!secret)
            return Result<void>(core::fail(secret.error()));
        if (!*secret)
            return Result<void>(
                core::fail(ErrorKind::Unauthenticated, u"The secret store has lost this key"_s));
        m_session->useKey(keyId, **secret);
        return Result<void>();
    });
}

core::Async<void> ProfileSignIn::addKey(const KeyRef &key, const SecretString &secret)
{
    const auto profileId = m_session->profile().id;
    return m_store->write(key.secretName, secret).then(this, [this, key, profileId](Result<void> written) {
        if (written && m_session->profile().id == profileId)
            m_session->rememberKey(key);
        return written;
    });
}

core::Async<void> ProfileSignIn::removeKey(const QString &keyId)
{
    const auto *key = m_session->profile().key(keyId);
    if (!key)
        return core::readyFuture(
            Result<void>(core::fail(ErrorKind::NotFound, u"The profile has no such key"_s)));
    const auto secretName = key->secretName;
    m_session->forgetKey(keyId);
    return m_store->remove(secretName);
}

} // namespace sekisho::client
