// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthoperations.h"

#include "failure.h"

namespace sekisho::client {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {
Result<GatewayHealth> readinessFrom(const Json &answer)
{
    const auto health = healthFrom(answer);
    if (health.status.isEmpty())
        return core::fail(core::ErrorKind::Upstream, u"The answer to /health/readiness has no status"_s,
                          CodeNotTheApi);
    return health;
}

Result<CallerInfo> virtualKeyCaller(const Json &answer)
{
    CallerInfo caller;
    caller.key = virtualKeyFrom(core::memberOr(answer, "info"));
    if (caller.key->token.isEmpty())
        caller.key->token = core::stringOr(answer, "key");
    return caller;
}

bool isMasterKeySign(const core::Error &error)
{
    return error.kind == core::ErrorKind::NotFound && error.code == u"not_found_error"_s;
}
} // namespace

HealthOperations::HealthOperations(ApiTransport *transport)
    : m_transport(transport)
{
}

core::Async<GatewayHealth> HealthOperations::readiness() const
{
    auto request = ApiRequest::get(u"/health/readiness"_s);
    request.timeout = std::chrono::seconds(10);
    return m_transport->fetchJson<GatewayHealth>(request, readinessFrom);
}

core::Async<CallerInfo> HealthOperations::caller() const
{
    return m_transport->fetchJson<CallerInfo>(ApiRequest::get(u"/key/info"_s), virtualKeyCaller)
        .then(m_transport, [](Result<CallerInfo> caller) {
            if (!caller && isMasterKeySign(caller.error()))
                return Result<CallerInfo>(CallerInfo{true, {}});
            return caller;
        });
}

} // namespace sekisho::client
