// SPDX-License-Identifier: GPL-3.0-or-later
#include "routerights.h"

namespace sekisho::test {

const std::vector<RouteRight> &routeRights()
{
    static const std::vector<RouteRight> rights{
        // Models and chat (§7.1, §7.4): llm_api_routes.
        {"POST /v1/chat/completions", Who::KeyHolders, 401, true},
        {"POST /chat/completions", Who::KeyHolders, 401, true},
        {"POST /openai/deployments/{model}/chat/completions", Who::KeyHolders, 401, true},
        {"GET /v1/models", Who::KeyHolders, 401, true},
        {"GET /models", Who::KeyHolders, 401, true},
        {"GET /v1/models/{id}", Who::KeyHolders, 401, true},
        {"GET /models/{id}", Who::KeyHolders, 401, true},
        // Public (§1.2).
        {"GET /", Who::Everybody},
        {"GET /routes", Who::Everybody},
        {"GET /test", Who::Everybody},
        {"GET /openapi.json", Who::Everybody},
        {"GET /health/liveliness", Who::Everybody},
        {"GET /health/liveness", Who::Everybody},
        {"GET /health/readiness", Who::Everybody},
        {"GET /public/model_hub", Who::Everybody},
        {"GET /public/litellm_model_cost_map", Who::Everybody},
        // Keys (§3): internal users for what is theirs; info_routes for every key.
        {"POST /key/generate", Who::People},
        {"POST /key/service-account/generate", Who::People},
        {"POST /key/update", Who::People},
        {"POST /key/bulk_update", Who::Admins},
        {"POST /key/delete", Who::People},
        {"POST /key/block", Who::People},
        {"POST /key/unblock", Who::People},
        {"POST /key/regenerate", Who::People},
        {"POST /key/{key}/regenerate", Who::People},
        {"POST /key/{key}/reset_spend", Who::People},
        {"GET /key/info", Who::KeyHolders},
        {"POST /v2/key/info", Who::KeyHolders},
        {"GET /key/list", Who::KeyHolders},
        {"GET /key/aliases", Who::KeyHolders},
        {"POST /key/health", Who::KeyHolders},
        // Ours: a key that may do little may still learn that it was replaced.
        {"GET /key/rotated", Who::KeyHolders, 401, true},
        // Teams (§4).
        {"POST /team/new", Who::People},
        {"POST /team/update", Who::People},
        {"POST /team/delete", Who::People},
        {"POST /team/block", Who::Admins},
        {"POST /team/unblock", Who::Admins},
        {"POST /team/member_add", Who::People},
        {"POST /team/bulk_member_add", Who::Admins},
        {"POST /team/member_update", Who::People},
        {"POST /team/member_delete", Who::People},
        {"POST /team/{team_id}/member/{user_id}/reset_spend", Who::People},
        {"POST /team/{team_id}/callback", Who::People},
        {"GET /team/{team_id}/callback", Who::People},
        {"POST /team/{team_id}/disable_logging", Who::People},
        {"POST /team/model/add", Who::People},
        {"POST /team/model/delete", Who::People},
        {"POST /team/permissions_update", Who::People},
        {"GET /team/permissions_list", Who::KeyHolders},
        {"GET /team/info", Who::KeyHolders},
        {"GET /team/list", Who::KeyHolders},
        {"GET /v2/team/list", Who::KeyHolders},
        {"GET /team/available", Who::KeyHolders},
        {"GET /team/filter/ui", Who::Lookers},
        // Users (§5).
        {"POST /user/new", Who::People},
        {"POST /user/update", Who::People},
        {"POST /user/bulk_update", Who::Admins},
        {"POST /user/delete", Who::Admins},
        {"GET /user/info", Who::KeyHolders},
        {"GET /v2/user/info", Who::KeyHolders},
        {"GET /user/list", Who::Lookers},
        {"GET /user/filter/ui", Who::People},
        {"GET /user/available_roles", Who::KeyHolders},
        {"GET /user/available_users", Who::Lookers},
        // Budgets (§6.1): the last three say 400 to others.
        {"POST /budget/new", Who::Admins},
        {"POST /budget/update", Who::Admins},
        {"POST /budget/info", Who::Admins},
        {"GET /budget/list", Who::Admins, 400},
        {"GET /budget/settings", Who::Admins, 400},
        {"POST /budget/delete", Who::Admins, 400},
        // Customers (§6.2), by both names.
        {"POST /customer/new", Who::Admins},
        {"POST /customer/update", Who::Admins},
        {"POST /customer/delete", Who::Admins},
        {"POST /customer/block", Who::Admins},
        {"POST /customer/unblock", Who::Admins},
        {"GET /customer/list", Who::Lookers},
        {"GET /customer/info", Who::Readers, 403},
        {"GET /customer/daily/activity", Who::Lookers, 403},
        {"POST /end_user/new", Who::Admins},
        {"POST /end_user/update", Who::Admins},
        {"POST /end_user/delete", Who::Admins},
        {"POST /end_user/block", Who::Admins},
        {"POST /end_user/unblock", Who::Admins},
        {"GET /end_user/list", Who::Lookers},
        {"GET /end_user/info", Who::Readers, 403},
        {"GET /end_user/daily/activity", Who::Lookers, 403},
        // Organizations (§6.3): an organization's admins are internal users.
        {"POST /organization/new", Who::Admins},
        {"PATCH /organization/update", Who::Admins},
        {"DELETE /organization/delete", Who::People},
        {"GET /organization/list", Who::KeyHolders},
        {"GET /organization/info", Who::KeyHolders},
        {"POST /organization/info", Who::KeyHolders},
        {"POST /organization/member_add", Who::People},
        {"PATCH /organization/member_update", Who::People},
        {"DELETE /organization/member_delete", Who::People},
        // Tags (§6.4).
        {"POST /tag/new", Who::Admins},
        {"POST /tag/update", Who::Admins},
        {"POST /tag/delete", Who::Admins},
        {"POST /tag/info", Who::Lookers},
        {"GET /tag/list", Who::Lookers},
        // Credentials (§6.5), access groups (§6.6), audit (§6.7).
        {"POST /credentials", Who::Admins},
        {"GET /credentials", Who::Admins},
        {"GET /credentials/by_name/{name}", Who::Admins},
        {"GET /credentials/by_model/{id}", Who::Admins},
        {"PATCH /credentials/{name}", Who::Admins},
        {"DELETE /credentials/{name}", Who::Admins},
        {"POST /v1/access_group", Who::Admins},
        {"GET /v1/access_group", Who::Lookers},
        {"GET /v1/access_group/{id}", Who::Lookers},
        {"PUT /v1/access_group/{id}", Who::Admins},
        {"DELETE /v1/access_group/{id}", Who::Admins},
        {"POST /access_group/new", Who::Admins},
        {"GET /access_group/list", Who::Lookers},
        {"GET /access_group/{group}/info", Who::Lookers},
        {"PUT /access_group/{group}/update", Who::Admins},
        {"DELETE /access_group/{group}/delete", Who::Admins},
        {"GET /audit", Who::Lookers},
        {"GET /audit/{id}", Who::Lookers},
        // Models (§7): writes are self-managed, for admins of a team.
        {"POST /model/new", Who::People},
        {"POST /model/update", Who::People},
        {"PATCH /model/{id}/update", Who::People},
        {"POST /model/delete", Who::People},
        {"GET /model/info", Who::KeyHolders, 401, true},
        {"GET /v1/model/info", Who::KeyHolders, 401, true},
        {"GET /v2/model/info", Who::KeyHolders},
        {"GET /model_group/info", Who::KeyHolders},
        {"GET /model/settings", Who::Lookers},
        {"POST /model_group/make_public", Who::Admins},
        // Spend (§8): narrowed to what is the caller's own.
        {"GET /spend/logs", Who::KeyHolders},
        {"GET /spend/logs/v2", Who::KeyHolders},
        {"GET /spend/logs/ui", Who::KeyHolders},
        {"GET /spend/logs/ui/{request_id}", Who::KeyHolders},
        {"GET /spend/logs/session/ui", Who::KeyHolders},
        {"GET /spend/keys", Who::KeyHolders},
        {"GET /spend/users", Who::KeyHolders},
        {"GET /spend/tags", Who::KeyHolders},
        {"POST /spend/calculate", Who::KeyHolders},
        {"POST /cost/estimate", Who::KeyHolders},
        // Aggregates (§9, §1.2): internal users and viewers get their own part.
        {"GET /global/spend", Who::KeyHolders},
        {"GET /global/spend/logs", Who::KeyHolders},
        {"GET /global/spend/keys", Who::KeyHolders},
        {"GET /global/spend/teams", Who::KeyHolders},
        {"GET /global/spend/models", Who::KeyHolders},
        {"GET /global/spend/provider", Who::KeyHolders},
        {"GET /global/spend/tags", Who::KeyHolders},
        {"POST /global/spend/end_users", Who::KeyHolders},
        {"GET /global/activity", Who::KeyHolders},
        {"GET /global/activity/model", Who::KeyHolders},
        {"GET /global/spend/all_tag_names", Who::Lookers},
        {"GET /global/all_end_users", Who::Lookers},
        {"GET /global/spend/report", Who::Lookers},
        {"POST /global/spend/refresh", Who::Lookers},
        {"GET /global/activity/exceptions", Who::Lookers},
        {"GET /global/activity/exceptions/deployment", Who::Lookers},
        {"GET /global/activity/cache_hits", Who::Lookers},
        {"GET /provider/budgets", Who::Lookers},
        {"POST /global/spend/reset", Who::Master},
        {"GET /user/daily/activity", Who::KeyHolders},
        {"GET /user/daily/activity/aggregated", Who::KeyHolders},
        {"GET /team/daily/activity", Who::KeyHolders},
        {"GET /organization/daily/activity", Who::KeyHolders},
        {"GET /tag/daily/activity", Who::KeyHolders},
        {"GET /key/daily/activity", Who::KeyHolders},
        {"GET /agent/daily/activity", Who::KeyHolders},
        // Health, utilities, settings (§13).
        {"GET /health", Who::KeyHolders},
        {"POST /health/test_connection", Who::Admins},
        {"GET /health/history", Who::Lookers},
        {"GET /health/latest", Who::Lookers},
        {"GET /health/services", Who::Lookers},
        {"GET /health/license", Who::Lookers},
        {"GET /health/shared-status", Who::Lookers},
        {"POST /utils/token_counter", Who::KeyHolders, 401, true},
        {"GET /utils/supported_openai_params", Who::KeyHolders},
        {"POST /utils/transform_request", Who::KeyHolders},
        {"GET /get/allowed_ips", Who::Lookers},
        {"POST /add/allowed_ip", Who::Admins},
        {"POST /delete/allowed_ip", Who::Admins},
        {"GET /config/list", Who::Lookers},
        {"GET /config/field/info", Who::Lookers},
        {"GET /router/settings", Who::Lookers},
        {"GET /router/fields", Who::Lookers},
        {"GET /settings", Who::Lookers},
        {"GET /get/config/callbacks", Who::Lookers},
        {"GET /active/callbacks", Who::Lookers},
        {"GET /callbacks/list", Who::Lookers},
        // Langfuse's: the key pair of the project, and nobody's virtual key.
        {"GET /api/public/health", Who::Everybody},
        {"GET /api/public/ready", Who::Everybody},
        {"GET /api/public/projects", Who::Project},
        {"POST /api/public/otel/v1/traces", Who::Project},
        {"POST /api/public/otel/v1/metrics", Who::Project},
        {"GET /api/public/traces", Who::Project},
        {"GET /api/public/traces/{id}", Who::Project},
        {"GET /api/public/sessions", Who::Project},
        {"GET /api/public/sessions/{id}", Who::Project},
        {"GET /api/public/observations", Who::Project},
        {"GET /api/public/observations/{id}", Who::Project},
    };
    return rights;
}

const RouteRight *rightOf(const WalkedRoute &route)
{
    const auto &rights = routeRights();
    const auto found = std::find_if(rights.begin(), rights.end(), [&](const RouteRight &right) {
        return route.method + ' ' + route.path == right.route;
    });
    return found == rights.end() ? nullptr : &*found;
}

bool isMeant(Who who, const Visitor &visitor)
{
    const gateway::Caller &caller = visitor.caller;
    switch (who) {
    case Who::Everybody:
        return true;
    case Who::KeyHolders:
        return visitor.refusal == 0;
    case Who::People:
        return caller.role == gateway::Role::ProxyAdmin || caller.role == gateway::Role::InternalUser;
    case Who::Readers:
        return caller.role != gateway::Role::Key && caller.role != gateway::Role::InternalUserViewer;
    case Who::Lookers:
        return caller.role == gateway::Role::ProxyAdmin || caller.role == gateway::Role::ProxyAdminViewer;
    case Who::Admins:
        return caller.role == gateway::Role::ProxyAdmin;
    case Who::Master:
        return caller.role == gateway::Role::ProxyAdmin && !caller.key;
    case Who::Project:
        return visitor.isProject;
    }
    return false;
}

} // namespace sekisho::test
