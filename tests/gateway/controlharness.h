// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/addressgate.h>
#include <gateway/catalog/modelregistry.h>
#include <gateway/control/controlservices.h>
#include <gateway/routetable.h>

#include <QFloat16>
#include <QTest>

#include <support/testdatabase.h>

namespace QTest {
template <>
inline char *toString(const nlohmann::json &value)
{
    return qstrdup(sekisho::core::toJsonBytes(value).constData());
}
} // namespace QTest

namespace sekisho::gateway::test {

/// The control plane on a database in memory, called without HTTP.
class ControlHarness
{
public:
    core::ManualClock clock{core::parseIso8601(QStringLiteral("2026-11-23T10:00:00Z")).value()};
    std::unique_ptr<storage::Database> database = sekisho::support::openGatewayTables();
    Directory directory;
    GatewaySettings settings;
    GatewayConfig config;
    LiveModels live{std::make_shared<const ModelTable>(std::vector<ServedModel>(), ModelAccess())};
    ModelRegistry registry{config, *database, core::SecretString(QStringLiteral("salt")), live};
    AddressGate gate;
    ControlServices services{*database, directory, clock, settings, registry, gate};
    std::vector<AdminRoute> routes = controlRoutes(services);
    RouteTable table{routes};

    static Caller admin()
    {
        return {.role = Role::ProxyAdmin, .userId = QStringLiteral("default_user_id"), .keyHash = "master"};
    }

    Caller callerOf(const QByteArray &token) const
    {
        const auto key = directory.key(token);
        const QString userId = key->rules.userId.value_or(QString());
        const auto user = directory.user(userId);
        const Role role = user ? roleNamed(user->rules.userRole) : Role::Key;
        return {.role = role, .key = key, .user = user, .userId = userId, .keyHash = token};
    }

    core::Result<core::Json> post(const char *path, const core::Json &body) const
    {
        return call(admin(), "POST", path, {}, body);
    }
    core::Result<core::Json> get(const char *path, const QString &query = {}) const
    {
        return call(admin(), "GET", path, query, core::Json::object());
    }
    core::Result<core::Json> getAs(const Caller &caller, const char *path, const QString &query = {}) const
    {
        return call(caller, "GET", path, query, core::Json::object());
    }

    /// Keeps to the scope of the route, as the server does.
    core::Result<core::Json> call(const Caller &caller, const char *method, const char *path,
                                  const QString &query, const core::Json &body) const
    {
        const auto match = table.match(method, path);
        if (!match)
            return core::fail(core::ErrorKind::NotFound, QStringLiteral("no such route"));
        if (!isWithin(match->entry->scope, caller))
            return core::fail(core::ErrorKind::Forbidden, QStringLiteral("not within the scope"));
        return asRead(match->entry->handler(
            {caller, path, QUrlQuery(query), body, match->parameter, {}, match->secondParameter}));
    }

    /// Long answers come as text that was written as it went.
    static core::Result<core::Json> asRead(core::Result<core::Json> answer)
    {
        return answer && answer->is_binary() ? core::parseJson(core::toJsonBytes(*answer)) : answer;
    }

    /// A key of a user with this role; both are made.
    Caller userCaller(const QString &userId, const QString &role = QStringLiteral("internal_user")) const
    {
        const auto made = post("/user/new", {{"user_id", userId}, {"user_role", role}});
        return made ? callerOf(core::stringOr(*made, "token").toLatin1()) : Caller();
    }

    /// Generates a key, which must succeed, and returns the answer.
    core::Json newKey(const core::Json &body = core::Json::object()) const
    {
        const auto answer = post("/key/generate", body);
        return answer ? *answer : core::Json{{"failed", core::describe(answer.error())}};
    }
};

inline QByteArray tokenIn(const core::Json &answer)
{
    return core::stringOr(answer, "token").toLatin1();
}

} // namespace sekisho::gateway::test
