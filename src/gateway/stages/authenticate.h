// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../caller.h"

#include <core/clock.h>
#include <core/secretstring.h>
#include <http/headers.h>

namespace sekisho::gateway {

/// The master key as the gateway keeps it: hashed, compared in constant time.
class MasterKey
{
public:
    explicit MasterKey(const core::SecretString &key);
    bool matches(QByteArrayView presentedHash) const;
    const QByteArray &hash() const { return m_hash; }

private:
    QByteArray m_hash;
};

/// The key a request carries, in LiteLLM's order of places (litellm-api §1.1): x-litellm-api-key,
/// Authorization, API-Key, x-api-key, x-goog-api-key, Ocp-Apim-Subscription-Key. With a header of the
/// configuration's own only there, as `Bearer <key>`.
core::Result<QByteArray> presentedKey(const http::Headers &headers, const QByteArray &ownHeader = {});

/// Stage 3, authenticate: who asks. Unauthenticated never says more than that the key is not known.
class Authenticate
{
public:
    Authenticate(const Directory &directory, const MasterKey &master, const core::Clock &clock,
                 QByteArray ownHeader = {});
    core::Result<Caller> run(const http::Headers &headers) const;

private:
    core::Result<Caller> callerOf(const QByteArray &hash) const;

    const Directory &m_directory;
    const MasterKey &m_master;
    const core::Clock &m_clock;
    const QByteArray m_ownHeader;
};

} // namespace sekisho::gateway
