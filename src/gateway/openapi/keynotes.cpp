// SPDX-License-Identifier: GPL-3.0-or-later
#include "routenote.h"

#include <array>

namespace sekisho::gateway {

RouteNotes keyNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /key/generate", "Make a virtual key; it is shown once", "", "key @key"},
        RouteNote{"POST /key/service-account/generate",
                  "Make a key that belongs to a team, to nobody in person", "", "team_id! key @key"},
        RouteNote{"POST /key/update", "Change a key", "", "key! @key @raise"},
        RouteNote{"POST /key/bulk_update", "Change up to 500 keys, each by itself", "", "keys:list!"},
        RouteNote{"POST /key/block", "Refuse a key's calls", "", "key!"},
        RouteNote{"POST /key/unblock", "Let a key call again", "", "key!"},
        RouteNote{"POST /key/delete", "Delete keys, all or none", "", "keys:texts key_aliases:texts"},
        RouteNote{"POST /key/regenerate", "Put a new key in the place of an old one", "",
                  "key! new_key grace_period:dur @key @raise"},
        RouteNote{"POST /key/{key}/regenerate", "Put a new key in the place of an old one", "",
                  "new_key grace_period:dur @key @raise"},
        RouteNote{"GET /key/rotated", "The new key of one that rotated by itself, until it is used", "key"},
        RouteNote{"POST /key/{key}/reset_spend", "Set what a key has spent", "", "reset_to:num!"},
        RouteNote{"GET /key/info", "One key; the caller's own if none is named", "key"},
        RouteNote{"POST /v2/key/info", "Several keys", "", "keys:texts!"},
        RouteNote{
            "GET /key/list", "Keys, filtered, sorted, paged",
            "user_id team_id organization_id budget_id key_hash key_alias substring_matching:flag status "
            "include_team_keys:flag include_created_by_keys:flag return_full_object:flag expand @sort "
            "page:int size:int"},
        RouteNote{"GET /key/aliases", "Names of keys", "search page:int size:int"},
        RouteNote{"POST /key/health", "Whether the caller's key can be used"},
    };
    return {"keys", notes};
}

} // namespace sekisho::gateway
