// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../errordialect.h"
#include "../routetable.h"

namespace sekisho::gateway {

/// OpenAPI 3.1 about every route of a table, from its notes.
core::Json openApiDocument(const RouteTable &routes, ErrorDialect dialect);

/// LiteLLM's short form: {"routes": [{path, methods, name, endpoint}]}.
core::Json routeList(const RouteTable &routes);

} // namespace sekisho::gateway
