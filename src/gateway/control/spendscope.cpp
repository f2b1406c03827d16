// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendscope.h"

#include <storage/gateway/spendlog.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Result;
using storage::ActivityFilter;
using storage::SpendLogFilter;

namespace {

core::Failure forbidden(const QString &what, const QString &param)
{
    return fail(ErrorKind::Forbidden, what, {}, param);
}

bool membersSeeTeam(const storage::Team &team)
{
    return core::stringsOr(team.extra, "team_member_permissions").contains(u"/team/daily/activity"_s);
}

} // namespace

SpendScope::SpendScope(const Caller &caller, const ControlServices &services)
    : m_caller(caller)
    , m_services(services)
    , m_permissions(services.directory)
    , m_user(caller.user ? caller.user->rules.userId : QString())
    , m_key(QString::fromLatin1(caller.keyHash))
{
}

bool SpendScope::seesAll() const
{
    return m_caller.seesAll();
}

bool SpendScope::isMember(const QString &teamId) const
{
    const auto team = m_services.directory.team(teamId);
    return team && m_permissions.maySee(m_caller, team->rules);
}

bool SpendScope::seesTeam(const QString &teamId) const
{
    const auto team = m_services.directory.team(teamId);
    return team && (m_permissions.administers(m_caller, team->rules) ||
                    (m_permissions.isMember(m_caller, team->rules) && membersSeeTeam(team->rules)));
}

Result<void> SpendScope::narrowToSelf(std::optional<QString> &user, std::optional<QString> &apiKey) const
{
    if (m_user.isEmpty()) {
        if (apiKey && *apiKey != m_key)
            return forbidden(u"You may only see the spend of your own key"_s, u"api_key"_s);
        if (user && *user != m_caller.userId)
            return forbidden(u"You may only see your own spend"_s, u"user_id"_s);
        apiKey = m_key;
        return {};
    }
    if (user && *user != m_user)
        return forbidden(u"You may only see your own spend"_s, u"user_id"_s);
    user = m_user;
    return {};
}

Result<void> SpendScope::narrowToTeam(SpendLogFilter &filter) const
{
    if (seesTeam(*filter.teamId))
        return {};
    const bool isOwn = m_caller.key && m_caller.key->rules.teamId == filter.teamId;
    if (!isMember(*filter.teamId) && !isOwn)
        return forbidden(u"You may not see the spend of team %1"_s.arg(*filter.teamId), u"team_id"_s);
    return narrowToSelf(filter.user, filter.apiKey);
}

Result<void> SpendScope::narrow(SpendLogFilter &filter) const
{
    if (seesAll())
        return {};
    return filter.teamId ? narrowToTeam(filter) : narrowToSelf(filter.user, filter.apiKey);
}

Result<void> SpendScope::narrowToOwnKeys(ActivityFilter &filter) const
{
    return seesAll() ? Result<void>() : narrowToKeys(filter);
}

Result<void> SpendScope::narrow(storage::KeyFilter &filter) const
{
    if (seesAll())
        return {};
    if (m_user.isEmpty())
        filter.token = m_key;
    else
        filter.userId = m_user;
    return {};
}

bool SpendScope::covers(const storage::SpendLog &log) const
{
    const bool isOwn = m_user.isEmpty() ? QString::fromUtf8(log.apiKey) == m_key : log.user == m_user;
    return seesAll() || isOwn || (!log.teamId.isEmpty() && seesTeam(log.teamId));
}

Result<QStringList> SpendScope::ownTeams() const
{
    if (m_user.isEmpty())
        return QStringList();
    return storage::ActivityRepository(m_services.database).teamsOf(m_user);
}

Result<void> SpendScope::narrowToTeams(ActivityFilter &filter) const
{
    if (!filter.entityIds) {
        const auto own = ownTeams();
        if (!own)
            return fail(own.error());
        filter.entityIds = *own;
    }
    bool seesThemAll = true;
    for (const QString &team : *filter.entityIds) {
        if (!isMember(team))
            return forbidden(u"You are not a member of team %1"_s.arg(team), u"team_ids"_s);
        seesThemAll = seesThemAll && seesTeam(team);
    }
    return seesThemAll ? Result<void>() : narrowToKeys(filter);
}

Result<void> SpendScope::narrowToOrganizations(ActivityFilter &filter) const
{
    QStringList administered;
    for (const auto &organization : m_services.directory.organizations()) {
        if (m_permissions.administers(m_caller, organization->rules))
            administered.append(organization->rules.organizationId);
    }
    for (const QString &id : filter.entityIds.value_or(administered)) {
        if (!administered.contains(id))
            return forbidden(u"You are not an admin of organization %1"_s.arg(id), u"organization_ids"_s);
    }
    if (!filter.entityIds)
        filter.entityIds = administered;
    return {};
}

Result<void> SpendScope::narrowToKeys(ActivityFilter &filter) const
{
    QStringList own{m_key};
    if (!m_user.isEmpty()) {
        const auto keys = storage::ActivityRepository(m_services.database).keysOf(m_user);
        if (!keys)
            return fail(keys.error());
        own = *keys;
    }
    if (filter.apiKey && !own.contains(*filter.apiKey))
        return forbidden(u"You may only see the spend of your own keys"_s, u"api_key"_s);
    filter.ownKeys = own;
    return {};
}

Result<void> SpendScope::narrow(ActivityFilter &filter) const
{
    if (seesAll())
        return {};
    if (filter.entityType == u"team")
        return narrowToTeams(filter);
    if (filter.entityType == u"organization")
        return narrowToOrganizations(filter);
    if (filter.entityType == u"customer")
        return forbidden(u"Only proxy admins may see this"_s, {});
    if (filter.entityType != u"user" || m_user.isEmpty())
        return narrowToKeys(filter);
    if (filter.entityIds && *filter.entityIds != QStringList{m_user})
        return forbidden(u"You may only see your own spend"_s, u"user_id"_s);
    filter.entityIds = QStringList{m_user};
    return {};
}

} // namespace sekisho::gateway
