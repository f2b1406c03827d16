// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "walkworld.h"

namespace sekisho::test {

/// Who may call a route, whatever then is decided about the object.
enum class Who {
    Everybody,  ///< also without a key
    KeyHolders, ///< any key
    People,     ///< internal users and proxy admins: LiteLLM's internal_user, and self-managed routes
    Readers,    ///< internal users, proxy admins and their viewers
    Lookers,    ///< proxy admins and their viewers
    Admins,     ///< proxy admins
    Master,     ///< the master key
    Project,    ///< the project's keys of the trace store
};

/// Written down from litellm-api §1.2 to §9 and §13, route by route, on purpose apart from the route table:
/// a scope that is wrong there fails here.
struct RouteRight {
    const char *route; ///< "POST /key/block"
    Who who;
    int refusal = 401;  ///< for those who have a key and may not
    bool isLlm = false; ///< one of `llm_api_routes`
};

const std::vector<RouteRight> &routeRights();
/// Null for a route that nobody wrote down.
const RouteRight *rightOf(const WalkedRoute &route);

bool isMeant(Who who, const Visitor &visitor);

} // namespace sekisho::test
