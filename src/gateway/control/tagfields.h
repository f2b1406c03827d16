// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /tag/new and /tag/update share; the budget is read apart.
void readTag(FieldReader &reader, storage::Tag &tag);

/// LiteLLM's row with its budget, and the spend that is live in the directory.
core::Json tagRow(const storage::Tag &tag, const Directory &directory);

} // namespace sekisho::gateway
