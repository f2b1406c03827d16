// SPDX-License-Identifier: GPL-3.0-or-later
#include "routenote.h"

#include <array>

namespace sekisho::gateway {

RouteNotes teamNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /team/new", "Make a team", "", "team_id members_with_roles:members @team"},
        RouteNote{"POST /team/update", "Change a team", "", "team_id! @team"},
        RouteNote{"POST /team/delete", "Delete teams with their keys, all or none", "", "team_ids:texts!"},
        RouteNote{"POST /team/block", "Refuse the calls of a team's keys", "", "team_id!"},
        RouteNote{"POST /team/unblock", "Let a team's keys call again", "", "team_id!"},
        RouteNote{"GET /team/info", "One team with its keys and members", "team_id!"},
        RouteNote{"GET /team/list", "Teams with their keys", "user_id organization_id"},
        RouteNote{"GET /v2/team/list", "Teams, filtered, sorted, paged",
                  "user_id organization_id team_id team_alias status @sort @page"},
        RouteNote{"GET /team/available", "Teams that everybody may join"},
        RouteNote{"GET /team/filter/ui", "Teams by a part of id or name", "team_id team_alias @page"},
        RouteNote{"POST /team/member_add", "Add members to a team", "",
                  "team_id! member:members! @memberlimits"},
        RouteNote{"POST /team/bulk_member_add", "Add up to 500 members, each by itself", "",
                  "team_id! members:members all_users:flag @memberlimits"},
        RouteNote{"POST /team/member_update", "Change a member's role or limits", "",
                  "team_id! user_id user_email role @memberlimits"},
        RouteNote{"POST /team/member_delete", "Remove a member with its keys in the team", "",
                  "team_id! user_id user_email"},
        RouteNote{"POST /team/{team_id}/member/{user_id}/reset_spend", "Set what a member has spent", "",
                  "reset_to:num!"},
        RouteNote{"POST /team/{team_id}/callback", "Name a logging callback of a team", "",
                  "callback_name! callback_type callback_vars:obj"},
        RouteNote{"GET /team/{team_id}/callback", "The logging callbacks of a team"},
        RouteNote{"POST /team/{team_id}/disable_logging",
                  "Take its callbacks from a team, and store no prompts"},
        RouteNote{"POST /team/model/add", "Let a team use more models", "", "team_id! models:texts!"},
        RouteNote{"POST /team/model/delete", "Take models from a team", "", "team_id! models:texts!"},
        RouteNote{"GET /team/permissions_list", "What members may do with the team's keys", "team_id!"},
        RouteNote{"POST /team/permissions_update", "Say what members may do with the team's keys", "",
                  "team_id! team_member_permissions:texts!"},
    };
    return {"teams", notes};
}

RouteNotes userNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /user/new", "Make a user, and a key for it", "",
                  "user_id @user teams:list organizations:texts auto_create_key:flag key_alias duration:dur "
                  "aliases:obj permissions:obj config:obj"},
        RouteNote{"GET /user/info", "One user with keys and teams", "user_id"},
        RouteNote{"GET /v2/user/info", "One user", "user_id"},
        RouteNote{"POST /user/update", "Change a user; an unknown id makes one", "",
                  "user_id @user spend:num"},
        RouteNote{"POST /user/bulk_update", "Change up to 500 users, each by itself", "",
                  "users:list all_users:flag user_updates:obj"},
        RouteNote{"POST /user/delete", "Delete users with keys and memberships, all or none", "",
                  "user_ids:texts!"},
        RouteNote{"GET /user/list", "Users, filtered, sorted, paged",
                  "user_ids user_email role sso_user_ids team @sort @page"},
        RouteNote{"GET /user/filter/ui", "Users by a part of id or e-mail", "user_id user_email @page"},
        RouteNote{"GET /user/available_roles", "The roles that there are"},
        RouteNote{"GET /user/available_users", "How many users there may be"},
    };
    return {"users", notes};
}

RouteNotes organizationNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /organization/new", "Make an organization", "",
                  "organization_id organization_alias! @organization"},
        RouteNote{"PATCH /organization/update", "Change an organization", "",
                  "organization_id! @organization litellm_budget_table:obj"},
        RouteNote{"DELETE /organization/delete", "Delete organizations with teams and keys, all or none", "",
                  "organization_ids:texts!"},
        RouteNote{"GET /organization/list", "Organizations", "org_id org_alias"},
        RouteNote{"GET /organization/info", "One organization with its teams", "organization_id!"},
        RouteNote{"POST /organization/info", "Several organizations", "", "organizations:texts!"},
        RouteNote{"POST /organization/member_add", "Add members", "",
                  "organization_id! member:members! max_budget_in_organization:num"},
        RouteNote{"PATCH /organization/member_update", "Change a member's role or budget", "",
                  "organization_id! user_id user_email role max_budget_in_organization:num"},
        RouteNote{"DELETE /organization/member_delete", "Remove a member", "",
                  "organization_id! user_id user_email"},
    };
    return {"organizations", notes};
}

RouteNotes budgetNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /budget/new", "Make a budget that keys, members and others may share", "",
                  "budget_id @limits budget_reset_at:time model_max_budget:obj"},
        RouteNote{"POST /budget/update", "Change a budget", "",
                  "budget_id! @limits budget_reset_at:time model_max_budget:obj"},
        RouteNote{"POST /budget/info", "Several budgets", "", "budgets:texts!"},
        RouteNote{"GET /budget/settings", "What a budget limits, field by field", "budget_id!"},
        RouteNote{"GET /budget/list", "Budgets", "page:int page_size:int"},
        RouteNote{"POST /budget/delete", "Delete a budget", "", "id!"},
    };
    return {"budgets", notes};
}

RouteNotes customerNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /customer/new", "Make a customer (end user)", "", "user_id! spend:num @customer"},
        RouteNote{"POST /customer/update", "Change a customer", "", "user_id! @customer"},
        RouteNote{"POST /customer/delete", "Delete customers, all or none", "", "user_ids:texts!"},
        RouteNote{"POST /customer/block", "Refuse calls for customers", "", "user_ids:texts!"},
        RouteNote{"POST /customer/unblock", "Allow calls for customers again", "", "user_ids:texts!"},
        RouteNote{"GET /customer/info", "One customer", "end_user_id!"},
        RouteNote{"GET /customer/list", "Customers", "@page"},
    };
    return {"customers", notes};
}

RouteNotes tagNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /tag/new", "Declare a tag, with a budget", "", "name! @tag"},
        RouteNote{"POST /tag/update", "Change a tag", "", "name! @tag"},
        RouteNote{"POST /tag/info", "Several tags", "", "names:texts!"},
        RouteNote{"GET /tag/list", "Tags, also those seen in requests only"},
        RouteNote{"POST /tag/delete", "Delete a tag", "", "name!"},
    };
    return {"tags", notes};
}

RouteNotes auditNotes()
{
    static constexpr std::array notes{
        RouteNote{"GET /audit", "Administrative changes, filtered, sorted, paged",
                  "changed_by changed_by_api_key action table_name object_id start_date:time end_date:time "
                  "@sort @page"},
        RouteNote{"GET /audit/{id}", "One administrative change"},
    };
    return {"audit log", notes};
}

} // namespace sekisho::gateway
