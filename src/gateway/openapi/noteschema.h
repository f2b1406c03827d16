// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routenote.h"

#include <core/json.h>

namespace sekisho::gateway {

/// JSON Schema of what one field holds; null clears a field that is not required.
core::Json schemaOf(const NoteField &field);

/// The same of a body with these fields.
core::Json schemaOf(const std::vector<NoteField> &fields);

/// Parameters of a query.
core::Json queryParameters(const std::vector<NoteField> &fields);

} // namespace sekisho::gateway
