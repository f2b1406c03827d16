// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "langfusevalues.h"

#include <core/result.h>

namespace sekisho::client {

// Answers of Langfuse's v3 reads as values. Only an id is needed; everything else may be missing, null or of
// another type. Upstream when the shape is not Langfuse's at all.
core::Result<LangfusePage<TraceSummary>> readTracePage(const core::Json &answer);
core::Result<TraceDetail> readTraceDetail(const core::Json &answer);
core::Result<LangfusePage<SessionSummary>> readSessionPage(const core::Json &answer);
core::Result<SessionDetail> readSessionDetail(const core::Json &answer);
core::Result<LangfusePage<ObservationInfo>> readObservationPage(const core::Json &answer);
/// The version that GET /api/public/health tells.
core::Result<QString> readHealth(const core::Json &answer);
/// Project id and name; the version is left empty.
core::Result<LangfuseInfo> readProjects(const core::Json &answer);

} // namespace sekisho::client
