// SPDX-License-Identifier: GPL-3.0-or-later
#include "newuser.h"

#include "keyfields.h"
#include "keystore.h"
#include "limitfields.h"
#include "permissions.h"
#include "userfields.h"

#include <core/ids.h>
#include <core/mask.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::User;

NewUser::NewUser(ControlServices &services, const AdminCall &call)
    : m_services(services)
    , m_call(call)
    , m_store(services)
    , m_change(services, call)
{
}

Result<Json> NewUser::make()
{
    auto done = readUser();
    if (done)
        done = mayMake();
    if (done)
        done = m_store.checkFree(m_user, true);
    if (!done)
        return fail(done.error());
    m_change.create(m_user);
    done = joinTeams();
    if (done)
        done = joinOrganizations();
    if (done)
        done = makeKey();
    if (done)
        done = m_change.commit();
    if (!done)
        return fail(done.error());
    return answer();
}

Result<void> NewUser::readUser()
{
    m_user = m_store.fresh();
    std::optional<QString> id;
    FieldReader reader(m_call.body);
    reader.read("user_id", id);
    gateway::readUser(reader, m_user, m_services.budgetTime());
    m_user.userId = id && !id->isEmpty() ? *id : core::newUuid();
    return reader.result();
}

// Who is no proxy admin may bring people into what it administers, but not give them more than it has.
Result<void> NewUser::mayMake() const
{
    if (m_call.caller.isAdmin())
        return {};
    const Role role = roleNamed(m_user.userRole);
    if (role == Role::ProxyAdmin || role == Role::ProxyAdminViewer)
        return notAllowed(u"Only proxy admins can create administrative users"_s);
    const Json &teams = core::memberOr(m_call.body, "teams");
    const Json &organizations = core::memberOr(m_call.body, "organizations");
    if (teams.empty() && organizations.empty())
        return notAllowed(u"Only proxy admins can create users outside of a team or organization"_s);
    return {};
}

Result<void> NewUser::joinTeams()
{
    const char *field = m_call.body.contains("teams") ? "teams" : nullptr;
    const Json &teams = core::memberOr(field ? m_call.body : m_services.settings.defaultUserParams, "teams");
    if (teams.is_null())
        return {};
    if (!teams.is_array() || teams.size() > 100)
        return fail(ErrorKind::InvalidInput, u"Field 'teams' must be a list of at most 100 teams"_s,
                    u"invalid_request_error"_s, u"teams"_s);
    Result<void> done;
    for (auto team = teams.begin(); done && team != teams.end(); ++team)
        done = joinTeam(team->is_string() ? Json{{"team_id", *team}} : *team);
    return done;
}

Result<void> NewUser::joinTeam(const Json &membership)
{
    FieldReader reader(membership);
    storage::TeamMember member{.userId = m_user.userId, .userEmail = m_user.userEmail};
    std::optional<QString> role = u"user"_s;
    const QString teamId = reader.requiredText("team_id");
    reader.read("user_role", role);
    reader.read("max_budget_in_team", member.maxBudget);
    member.role = role == u"admin" ? u"admin"_s : u"user"_s;
    if (auto read = reader.result(); !read)
        return read;
    const auto team = m_services.directory.team(teamId);
    if (!team)
        return fail(ErrorKind::NotFound, u"Team not found, passed team_id=%1"_s.arg(teamId), {}, u"teams"_s);
    if (!Permissions(m_services.directory).administers(m_call.caller, team->rules))
        return notAllowed(u"You do not administer team %1"_s.arg(teamId));
    if (m_teams.contains(teamId))
        return {};
    storage::Team after = team->rules;
    after.members.append(member);
    after.updatedAt = m_change.now();
    m_change.alter(team->rules, after);
    m_teams.append(teamId);
    return {};
}

Result<void> NewUser::joinOrganizations()
{
    QStringList ids;
    FieldReader reader(m_call.body);
    reader.read("organizations", ids);
    if (auto read = reader.result(); !read)
        return read;
    ids.removeDuplicates();
    for (const QString &id : ids) {
        const auto organization = m_services.directory.organization(id);
        if (!organization)
            return fail(ErrorKind::NotFound, u"Organization not found, organization_id=%1"_s.arg(id), {},
                        u"organizations"_s);
        if (!Permissions(m_services.directory).administers(m_call.caller, organization->rules))
            return notAllowed(u"You do not administer organization %1"_s.arg(id));
        storage::Organization after = organization->rules;
        after.members.append({.userId = m_user.userId,
                              .userRole = u"internal_user"_s,
                              .createdAt = m_change.now(),
                              .updatedAt = m_change.now()});
        m_change.alter(organization->rules, after);
    }
    return {};
}

// The user's budget and limits count for its keys anyway; the key repeats only what it is for.
Result<void> NewUser::makeKey()
{
    bool wanted = true;
    FieldReader reader(m_call.body);
    reader.read("auto_create_key", wanted);
    if (auto read = reader.result(); !read || !wanted)
        return read;
    Json fields = Json::object();
    for (const char *field : {"key_alias", "duration", "models", "aliases", "permissions", "config"}) {
        if (m_call.body.contains(field))
            fields[field] = m_call.body.at(field);
    }
    m_key = {.createdAt = m_change.now(),
             .createdBy = m_call.caller.userId,
             .updatedAt = m_change.now(),
             .updatedBy = m_call.caller.userId};
    FieldReader keyReader(fields);
    readKey(keyReader, m_key, m_services.budgetTime());
    auto done = keyReader.result();
    if (done)
        done = KeyStore(m_services).checkReferences(m_key);
    if (!done)
        return done;
    m_plainKey = core::newVirtualKey();
    m_key.token = core::sha256Hex(m_plainKey.toUtf8());
    m_key.keyName = core::maskKey(m_plainKey);
    m_key.userId = m_user.userId;
    m_key.models = m_user.models;
    m_change.create(m_key);
    return {};
}

Json NewUser::answer() const
{
    Json answer = m_plainKey.isEmpty() ? Json::object() : keyRow(m_key, m_services.directory);
    answer.update(userRow(m_user, m_services.directory, m_teams));
    answer["key"] = m_plainKey.isEmpty() ? Json(nullptr) : Json(m_plainKey);
    answer["token"] = answer["token_id"] =
        m_plainKey.isEmpty() ? Json(nullptr) : Json(QString::fromLatin1(m_key.token));
    answer["expires"] = toJson(m_key.expires);
    return answer;
}

} // namespace sekisho::gateway
