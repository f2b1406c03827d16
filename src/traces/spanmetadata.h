// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "otlpspan.h"

namespace sekisho::traces {

enum class MetadataOf { Observation, Trace };

/// The metadata of a span or its trace: what was given, whole or by key, and always the resource's attributes
/// and the scope. Spans of other instrumentations keep their attributes under "attributes".
core::Json metadataOf(const OtlpSource &source, MetadataOf target);

/// Only what was given, without the surroundings.
core::Json givenMetadata(const Attributes &attributes, MetadataOf target);

/// The members of `addition` go into `target`, object by object.
void mergeDeeply(core::Json &target, const core::Json &addition);

} // namespace sekisho::traces
