// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace sekisho::storage {

enum class SignInKind { VirtualKey, TokenAndKey, TokenOnly };

/// A key that a profile knows of; the key itself is in the secret store.
struct KnownKey {
    QString id;
    QString alias;
    QString masked; ///< "sk-...W8TA"
    QString secretRef;
    bool isMaster = false;
    friend bool operator==(const KnownKey &, const KnownKey &) = default;
};

/// A gateway, how to sign in there, and where its traces go.
struct Profile {
    QString id;
    QString name;
    QUrl gatewayUrl;
    SignInKind signInKind = SignInKind::VirtualKey;
    QString keyHeader;      ///< where the key goes when a token takes the Authorization header
    QString tokenSecretRef; ///< name in the secret store
    QString currentKeyId;   ///< the key in use when the profile was last open
    QUrl langfuseUrl;       ///< empty: none
    QString langfusePublicKey;
    QString langfuseSecretRef; ///< name in the secret store
    QString langfuseEnvironment;
    QString colour; ///< "#rrggbb"; empty: the theme's own
    bool isProduction = false;
    bool builtIn = false; ///< the local gateway; cannot be deleted
    QList<KnownKey> keys; ///< in the order they are shown
    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace sekisho::storage
