// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/budgettime.h>
#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /user/new and /user/update share; teams and organisations are read apart.
void readUser(FieldReader &reader, storage::User &user, const BudgetTime &time);

/// LiteLLM's row, with the spend that is live in the directory.
core::Json userRow(const storage::User &user, const Directory &directory, const QStringList &teams = {});
core::Money liveSpend(const storage::User &user, const Directory &directory);

} // namespace sekisho::gateway
