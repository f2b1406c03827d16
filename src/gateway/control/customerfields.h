// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /customer/new and /customer/update share; the budget is read apart.
void readCustomer(FieldReader &reader, storage::Customer &customer);

/// LiteLLM's row with its budget, and the spend that is live in the directory.
core::Json customerRow(const storage::Customer &customer, const Directory &directory);

} // namespace sekisho::gateway
