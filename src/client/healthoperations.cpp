// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthoperations.h"

#include "failure.h"

#include <algorithm>

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

/// What /user/info says of the caller.
enum class Role { Administrator, Other, NoUser };

Result<Role> roleFrom(const Json &answer)
{
    const Json &user = core::memberOr(answer, "user_info");
    if (user.is_null())
        return Role::NoUser;
    const QString role = core::stringOr(user, "user_role");
    return role == u"proxy_admin"_s ? Role::Administrator : Role::Other;
}

/// Gateways without users answer so, and all gateways to keys that may not ask.
bool hasNoUsers(const core::Error &error)
{
    return error.kind == core::ErrorKind::NotFound || error.kind == core::ErrorKind::Unsupported ||
           error.kind == core::ErrorKind::Forbidden;
}

/// A JSON Web Token: three parts, the first an object in base64url.
bool isToken(const AuthHeader &header)
{
    const QString text = header.secret.reveal();
    return text.startsWith(u"eyJ") && text.count(u'.') == 2;
}

/// /key/info knew the key.
Result<CallerInfo> withRole(CallerInfo caller, const Result<Role> &role)
{
    if (!role && !hasNoUsers(role.error()))
        return core::fail(role.error());
    caller.isAdmin = role && *role == Role::Administrator;
    return caller;
}

/// /key/info did not know the key, as is so for the master key and for a token.
Result<CallerInfo> withoutKey(const Result<Role> &role, bool presentsToken)
{
    if (role)
        return CallerInfo{*role == Role::Administrator || (*role == Role::NoUser && !presentsToken), {}};
    if (!hasNoUsers(role.error()))
        return core::fail(role.error());
    return CallerInfo{!presentsToken, {}};
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
    const auto &auth = m_transport->endpoint().auth;
    const bool presentsToken = std::any_of(auth.begin(), auth.end(), isToken);
    const auto concluded = [presentsToken](const Result<CallerInfo> &caller, const Result<Role> &role) {
        return caller ? withRole(*caller, role) : withoutKey(role, presentsToken);
    };
    return m_transport->fetchJson<CallerInfo>(ApiRequest::get(u"/key/info"_s), virtualKeyCaller)
        .then(m_transport,
              [transport = m_transport, concluded](const Result<CallerInfo> &caller) {
                  if (!caller && !isMasterKeySign(caller.error()))
                      return core::readyFuture<CallerInfo>(core::fail(caller.error()));
                  return transport->fetchJson<Role>(ApiRequest::get(u"/user/info"_s), roleFrom)
                      .then(transport, [caller, concluded](const Result<Role> &role) {
                          return concluded(caller, role);
                      });
              })
        .unwrap();
}

} // namespace sekisho::client
