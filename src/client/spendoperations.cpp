// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendoperations.h"

namespace sekisho::client {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {
/// LiteLLM answers with rows; without a row it may answer with one that is empty.
Result<std::optional<SpendRecord>> firstOf(const Json &answer, const QString &requestId)
{
    if (answer.is_array())
        for (const auto &row : answer)
            if (core::stringOr(row, "request_id") == requestId)
                return std::optional(spendRecordFrom(row));
    return std::optional<SpendRecord>();
}
} // namespace

SpendOperations::SpendOperations(ApiTransport *transport)
    : m_transport(transport)
{
}

core::Async<std::optional<SpendRecord>> SpendOperations::byRequestId(const QString &requestId) const
{
    return m_transport->fetchJson<std::optional<SpendRecord>>(
        ApiRequest::get(u"/spend/logs"_s, queryOf({{u"request_id"_s, requestId}})),
        [requestId](const Json &answer) { return firstOf(answer, requestId); });
}

} // namespace sekisho::client
