// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportingtracer.h"

#include <core/logging.h>

namespace sekisho::app {

ExportingTracer::ExportingTracer(client::TraceExporter *exporter)
    : m_exporter(exporter)
{
}

void ExportingTracer::trace(const client::ChatTurnTrace &turn)
{
    m_exporter->enqueue(turn).then(this, [](const core::Result<std::int64_t> &queued) {
        if (!queued)
            qCWarning(core::lcApp).noquote() << "A trace was not queued:" << core::describe(queued.error());
    });
}

} // namespace sekisho::app
