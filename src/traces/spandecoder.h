// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "otlpspan.h"
#include "spanrecord.h"

namespace sekisho::traces {

/// Reads the attributes of one span as Langfuse does (langfuse.* first, then the conventions of others).
SpanRecord decodeSpan(const OtlpSource &source);

/// A whole export; see readOtlp() for what is refused.
core::Result<QList<SpanRecord>> decodeOtlp(const core::Json &request, SpanTime now);

/// Langfuse's form of an environment name: lower case, its own prefix taken off, "default" for what it does
/// not allow.
QString normalisedEnvironment(const QString &name);

} // namespace sekisho::traces
