// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "otlpspan.h"

namespace sekisho::traces {

/// Langfuse's name of what a span is, by the priorities of its ObservationTypeMapper.
QString observationTypeOf(const OtlpSource &source);

/// Whether the span names a model by any of the keys Langfuse looks at.
bool namesModel(const Attributes &attributes);
std::optional<QString> modelOf(const Attributes &attributes);

/// Langfuse's level for a level name in any spelling it accepts; nothing for others.
std::optional<QString> levelFor(const QString &name);

} // namespace sekisho::traces
