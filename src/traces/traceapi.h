// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/secretstring.h>
#include <http/message.h>

namespace sekisho::traces {

class TraceStore;

/// The key pair of the one project a store holds.
struct ProjectKeys {
    QString publicKey;
    core::SecretString secretKey;
};

/// Langfuse's public HTTP API, the part Sekisho serves, in its v3 forms: OTLP in, reads out. `handle` blocks
/// on the database, so call it on the thread that opened the store. Everything is answered, also what is
/// unknown.
class TraceApi
{
public:
    TraceApi(TraceStore &store, ProjectKeys keys, const core::Clock &clock);

    /// Whether a path belongs to this API ("/api/public/...").
    static bool serves(QByteArrayView path);

    http::Response handle(const http::Request &request);

private:
    TraceStore &m_store;
    ProjectKeys m_keys;
    const core::Clock &m_clock;
};

} // namespace sekisho::traces
