// SPDX-License-Identifier: GPL-3.0-or-later
#include "routegroups.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace sekisho::gateway {

namespace {

using Patterns = std::span<const std::string_view>;

// A star at the end stands for anything; {} for one segment.
constexpr std::array<std::string_view, 26> LlmRoutes{"/chat/completions",
                                                     "/v1/chat/completions",
                                                     "/completions",
                                                     "/v1/completions",
                                                     "/embeddings",
                                                     "/v1/embeddings",
                                                     "/openai/deployments/*",
                                                     "/engines/*",
                                                     "/responses*",
                                                     "/v1/responses*",
                                                     "/v1/messages*",
                                                     "/moderations",
                                                     "/v1/moderations",
                                                     "/images/*",
                                                     "/v1/images/*",
                                                     "/audio/*",
                                                     "/v1/audio/*",
                                                     "/rerank",
                                                     "/v1/rerank",
                                                     "/v2/rerank",
                                                     "/models*",
                                                     "/v1/models*",
                                                     "/v1beta/models/*",
                                                     "/utils/token_counter",
                                                     "/model/info",
                                                     "/v1/model/info"};
constexpr std::array<std::string_view, 24> InfoRoutes{
    "/key/info",          "/key/health",    "/key/list",         "/key/aliases",    "/v2/key/info",
    "/team/info",         "/team/list",     "/v2/team/list",     "/team/available", "/organization/list",
    "/organization/info", "/user/info",     "/v2/user/info",     "/user/filter/ui", "/model/info",
    "/v1/model/info",     "/v2/model/info", "/model_group/info", "/health",         "/models*",
    "/v1/models*",        "/customer/info", "/end_user/info",    "/budget/settings"};
constexpr std::array<std::string_view, 3> KeyRoutes{"/key/*", "/v2/key/info", "/key/list"};
constexpr std::array<std::string_view, 17> ManagementRoutes{
    "/key/*",          "/v2/key/*",     "/team/*",           "/v2/team/*",      "/user/*", "/v2/user/*",
    "/organization/*", "/customer/*",   "/end_user/*",       "/budget/*",       "/tag/*",  "/model/*",
    "/v2/model/*",     "/credentials*", "/v1/access_group*", "/access_group/*", "/audit*"};
constexpr std::array<std::string_view, 2> SpendRoutes{"/spend/*", "/cost/estimate"};
constexpr std::array<std::string_view, 4> GlobalSpendRoutes{"/global/spend*", "/global/activity*",
                                                            "/global/predict/*", "/global/all_end_users"};
constexpr std::array<std::string_view, 8> PublicRoutes{
    "/",        "/routes",  "/test", "/health/liveliness", "/health/liveness", "/health/readiness",
    "/metrics", "/public/*"};

Patterns setNamed(const QString &name)
{
    const auto is = [&](const char *text) { return name == QLatin1StringView(text); };
    if (is("llm_api_routes") || is("openai_routes"))
        return LlmRoutes;
    if (is("management_routes"))
        return ManagementRoutes;
    if (is("key_management_routes"))
        return KeyRoutes;
    if (is("info_routes"))
        return InfoRoutes;
    if (is("spend_tracking_routes"))
        return SpendRoutes;
    if (is("global_spend_tracking_routes"))
        return GlobalSpendRoutes;
    return is("public_routes") ? Patterns(PublicRoutes) : Patterns();
}

bool fits(std::string_view pattern, std::string_view path)
{
    if (pattern.ends_with('*'))
        return path.starts_with(pattern.substr(0, pattern.size() - 1));
    return path == pattern;
}

} // namespace

bool routeEntryAllows(const QString &entry, const QByteArray &path)
{
    const std::string_view asked(path.constData(), std::size_t(path.size()));
    if (entry.startsWith(u'/'))
        return fits(entry.toStdString(), asked);
    return std::ranges::any_of(setNamed(entry), [&](auto pattern) { return fits(pattern, asked); });
}

bool routeListAllows(const QStringList &entries, const QByteArray &path)
{
    return entries.isEmpty() || std::any_of(entries.begin(), entries.end(), [&](const QString &entry) {
               return routeEntryAllows(entry, path);
           });
}

} // namespace sekisho::gateway
