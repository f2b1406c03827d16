// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace sekisho::client {

enum class SignInKind {
    VirtualKey,         ///< key in Authorization
    TokenWithKeyHeader, ///< Entra/OIDC token in Authorization, key in `keyHeader`
    TokenOnly,
};

/// A key the profile knows. The key itself is in the secret store under `secretName`.
struct KeyRef {
    QString id;
    QString alias;
    QString masked; ///< "sk-...W8TA"
    QString secretName;
    bool isMaster = false;
    friend bool operator==(const KeyRef &, const KeyRef &) = default;
};

struct LangfuseAddress {
    QUrl url;
    QString publicKey;
    QString secretName;
    QString environment; ///< "default" if empty
    friend bool operator==(const LangfuseAddress &, const LangfuseAddress &) = default;
};

/// A gateway, how to sign in there, and where traces go. Holds no secret.
struct Profile {
    QString id;
    QString name;
    QUrl gatewayUrl;
    SignInKind signIn = SignInKind::VirtualKey;
    QString keyHeader = QStringLiteral("x-litellm-api-key");
    QString tokenSecretName;
    QList<KeyRef> keys;
    QString currentKeyId;
    std::optional<LangfuseAddress> langfuse;
    QString colour; ///< "#rrggbb"
    bool production = false;
    bool builtIn = false; ///< the local gateway

    const KeyRef *key(const QString &id) const;
    const KeyRef *currentKey() const { return key(currentKeyId); }
    /// The key to administer with; null where there is none, or where keys are not presented at all.
    const KeyRef *masterKey() const;
    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace sekisho::client
