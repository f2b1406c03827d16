// SPDX-License-Identifier: GPL-3.0-or-later
#include "traceapi.h"

namespace sekisho::traces {

TraceApi::TraceApi(TraceStore &store, ProjectKeys keys, const core::Clock &clock)
    : m_store(store)
    , m_keys(std::move(keys))
    , m_clock(clock)
{
}

bool TraceApi::serves(QByteArrayView path)
{
    return path.startsWith("/api/public/");
}

} // namespace sekisho::traces
