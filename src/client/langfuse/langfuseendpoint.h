// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/serverendpoint.h>

namespace sekisho::client {

/// Where a profile's traces live and what opens it.
struct LangfuseEndpoint {
    QString profileId; ///< traces queued for one profile are never sent to another
    QUrl baseUrl;      ///< "https://langfuse.example", without /api/public
    QString publicKey;
    core::SecretString secretKey;
    QString environment; ///< "default" if empty

    bool isValid() const { return baseUrl.isValid() && !publicKey.isEmpty() && !secretKey.isEmpty(); }
    ServerEndpoint withKeys() const { return {baseUrl, {basicAuth(publicKey, secretKey)}}; }
    ServerEndpoint withoutKeys() const { return {baseUrl, {}}; }
    friend bool operator==(const LangfuseEndpoint &, const LangfuseEndpoint &) = default;
};

} // namespace sekisho::client
