// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "observation.h"

#include <storage/database.h>

namespace sekisho::storage {

// Rows of traces.db to values and back, in the order of the column lists.
extern const QString TraceColumns;
extern const QString ObservationColumns;

Trace readTrace(const Row &row);
Observation readObservation(const Row &row);
TraceSession readSession(const Row &row);

QVariantList traceValues(const Trace &trace);
QVariantList observationValues(const Observation &observation);

qint64 toNanos(SpanTime time);
std::optional<qint64> toNanos(const std::optional<SpanTime> &time);
SpanTime fromNanos(std::int64_t nanos);

} // namespace sekisho::storage
