// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatoutcome.h"

namespace sekisho::client {

namespace {
std::optional<core::Money> moneyHeader(const HeaderList &headers, QByteArrayView name)
{
    bool isNumber = false;
    const double usd = headerValue(headers, name).toDouble(&isNumber);
    return isNumber ? std::optional(core::Money::fromUsd(usd)) : std::nullopt;
}
} // namespace

std::optional<std::chrono::microseconds> ChatOutcome::timeToFirstToken() const
{
    return firstTokenAt ? std::optional(*firstTokenAt - startedAt) : std::nullopt;
}

void readHeaders(ChatOutcome &outcome, const HeaderList &headers)
{
    outcome.callId = QString::fromLatin1(headerValue(headers, "x-litellm-call-id"));
    outcome.modelId = QString::fromLatin1(headerValue(headers, "x-litellm-model-id"));
    outcome.keySpend = moneyHeader(headers, "x-litellm-key-spend");
    outcome.keyMaxBudget = moneyHeader(headers, "x-litellm-key-max-budget");
    outcome.cost = moneyHeader(headers, "x-litellm-response-cost");
    const auto demo = headerValue(headers, "x-sekisho-demo").toLower();
    outcome.demo = !demo.isEmpty() && demo != "false" && demo != "0";
}

} // namespace sekisho::client
