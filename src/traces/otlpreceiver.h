// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tracestore.h"

#include <core/clock.h>
#include <http/message.h>

namespace sekisho::traces {

/// POST /api/public/otel/v1/traces: OTLP over HTTP in its JSON form, gzip allowed. Answers 200 only once
/// everything is committed. Protobuf bodies are refused with 415 and a text that says what to set.
class OtlpReceiver
{
public:
    /// Past this, also unpacked, an export is refused with 413.
    static constexpr qsizetype LargestBody = 64 * 1024 * 1024;

    OtlpReceiver(TraceStore &store, const core::Clock &clock);
    http::Response receive(const http::Request &request);

private:
    http::Response ingest(QByteArrayView json);

    TraceStore &m_store;
    const core::Clock &m_clock;
};

} // namespace sekisho::traces
