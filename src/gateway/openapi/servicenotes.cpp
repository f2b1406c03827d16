// SPDX-License-Identifier: GPL-3.0-or-later
#include "routenote.h"

#include <array>

namespace sekisho::gateway {

RouteNotes healthNotes()
{
    static constexpr std::array notes{
        RouteNote{"GET /health", "Try the deployments that the caller may use", "model model_id"},
        RouteNote{"GET /health/history", "Checks of deployments", "model status_filter limit:int offset:int"},
        RouteNote{"GET /health/latest", "The latest check of each deployment"},
        RouteNote{"POST /health/test_connection", "Try a deployment before it is added", "",
                  "litellm_params:obj model_info:obj mode"},
        RouteNote{"GET /health/services", "Whether another service is connected", "service!"},
        RouteNote{"GET /health/license", "That no licence is needed"},
        RouteNote{"GET /health/shared-status", "That each gateway checks by itself"},
        RouteNote{"GET /health/liveliness", "Whether the process answers"},
        RouteNote{"GET /health/liveness", "Whether the process answers"},
        RouteNote{"GET /health/readiness", "Whether calls can be taken and recorded"},
    };
    return {"health", notes};
}

RouteNotes settingNotes()
{
    static constexpr std::array notes{
        RouteNote{"GET /config/list", "Settings that are followed", "config_type"},
        RouteNote{"GET /config/field/info", "One setting", "field_name!"},
        RouteNote{"GET /router/settings", "Settings of the router"},
        RouteNote{"GET /router/fields", "Settings of the router"},
        RouteNote{"GET /settings", "What the gateway runs with"},
        RouteNote{"GET /get/config/callbacks", "Callbacks; there are none"},
        RouteNote{"GET /active/callbacks", "Callbacks; there are none"},
        RouteNote{"GET /callbacks/list", "Callbacks; there are none"},
        RouteNote{"GET /get/allowed_ips", "Addresses that may call"},
        RouteNote{"POST /add/allowed_ip", "Let an address or a network call", "", "ip!"},
        RouteNote{"POST /delete/allowed_ip", "Let an address or a network call no more", "", "ip!"},
    };
    return {"settings", notes};
}

RouteNotes utilityNotes()
{
    static constexpr std::array notes{
        RouteNote{"GET /", "Who answers here"},
        RouteNote{"GET /openapi.json", "This document"},
        RouteNote{"GET /routes", "Every path and its methods"},
        RouteNote{"GET /test", "The path that was asked"},
        RouteNote{"POST /utils/token_counter", "Estimate the tokens of a text", "",
                  "model! prompt:any messages:any contents:any"},
        RouteNote{"POST /utils/transform_request", "What would go upstream", "",
                  "call_type! request_body:obj!"},
        RouteNote{"GET /utils/supported_openai_params", "Parameters that a model takes", "model!"},
    };
    return {"utilities", notes};
}

RouteNotes traceNotes()
{
    static constexpr std::array notes{
        RouteNote{"GET /api/public/health", "Whether the trace store answers"},
        RouteNote{"GET /api/public/ready", "Whether the trace store answers"},
        RouteNote{"GET /api/public/projects", "The project of the key pair"},
        RouteNote{"POST /api/public/otel/v1/traces", "Take spans, as OTLP JSON", "", "resourceSpans:any"},
        RouteNote{"POST /api/public/otel/v1/metrics", "Take metrics and drop them", "",
                  "resourceMetrics:any"},
        RouteNote{"GET /api/public/traces", "Traces, filtered, sorted, paged",
                  "userId sessionId name version release tags environment fromTimestamp:time "
                  "toTimestamp:time orderBy fields page:int limit:int"},
        RouteNote{"GET /api/public/traces/{id}", "One trace with its observations", "fields"},
        RouteNote{"GET /api/public/sessions", "Sessions",
                  "environment fromTimestamp:time toTimestamp:time page:int limit:int"},
        RouteNote{"GET /api/public/sessions/{id}", "One session with its traces"},
        RouteNote{"GET /api/public/observations", "Observations, filtered, paged",
                  "traceId name userId type level parentObservationId version environment "
                  "fromStartTime:time toStartTime:time page:int limit:int"},
        RouteNote{"GET /api/public/observations/{id}", "One observation"},
    };
    return {"traces", notes};
}

} // namespace sekisho::gateway
