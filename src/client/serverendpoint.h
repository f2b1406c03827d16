// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secretstring.h>

#include <QList>
#include <QNetworkRequest>
#include <QUrl>
#include <QUrlQuery>

namespace sekisho::client {

/// One request header that carries a secret.
struct AuthHeader {
    QByteArray name;
    QByteArray prefix; ///< "Bearer ", "Basic " or nothing
    core::SecretString secret;
    friend bool operator==(const AuthHeader &, const AuthHeader &) = default;
};

/// Where a server is and what every request to it carries.
struct ServerEndpoint {
    QUrl baseUrl; ///< may have a path; request paths are appended to it
    QList<AuthHeader> auth;
    friend bool operator==(const ServerEndpoint &, const ServerEndpoint &) = default;
};

/// The address of `path` there. A "/v1" at the end of the base URL, as OpenAI's clients want it, is left out.
QUrl urlFor(const ServerEndpoint &endpoint, const QString &path, const QUrlQuery &query = {});
/// A request with the endpoint's authentication, and without cookies, HTTP login prompts or redirects to
/// other hosts.
QNetworkRequest networkRequest(const ServerEndpoint &endpoint, const QUrl &url);

/// `Authorization: Bearer ...`: a virtual key, the master key, or a token.
AuthHeader bearerAuth(const core::SecretString &secret);
/// The secret alone in a header of its own, e.g. x-litellm-api-key beside a token in Authorization.
AuthHeader headerAuth(const QByteArray &name, const core::SecretString &secret);
/// `Authorization: Basic ...` (RFC 7617), as Langfuse wants its key pair.
AuthHeader basicAuth(const QString &user, const core::SecretString &password);

} // namespace sekisho::client
