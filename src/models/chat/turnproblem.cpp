// SPDX-License-Identifier: GPL-3.0-or-later
#include "turnproblem.h"

namespace sekisho::models {

using client::RefusalRule;
using client::RefusalScope;
using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

namespace {
bool isTooLong(const core::Error &error)
{
    return error.kind == ErrorKind::TooLarge || error.detail.contains(u"ContextWindowExceeded"_s) ||
           error.detail.contains(u"context_length_exceeded"_s);
}

QList<Suggestion> forBreakage(const core::Error &error)
{
    if (isTooLong(error))
        return {Suggestion::ShortenConversation};
    switch (error.kind) {
    case ErrorKind::Network:
        return {Suggestion::CheckConnection, Suggestion::Retry};
    case ErrorKind::Timeout:
        return {Suggestion::Retry, Suggestion::CheckConnection};
    case ErrorKind::InvalidInput:
    case ErrorKind::Unsupported:
        return {Suggestion::SwitchModel};
    case ErrorKind::NotFound:
        return {Suggestion::CheckConnection};
    default:
        return {Suggestion::Retry};
    }
}

QList<Suggestion> forRule(RefusalRule rule, RefusalScope scope, const TurnCircumstances &has)
{
    switch (rule) {
    case RefusalRule::None:
        return {};
    case RefusalRule::ModelUnknown:
        return {Suggestion::SwitchModel};
    case RefusalRule::ModelNotAllowed:
        return {has.hasOtherKeys ? Suggestion::SwitchKey : Suggestion::SwitchModel,
                Suggestion::AskAdministrator};
    case RefusalRule::BudgetExceeded:
        if (has.isAdmin)
            return {Suggestion::RaiseBudget};
        break;
    case RefusalRule::RateLimited:
        if (scope == RefusalScope::Model)
            return {Suggestion::WaitAndRetry, Suggestion::SwitchModel};
        return {Suggestion::WaitAndRetry};
    case RefusalRule::KeyUnknown:
    case RefusalRule::KeyExpired:
    case RefusalRule::KeyBlocked:
        return {has.hasOtherKeys ? Suggestion::SwitchKey : Suggestion::CheckKey,
                Suggestion::AskAdministrator};
    case RefusalRule::TeamBlocked:
    case RefusalRule::RouteNotAllowed:
        break;
    }
    if (has.hasOtherKeys)
        return {Suggestion::SwitchKey, Suggestion::AskAdministrator};
    return {Suggestion::AskAdministrator};
}
} // namespace

TurnProblem turnProblemFrom(const client::ChatFailure &failure, const TurnCircumstances &circumstances)
{
    TurnProblem problem;
    problem.error = failure.error;
    if (failure.refusal)
        problem.facts = *failure.refusal;
    problem.suggestions = problem.isRefusal()
                              ? forRule(problem.facts.rule, problem.facts.scope, circumstances)
                              : forBreakage(problem.error);
    return problem;
}

QString nameOf(Suggestion suggestion)
{
    switch (suggestion) {
    case Suggestion::SwitchKey:
        return u"switch_key"_s;
    case Suggestion::SwitchModel:
        return u"switch_model"_s;
    case Suggestion::AskAdministrator:
        return u"ask_administrator"_s;
    case Suggestion::RaiseBudget:
        return u"raise_budget"_s;
    case Suggestion::WaitAndRetry:
        return u"wait_and_retry"_s;
    case Suggestion::Retry:
        return u"retry"_s;
    case Suggestion::ShortenConversation:
        return u"shorten_conversation"_s;
    case Suggestion::CheckConnection:
        return u"check_connection"_s;
    case Suggestion::CheckKey:
        return u"check_key"_s;
    }
    return {};
}

} // namespace sekisho::models
