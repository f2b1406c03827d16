// SPDX-License-Identifier: GPL-3.0-or-later
#include "userstore.h"

#include "userfields.h"

#include <core/ids.h>
#include <storage/gateway/organizationrepository.h>
#include <storage/gateway/teamrepository.h>

#include <limits>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Result;
using storage::User;

static constexpr storage::Page Everything{0, std::numeric_limits<std::int64_t>::max()};

UserStore::UserStore(ControlServices &services)
    : m_services(&services)
    , m_users(services.database)
{
}

Result<User> UserStore::require(const QString &userId, const char *field) const
{
    auto user = m_users.find(userId);
    if (!user)
        return fail(user.error());
    if (!*user)
        return fail(ErrorKind::NotFound, u"User not found, user_id=%1"_s.arg(userId), {},
                    QString::fromUtf8(field));
    return std::move(**user);
}

Result<std::optional<User>> UserStore::find(const QString &userId, const std::optional<QString> &email) const
{
    if (!userId.isEmpty())
        return m_users.find(userId);
    if (email && !email->isEmpty())
        return m_users.findByEmail(*email);
    return std::optional<User>();
}

Result<User> UserStore::findOrCreate(Change &change, const QString &userId,
                                     const std::optional<QString> &email) const
{
    auto known = find(userId, email);
    if (!known)
        return fail(known.error());
    if (*known)
        return std::move(**known);
    User user = fresh();
    user.userId = userId.isEmpty() ? core::newUuid() : userId;
    if (email && !email->isEmpty())
        user.userEmail = email->toLower();
    if (auto checked = checkFree(user, true); !checked)
        return fail(checked.error());
    change.create(user);
    return user;
}

User UserStore::fresh() const
{
    const auto now = m_services->clock.now();
    const GatewaySettings &settings = m_services->settings;
    User user{.createdAt = now, .updatedAt = now};
    // What the configuration says wrongly has been told when it was read.
    FieldReader reader(settings.defaultUserParams);
    User configured = user;
    readUser(reader, configured, m_services->budgetTime());
    if (reader.good())
        user = configured;
    if (!user.userRole)
        user.userRole = u"internal_user"_s;
    if (!user.limits.maxBudget && settings.maxInternalUserBudget) {
        user.limits.maxBudget = settings.maxInternalUserBudget;
        const core::Json period{{"budget_duration", settings.internalUserBudgetDuration}};
        FieldReader periodReader(period);
        if (!settings.internalUserBudgetDuration.isEmpty())
            readUser(periodReader, user, m_services->budgetTime());
    }
    return user;
}

Result<void> UserStore::checkFree(const User &user, bool isNew) const
{
    const auto taken = [](const QString &what, const QString &value, const QString &field) {
        return fail(ErrorKind::Conflict, u"User with %1 %2 already exists"_s.arg(what, value),
                    u"internal_server_error"_s, field);
    };
    if (isNew) {
        const auto same = m_users.find(user.userId);
        if (!same)
            return fail(same.error());
        if (*same)
            return taken(u"id"_s, user.userId, u"user_id"_s);
    }
    if (!user.userEmail)
        return {};
    const auto same = m_users.findByEmail(*user.userEmail);
    if (!same)
        return fail(same.error());
    if (*same && (*same)->userId != user.userId)
        return taken(u"email"_s, *user.userEmail, u"user_email"_s);
    return {};
}

Result<void> UserStore::remove(Change &change, const QList<User> &users) const
{
    QStringList ids;
    for (const User &user : users)
        ids.append(user.userId);
    Result<void> done;
    for (int i = 0; done && i < ids.size(); ++i)
        done = removeKeys(change, ids.at(i));
    if (done)
        done = leaveTeams(change, ids);
    if (done)
        done = leaveOrganizations(change, ids);
    if (!done)
        return done;
    for (const User &user : users)
        change.remove(user);
    return {};
}

Result<void> UserStore::removeKeys(Change &change, const QString &userId) const
{
    storage::KeyFilter filter;
    filter.userId = userId;
    const auto keys = storage::KeyRepository(m_services->database).list(filter, {}, Everything);
    if (!keys)
        return fail(keys.error());
    change.removeKeys(*keys);
    return {};
}

// A team is written once, whoever of its members goes.
template <typename T>
static void removeMembers(Change &change, const QHash<QString, T> &groups, const QStringList &userIds)
{
    for (const T &group : groups) {
        T without = group;
        without.members.removeIf([&](const auto &member) { return userIds.contains(member.userId); });
        without.updatedAt = change.now();
        change.alter(group, without);
    }
}

Result<void> UserStore::leaveTeams(Change &change, const QStringList &userIds) const
{
    QHash<QString, storage::Team> teams;
    for (const QString &userId : userIds) {
        const auto found =
            storage::TeamRepository(m_services->database).list({.memberId = userId}, {}, Everything);
        if (!found)
            return fail(found.error());
        for (const storage::Team &team : *found)
            teams.insert(team.teamId, team);
    }
    removeMembers(change, teams, userIds);
    return {};
}

Result<void> UserStore::leaveOrganizations(Change &change, const QStringList &userIds) const
{
    QHash<QString, storage::Organization> organizations;
    for (const QString &userId : userIds) {
        const auto found = storage::OrganizationRepository(m_services->database).list({.memberId = userId});
        if (!found)
            return fail(found.error());
        for (const storage::Organization &organization : *found)
            organizations.insert(organization.organizationId, organization);
    }
    removeMembers(change, organizations, userIds);
    return {};
}

Result<QStringList> UserStore::teamIdsOf(const QString &userId) const
{
    const auto teams = m_users.teamsOf({userId});
    if (!teams)
        return fail(teams.error());
    return teams->value(userId);
}

} // namespace sekisho::gateway
