// SPDX-License-Identifier: GPL-3.0-or-later
#include "demobehaviour.h"

namespace sekisho::providers {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int PlainFailure = 500;
constexpr std::chrono::seconds UsualRetryAfter = 20s;

std::optional<std::chrono::milliseconds> millisecondsOf(const core::Json &parameters, const char *field)
{
    const auto number = core::optionalNumber(parameters, field);
    if (!number)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::max(0.0, *number)));
}

int statusOf(std::int64_t number)
{
    return number >= 400 && number <= 599 ? static_cast<int>(number) : PlainFailure;
}

void applyFail(DemoBehaviour &behaviour, const core::Json &value)
{
    if (value.is_string())
        behaviour.breaksMidway = value == "midway";
    else if (value.is_number())
        behaviour.failStatus = statusOf(value.get<std::int64_t>());
    else if (value.is_boolean() && value.get<bool>())
        behaviour.failStatus = PlainFailure;
}

void applyRateLimit(DemoBehaviour &behaviour, const core::Json &value)
{
    if (value.is_number())
        behaviour.rateLimit = std::chrono::seconds(value.get<std::int64_t>());
    else if (value.is_boolean() && value.get<bool>())
        behaviour.rateLimit = UsualRetryAfter;
}

void applyCommand(DemoBehaviour &behaviour, const DemoPrompt &prompt)
{
    if (prompt.command == "slow"_L1) {
        behaviour.firstToken = 2s;
        behaviour.wholeAnswer = 15s;
        behaviour.betweenPieces.reset();
    } else if (prompt.command == "fail"_L1) {
        behaviour.failStatus = statusOf(prompt.argument.toInt());
    } else if (prompt.command == "break"_L1) {
        behaviour.breaksMidway = true;
    } else if (prompt.command == "rate-limit"_L1) {
        behaviour.rateLimit = UsualRetryAfter;
    }
}

} // namespace

DemoBehaviour DemoBehaviour::from(const core::Json &parameters, const DemoPrompt &prompt)
{
    DemoBehaviour behaviour;
    behaviour.firstToken = millisecondsOf(parameters, "demo_delay_ms").value_or(behaviour.firstToken);
    behaviour.betweenPieces = millisecondsOf(parameters, "demo_chunk_ms");
    applyFail(behaviour, core::memberOr(parameters, "demo_fail"));
    applyRateLimit(behaviour, core::memberOr(parameters, "demo_rate_limit"));
    applyCommand(behaviour, prompt);
    return behaviour;
}

} // namespace sekisho::providers
