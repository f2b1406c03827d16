// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/traceexporter.h>
#include <models/chat/turntracer.h>

namespace sekisho::app {

/// Hands the turns of the chat to the exporter.
class ExportingTracer final : public QObject, public models::TurnTracer
{
public:
    /// `exporter` is borrowed.
    explicit ExportingTracer(client::TraceExporter *exporter);
    void trace(const client::ChatTurnTrace &turn) override;

private:
    client::TraceExporter *m_exporter;
};

} // namespace sekisho::app
