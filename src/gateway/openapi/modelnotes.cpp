// SPDX-License-Identifier: GPL-3.0-or-later
#include "routenote.h"

#include <array>

namespace sekisho::gateway {

RouteNotes chatNotes()
{
    static constexpr auto azure = "messages:list! stream:flag max_tokens:int max_completion_tokens:int "
                                  "n:int user:any metadata:any tags:any temperature:any top_p:any stop:any "
                                  "tools:any tool_choice:any response_format:any stream_options:any";
    static constexpr auto chat = "model! messages:list! stream:flag max_tokens:int max_completion_tokens:int "
                                 "n:int user:any metadata:any tags:any temperature:any top_p:any stop:any "
                                 "tools:any tool_choice:any response_format:any stream_options:any";
    static constexpr std::array notes{
        RouteNote{"POST /v1/chat/completions", "Chat, plain or as a stream of events", "", chat},
        RouteNote{"POST /openai/deployments/{model}/chat/completions", "Chat, in the path of Azure", "",
                  azure},
        RouteNote{
            "GET /v1/models", "The models that the caller may use",
            "return_wildcard_routes:flag team_id include_model_access_groups:flag "
            "only_model_access_groups:flag include_metadata:flag fallback_type scope healthy_only:flag"},
        RouteNote{"GET /v1/models/{id}", "One model that the caller may use"},
    };
    return {"chat", notes};
}

RouteNotes modelNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /model/new", "Add a deployment", "",
                  "model_name! litellm_params:obj! model_info:obj"},
        RouteNote{"POST /model/update", "Change the deployment that model_info.id names", "",
                  "model_name litellm_params:obj model_info:obj!"},
        RouteNote{"PATCH /model/{id}/update", "Change a deployment", "",
                  "model_name litellm_params:obj model_info:obj"},
        RouteNote{"POST /model/delete", "Delete a deployment", "", "id!"},
        RouteNote{"GET /v1/model/info", "Deployments that the caller may use", "litellm_model_id"},
        RouteNote{
            "GET /v2/model/info", "Deployments, filtered, sorted, paged",
            "search model modelId teamId include_team_models:flag user_models_only:flag sortBy sortOrder "
            "page:int size:int"},
        RouteNote{"GET /model_group/info", "Models by their public names", "model_group"},
        RouteNote{"POST /model_group/make_public", "Say which models are in the public hub", "",
                  "model_groups:texts!"},
        RouteNote{"GET /public/model_hub", "The public models"},
        RouteNote{"GET /public/litellm_model_cost_map", "Prices of the public models"},
        RouteNote{"GET /model/settings", "The providers that are spoken"},
    };
    return {"models", notes};
}

RouteNotes credentialNotes()
{
    static constexpr std::array notes{
        RouteNote{"POST /credentials", "Store a credential; its values are sealed", "",
                  "credential_name! credential_values:obj credential_info:obj model_id"},
        RouteNote{"GET /credentials", "Credentials, masked"},
        RouteNote{"GET /credentials/by_name/{name}", "One credential, masked"},
        RouteNote{"GET /credentials/by_model/{id}", "What a deployment would take from a credential, masked"},
        RouteNote{"PATCH /credentials/{name}", "Change a credential", "",
                  "credential_values:obj credential_info:obj"},
        RouteNote{"DELETE /credentials/{name}", "Delete a credential"},
    };
    return {"credentials", notes};
}

RouteNotes accessGroupNotes()
{
    static constexpr auto group = "access_group_name! description access_model_names:texts "
                                  "access_mcp_server_ids:texts access_agent_ids:texts "
                                  "assigned_team_ids:texts assigned_key_ids:texts";
    static constexpr auto change = "access_group_name description access_model_names:texts "
                                   "access_mcp_server_ids:texts access_agent_ids:texts "
                                   "assigned_team_ids:texts assigned_key_ids:texts";
    static constexpr std::array notes{
        RouteNote{"POST /v1/access_group", "Make an access group", "", group},
        RouteNote{"GET /v1/access_group", "Access groups"},
        RouteNote{"GET /v1/access_group/{id}", "One access group"},
        RouteNote{"PUT /v1/access_group/{id}", "Change an access group", "", change},
        RouteNote{"DELETE /v1/access_group/{id}", "Delete an access group"},
        RouteNote{"POST /access_group/new", "Put models into a group", "",
                  "access_group! model_names:texts!"},
        RouteNote{"GET /access_group/list", "Groups of models"},
        RouteNote{"GET /access_group/{group}/info", "One group of models"},
        RouteNote{"PUT /access_group/{group}/update", "Say which models are in a group", "",
                  "model_names:texts!"},
        RouteNote{"DELETE /access_group/{group}/delete", "Take a group from all models"},
    };
    return {"access groups", notes};
}

} // namespace sekisho::gateway
