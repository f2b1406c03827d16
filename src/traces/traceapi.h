// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "projectauth.h"

#include <core/clock.h>
#include <http/message.h>

#include <memory>

namespace sekisho::traces {

class TraceStore;

/// One thing that can be asked, e.g. "GET", "/api/public/traces/{id}".
struct TraceEndpoint {
    QByteArray method;
    QByteArray path;
    bool needsKeys = true;
};

/// Langfuse's public HTTP API, the part Sekisho serves, in its v3 forms: OTLP in, reads out. `handle` blocks
/// on the database, so call it on the thread that opened the store. Everything is answered, also what is
/// unknown.
class TraceApi
{
public:
    /// Borrows the store and the clock.
    TraceApi(TraceStore &store, ProjectKeys keys, const core::Clock &clock);
    ~TraceApi();

    /// Whether a path belongs to this API ("/api/public/...").
    static bool serves(QByteArrayView path);

    std::vector<TraceEndpoint> endpoints() const;

    http::Response handle(const http::Request &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::traces
