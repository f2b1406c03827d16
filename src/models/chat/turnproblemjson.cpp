// SPDX-License-Identifier: GPL-3.0-or-later
#include "turnproblem.h"

#include <client/wirejson.h>

#include <array>

namespace sekisho::models {

using client::GatewayRefusal;
using client::RefusalRule;
using client::RefusalScope;
using core::Json;

namespace {
// Stored by name, in the order of the enumerations.
constexpr std::array RuleNames{"none",         "key_unknown",   "key_expired", "key_blocked", "team_blocked",
                               "model_denied", "model_unknown", "budget",      "rate_limit",  "route_denied"};
constexpr std::array ScopeNames{"unknown", "key",      "team", "team_member", "user",  "organization",
                                "project", "end_user", "tag",  "budget",      "model", "gateway"};
static_assert(RuleNames.size() == static_cast<std::size_t>(RefusalRule::RouteNotAllowed) + 1);
static_assert(ScopeNames.size() == static_cast<std::size_t>(RefusalScope::Gateway) + 1);

template <typename Enum, std::size_t Size>
Enum namedIn(const std::array<const char *, Size> &names, const QString &name)
{
    for (std::size_t i = 0; i < Size; ++i)
        if (name == QLatin1String(names[i]))
            return static_cast<Enum>(i);
    return Enum{};
}

core::ErrorKind kindNamed(const QString &name)
{
    for (int kind = 0; kind <= static_cast<int>(core::ErrorKind::Internal); ++kind)
        if (core::nameOf(static_cast<core::ErrorKind>(kind)) == name)
            return static_cast<core::ErrorKind>(kind);
    return core::ErrorKind::Internal;
}

Json factsToJson(const GatewayRefusal &facts)
{
    Json json{{"status", facts.status},
              {"type", facts.type},
              {"message", facts.message},
              {"param", facts.param},
              {"code", facts.code},
              {"rule", RuleNames[static_cast<std::size_t>(facts.rule)]},
              {"scope", ScopeNames[static_cast<std::size_t>(facts.scope)]},
              {"subject", facts.subject},
              {"allowed_models", core::toJson(facts.allowedModels)},
              {"tried_model", facts.triedModel},
              {"limit_type", facts.limitType},
              {"call_id", facts.callId}};
    client::writeField(json, "spent", facts.spent);
    client::writeField(json, "limit", facts.limit);
    if (facts.resetAt)
        json["reset_at"] = core::toIso8601(*facts.resetAt);
    if (facts.retryAfter)
        json["retry_after"] = facts.retryAfter->count();
    return json;
}

GatewayRefusal factsFrom(const Json &json)
{
    GatewayRefusal facts;
    facts.status = static_cast<int>(core::integerOr(json, "status"));
    facts.type = core::stringOr(json, "type");
    facts.message = core::stringOr(json, "message");
    facts.param = core::stringOr(json, "param");
    facts.code = core::stringOr(json, "code");
    facts.rule = namedIn<RefusalRule>(RuleNames, core::stringOr(json, "rule"));
    facts.scope = namedIn<RefusalScope>(ScopeNames, core::stringOr(json, "scope"));
    facts.subject = core::stringOr(json, "subject");
    facts.allowedModels = core::stringsOr(json, "allowed_models");
    facts.triedModel = core::stringOr(json, "tried_model");
    facts.limitType = core::stringOr(json, "limit_type");
    facts.callId = core::stringOr(json, "call_id");
    facts.spent = client::optionalMoney(json, "spent");
    facts.limit = client::optionalMoney(json, "limit");
    facts.resetAt = client::optionalTime(json, "reset_at");
    if (const auto seconds = client::optionalInteger(json, "retry_after"))
        facts.retryAfter = std::chrono::seconds(*seconds);
    return facts;
}

QList<Suggestion> suggestionsFrom(const QStringList &names)
{
    QList<Suggestion> suggestions;
    for (int value = 0; value <= static_cast<int>(Suggestion::CheckKey); ++value)
        if (names.contains(nameOf(static_cast<Suggestion>(value))))
            suggestions << static_cast<Suggestion>(value);
    std::sort(suggestions.begin(), suggestions.end(), [&names](Suggestion a, Suggestion b) {
        return names.indexOf(nameOf(a)) < names.indexOf(nameOf(b));
    });
    return suggestions;
}
} // namespace

Json toJson(const TurnProblem &problem)
{
    Json suggestions = Json::array();
    for (const auto suggestion : problem.suggestions)
        suggestions.push_back(nameOf(suggestion));
    return Json{{"kind", core::nameOf(problem.error.kind)},
                {"detail", problem.error.detail},
                {"code", problem.error.code},
                {"param", problem.error.param},
                {"refusal", factsToJson(problem.facts)},
                {"suggestions", suggestions}};
}

TurnProblem turnProblemFrom(const Json &stored)
{
    TurnProblem problem;
    problem.error.kind = kindNamed(core::stringOr(stored, "kind"));
    problem.error.detail = core::stringOr(stored, "detail");
    problem.error.code = core::stringOr(stored, "code");
    problem.error.param = core::stringOr(stored, "param");
    problem.facts = factsFrom(core::memberOr(stored, "refusal"));
    problem.suggestions = suggestionsFrom(core::stringsOr(stored, "suggestions"));
    return problem;
}

} // namespace sekisho::models
