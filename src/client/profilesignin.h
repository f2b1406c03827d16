// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profilesession.h"

#include <secrets/secretstore.h>

namespace sekisho::client {

/// Fetches secrets from the store and puts them to work in a ProfileSession. What is asked last wins; futures
/// of what it overtook end with Cancelled.
class ProfileSignIn : public QObject
{
    Q_OBJECT
public:
    /// Both are borrowed.
    ProfileSignIn(ProfileSession *session, secrets::SecretStore *store, QObject *parent = nullptr);

    core::Async<void> open(const Profile &profile);
    /// NotFound if the profile has no such key, Unauthenticated if the store has lost its secret.
    core::Async<void> chooseKey(const QString &keyId);
    /// Keeps the secret in the store under `key.secretName`, and tells the session of the key.
    core::Async<void> addKey(const KeyRef &key, const core::SecretString &secret);
    core::Async<void> removeKey(const QString &keyId);

private:
    ProfileSession *m_session;
    secrets::SecretStore *m_store;
    int m_generation = 0;
};

} // namespace sekisho::client
