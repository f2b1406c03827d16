// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /organization/new and /organization/update share; budget and members are read apart.
void readOrganization(FieldReader &reader, storage::Organization &organization);

/// LiteLLM's row with its budget and members, and the spend that is live in the directory.
core::Json organizationRow(const storage::Organization &organization, const Directory &directory);
core::Json organizationMemberRow(const storage::Organization &organization,
                                 const storage::OrganizationMember &member, const Directory &directory);

} // namespace sekisho::gateway
