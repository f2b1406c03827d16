// SPDX-License-Identifier: GPL-3.0-or-later
#include "routenote.h"

#include <array>

namespace sekisho::gateway {

RouteNotes spendNotes()
{
    static constexpr auto paged = "request_id api_key user_id team_id end_user session_id model model_id "
                                  "key_alias min_spend:num max_spend:num status_filter error_code "
                                  "error_message @sort @page @span";
    static constexpr std::array notes{
        RouteNote{"GET /spend/logs", "Calls, or their sums by day",
                  "request_id api_key user_id team_id end_user session_id summarize:flag @page @days"},
        RouteNote{"GET /spend/logs/v2", "Calls, filtered, sorted, paged", paged},
        RouteNote{"GET /spend/logs/ui", "Calls, filtered, sorted, paged", paged},
        RouteNote{"GET /spend/logs/ui/{request_id}", "What was asked and answered, if that is stored"},
        RouteNote{"GET /spend/logs/session/ui", "The calls of one session", "session_id! @page"},
        RouteNote{"GET /spend/keys", "Keys by what they spent", "@page"},
        RouteNote{"GET /spend/users", "Users by what they spent", "user_id @page"},
        RouteNote{"GET /spend/tags", "Spend by tag", "tags @days"},
        RouteNote{"POST /spend/calculate", "What a call would cost", "",
                  "model messages:list completion_response:obj"},
        RouteNote{"POST /cost/estimate", "What many calls would cost", "",
                  "model! input_tokens:int output_tokens:int num_requests_per_day:int "
                  "num_requests_per_month:int"},
        RouteNote{"GET /global/spend", "All spend"},
        RouteNote{"GET /global/spend/logs", "Spend by day, of the last 30", "api_key"},
        RouteNote{"GET /global/spend/keys", "The keys that spent most", "limit:int"},
        RouteNote{"GET /global/spend/teams", "The teams that spent most"},
        RouteNote{"GET /global/spend/models", "The models that cost most", "limit:int"},
        RouteNote{"GET /global/spend/provider", "Spend by provider", "@span"},
        RouteNote{"GET /global/spend/tags", "Spend by tag", "tags @days"},
        RouteNote{"GET /global/spend/all_tag_names", "Names of tags"},
        RouteNote{"POST /global/spend/end_users", "The customers that spent most", "",
                  "api_key startTime:time endTime:time"},
        RouteNote{"GET /global/all_end_users", "Names of customers"},
        RouteNote{"GET /global/spend/report", "Spend by team, customer or key, day by day",
                  "group_by api_key internal_user_id team_id customer_id @span"},
        RouteNote{"POST /global/spend/reset", "Set the spend of all keys and teams to nothing"},
        RouteNote{"POST /global/spend/refresh", "Bring sums up to date; they always are"},
        RouteNote{"GET /provider/budgets", "Budgets of providers; there are none"},
    };
    return {"spend", notes};
}

RouteNotes activityNotes()
{
    static constexpr std::array notes{
        RouteNote{"GET /global/activity", "Calls and tokens by day", "@span"},
        RouteNote{"GET /global/activity/model", "Calls and tokens by model and day", "@span"},
        RouteNote{"GET /global/activity/exceptions", "Rate limits that were hit", "model_group @span"},
        RouteNote{"GET /global/activity/exceptions/deployment", "Rate limits that were hit, by deployment",
                  "model_group @span"},
        RouteNote{"GET /global/activity/cache_hits", "Calls answered from a cache; none", "@span"},
        RouteNote{"GET /user/daily/activity", "Usage of users by day",
                  "user_id exclude_user_id api_key model @page @span"},
        RouteNote{"GET /user/daily/activity/aggregated", "The same without pages",
                  "user_id exclude_user_id api_key model @span"},
        RouteNote{"GET /team/daily/activity", "Usage of teams by day",
                  "team_ids exclude_team_ids api_key model @page @span"},
        RouteNote{"GET /organization/daily/activity", "Usage of organizations by day",
                  "organization_ids exclude_organization_ids api_key model @page @span"},
        RouteNote{"GET /tag/daily/activity", "Usage by tag and day",
                  "tags exclude_tags api_key model @page @span"},
        RouteNote{"GET /customer/daily/activity", "Usage of customers by day",
                  "end_user_ids exclude_end_user_ids api_key model @page @span"},
        RouteNote{"GET /key/daily/activity", "Usage of keys by day",
                  "api_keys exclude_api_keys api_key model @page @span"},
        RouteNote{"GET /agent/daily/activity", "Usage of agents; there are none"},
    };
    return {"activity", notes};
}

} // namespace sekisho::gateway
