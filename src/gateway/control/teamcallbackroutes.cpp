// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamcallbackroutes.h"

#include "fieldreader.h"
#include "loggingvars.h"
#include "makeroute.h"
#include "teamfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using core::Result;
using storage::Team;

namespace {

// Of a team's `extra`, which no row shows.
constexpr const char *Settings = "callback_settings";
constexpr const char *Success = "success_callback";
constexpr const char *Failure = "failure_callback";
constexpr const char *Vars = "callback_vars";
constexpr const char *Disabled = "disabled";

Json settingsOf(const Team &team)
{
    const Json &kept = core::memberOr(team.extra, Settings);
    return kept.is_object()
               ? kept
               : Json{{Success, Json::array()}, {Failure, Json::array()}, {Vars, Json::object()}};
}

struct Callback {
    QString name;
    QString type = u"success_and_failure"_s;
    Json vars = Json::object();
};

Result<Callback> readCallback(const Json &body)
{
    FieldReader reader(body);
    Callback callback;
    std::optional<QString> type;
    callback.name = reader.requiredText("callback_name");
    reader.read("callback_type", type);
    reader.readObject("callback_vars", callback.vars);
    callback.type = type.value_or(callback.type);
    static const QStringList types{u"success"_s, u"failure"_s, u"success_and_failure"_s};
    if (!types.contains(callback.type))
        reader.refuse("callback_type", u"must be success, failure or success_and_failure"_s);
    for (const auto &[name, value] : callback.vars.items()) {
        if (!value.is_string())
            reader.refuse("callback_vars", u"must hold strings only"_s);
    }
    auto read = reader.result();
    return read ? Result<Callback>(std::move(callback)) : fail(read.error());
}

core::Result<void> addTo(Json &settings, const char *list, const QString &name, const QString &teamId)
{
    if (core::stringsOr(settings, list).contains(name))
        return fail(core::ErrorKind::InvalidInput,
                    u"callback_name = %1 already exists in %2, for team_id = %3"_s.arg(
                        name, QLatin1StringView(list), teamId),
                    u"bad_request_error"_s, u"callback_name"_s);
    settings[list].push_back(name);
    return {};
}

} // namespace

TeamCallbackRoutes::TeamCallbackRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamCallbackRoutes::routes() const
{
    using Self = TeamCallbackRoutes;
    return {makeRoute("POST", "/team/{team_id}/callback", Scope::Active, *this, &Self::add),
            makeRoute("GET", "/team/{team_id}/callback", Scope::Active, *this, &Self::show),
            makeRoute("POST", "/team/{team_id}/disable_logging", Scope::Active, *this, &Self::disable)};
}

TeamCallbackRoutes::Answer TeamCallbackRoutes::add(const AdminCall &call) const
{
    const auto team = m_store.requireAdministered(call.caller, call.parameter, "team_id");
    if (!team)
        return fail(team.error());
    const auto callback = readCallback(call.body);
    if (!callback)
        return fail(callback.error());
    Json settings = settingsOf(*team);
    Result<void> done;
    if (callback->type != u"failure")
        done = addTo(settings, Success, callback->name, team->teamId);
    if (done && callback->type != u"success")
        done = addTo(settings, Failure, callback->name, team->teamId);
    const auto vars = sealedVars(callback->vars, settings[Vars], m_store.services().saltKey);
    if (done && !vars)
        done = fail(vars.error());
    if (done) {
        settings[Vars].update(*vars);
        settings.erase(Disabled);
        done = write(call, *team, std::move(settings));
    }
    if (!done)
        return fail(done.error());
    const auto written = m_store.directory().team(team->teamId);
    return Json{{"status", "success"}, {"data", teamRow(written->rules, m_store.directory())}};
}

TeamCallbackRoutes::Answer TeamCallbackRoutes::show(const AdminCall &call) const
{
    const auto team = m_store.requireAdministered(call.caller, call.parameter, "team_id");
    if (!team)
        return fail(team.error());
    const Json settings = settingsOf(*team);
    return Json{{"status", "success"},
                {"data",
                 {{"team_id", team->teamId},
                  {"success_callbacks", settings[Success]},
                  {"failure_callbacks", settings[Failure]},
                  {"callback_vars", shownVars(settings[Vars])}}}};
}

TeamCallbackRoutes::Answer TeamCallbackRoutes::disable(const AdminCall &call) const
{
    const auto team = m_store.requireAdministered(call.caller, call.parameter, "team_id");
    if (!team)
        return fail(team.error());
    Json settings{{Success, Json::array()}, {Failure, Json::array()}, {Vars, settingsOf(*team)[Vars]}};
    settings[Disabled] = true;
    if (auto done = write(call, *team, std::move(settings)); !done)
        return fail(done.error());
    return Json{{"status", "success"},
                {"message", u"Logging disabled for team %1"_s.arg(team->teamId)},
                {"data",
                 {{"team_id", team->teamId},
                  {"success_callbacks", Json::array()},
                  {"failure_callbacks", Json::array()}}}};
}

Result<void> TeamCallbackRoutes::write(const AdminCall &call, const Team &before, Json settings) const
{
    Change change(m_store.services(), call);
    Team after = before;
    after.extra[Settings] = std::move(settings);
    after.updatedAt = change.now();
    change.alter(before, after);
    return change.commit();
}

bool isLoggingDisabled(const Team &team)
{
    return core::boolOr(core::memberOr(team.extra, Settings), Disabled);
}

} // namespace sekisho::gateway
