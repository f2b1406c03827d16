// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queryparameters.h"
#include "tracejson.h"
#include "tracestore.h"

namespace sekisho::traces {

/// What a read route was asked.
struct ReadCall {
    QString id; ///< of the path; empty for lists
    QueryParameters query;
};

/// The read routes (v3 forms) without HTTP: a call in, the answer's JSON out. Blocks on the database.
class TraceReader
{
public:
    TraceReader(TraceStore &store, Project project);

    core::Result<core::Json> traces(const ReadCall &call);
    core::Result<core::Json> trace(const ReadCall &call);
    core::Result<core::Json> sessions(const ReadCall &call);
    core::Result<core::Json> session(const ReadCall &call);
    core::Result<core::Json> observations(const ReadCall &call);
    core::Result<core::Json> observation(const ReadCall &call);
    core::Result<core::Json> projects(const ReadCall &call);

private:
    storage::TraceRepository &m_repository;
    Project m_project;
};

} // namespace sekisho::traces
