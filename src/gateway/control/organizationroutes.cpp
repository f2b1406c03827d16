// SPDX-License-Identifier: GPL-3.0-or-later
#include "organizationroutes.h"

#include "makeroute.h"
#include "organizationfields.h"
#include "ownbudget.h"
#include "queryreader.h"
#include "teamfields.h"

#include <core/ids.h>

#include <limits>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Organization;

static constexpr std::int64_t Everything = std::numeric_limits<std::int64_t>::max();

Result<Organization> requireAdministered(ControlServices &services, const Caller &caller,
                                         const QString &organizationId, const char *field)
{
    auto found = storage::OrganizationRepository(services.database).find(organizationId);
    if (!found)
        return fail(found.error());
    const Permissions permissions(services.directory);
    if (!caller.isAdmin() && (!*found || !permissions.administers(caller, **found)))
        return notAllowed(u"Only proxy admins and admins of the organization may do this"_s);
    if (!*found)
        return fail(ErrorKind::NotFound, u"Organization not found, organization_id=%1"_s.arg(organizationId),
                    {}, QString::fromUtf8(field));
    return std::move(**found);
}

Result<Organization> requireAdministered(ControlServices &services, const AdminCall &call)
{
    FieldReader reader(call.body);
    const QString id = reader.requiredText("organization_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return requireAdministered(services, call.caller, id, "organization_id");
}

OrganizationRoutes::OrganizationRoutes(ControlServices &services)
    : m_services(&services)
    , m_teams(services)
    , m_organizations(services.database)
{
}

std::vector<AdminRoute> OrganizationRoutes::routes() const
{
    return {
        makeRoute("POST", "/organization/new", Scope::Admin, *this, &OrganizationRoutes::create),
        makeRoute("PATCH", "/organization/update", Scope::Admin, *this, &OrganizationRoutes::update),
        makeRoute("DELETE", "/organization/delete", Scope::Active, *this, &OrganizationRoutes::erase),
        makeRoute("GET", "/organization/list", Scope::AnyKey, *this, &OrganizationRoutes::list),
        makeRoute("GET", "/organization/info", Scope::AnyKey, *this, &OrganizationRoutes::info),
        makeRoute("POST", "/organization/info", Scope::AnyKey, *this, &OrganizationRoutes::infos),
    };
}

OrganizationRoutes::Answer OrganizationRoutes::create(const AdminCall &call) const
{
    Change change(*m_services, call);
    Organization organization{.createdAt = change.now(),
                              .createdBy = call.caller.userId,
                              .updatedAt = change.now(),
                              .updatedBy = call.caller.userId};
    std::optional<QString> id;
    FieldReader reader(call.body);
    reader.read("organization_id", id);
    readOrganization(reader, organization);
    organization.organizationId = id && !id->isEmpty() ? *id : core::newUuid();
    auto done = reader.result();
    if (done && m_services->directory.organization(organization.organizationId))
        done = fail(ErrorKind::Conflict,
                    u"Organization id = %1 already exists"_s.arg(organization.organizationId),
                    u"bad_request_error"_s, u"organization_id"_s);
    if (done)
        done = applyOwnBudget(*m_services, change, call.body, call.caller.userId, organization.budgetId,
                              organization.limits);
    change.create(organization);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return organizationRow(organization, m_services->directory);
}

// The limits may also come inside of a `litellm_budget_table`, as they are shown.
OrganizationRoutes::Answer OrganizationRoutes::update(const AdminCall &call) const
{
    const auto before = requireAdministered(*m_services, call);
    if (!before)
        return fail(before.error());
    Change change(*m_services, call);
    Organization organization = *before;
    FieldReader reader(call.body);
    readOrganization(reader, organization);
    organization.updatedAt = change.now();
    organization.updatedBy = call.caller.userId;
    Json budget = Json::object();
    reader.readObject("litellm_budget_table", budget);
    budget.erase("budget_id");
    budget.update(call.body);
    auto done = reader.result();
    if (done)
        done = applyOwnBudget(*m_services, change, budget, call.caller.userId, organization.budgetId,
                              organization.limits);
    change.alter(*before, organization);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return fullRow(organization);
}

// With its teams and keys: nothing may go on spending its money.
OrganizationRoutes::Answer OrganizationRoutes::erase(const AdminCall &call) const
{
    FieldReader reader(call.body);
    QStringList ids = reader.requiredStrings("organization_ids");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    ids.removeDuplicates();
    Change change(*m_services, call);
    Json rows = Json::array();
    for (const QString &id : ids) {
        const auto found = requireAdministered(*m_services, call.caller, id, "organization_ids");
        if (!found)
            return fail(found.error());
        if (auto removed = remove(change, *found); !removed)
            return fail(removed.error());
        rows.push_back(organizationRow(*found, m_services->directory));
    }
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return rows;
}

Result<void> OrganizationRoutes::remove(Change &change, const Organization &organization) const
{
    const auto teams =
        m_teams.teams().list({.organizationId = organization.organizationId}, {}, {0, Everything});
    if (!teams)
        return fail(teams.error());
    if (auto removed = m_teams.remove(change, *teams); !removed)
        return removed;
    storage::KeyFilter filter;
    filter.organizationId = organization.organizationId;
    auto keys = storage::KeyRepository(m_services->database).list(filter, {}, {0, Everything});
    if (!keys)
        return fail(keys.error());
    QSet<QString> gone;
    for (const storage::Team &team : *teams)
        gone.insert(team.teamId);
    keys->removeIf([&](const auto &key) { return key.teamId && gone.contains(*key.teamId); });
    change.removeKeys(*keys);
    change.remove(organization);
    return {};
}

OrganizationRoutes::Answer OrganizationRoutes::fullRow(const Organization &organization) const
{
    constexpr std::int64_t MostTeams = 1000;
    const auto teams =
        m_teams.teams().list({.organizationId = organization.organizationId}, {}, {0, MostTeams});
    if (!teams)
        return fail(teams.error());
    Json row = organizationRow(organization, m_services->directory);
    row["teams"] = Json::array();
    for (const storage::Team &team : *teams)
        row["teams"].push_back(teamRow(team, m_services->directory));
    return row;
}

OrganizationRoutes::Answer OrganizationRoutes::list(const AdminCall &call) const
{
    QueryReader query(call.query);
    storage::OrganizationFilter filter;
    filter.organizationId = query.text(u"org_id"_s);
    filter.aliasContains = query.text(u"org_alias"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    if (!call.caller.seesAll())
        filter.memberId = call.caller.userId;
    const auto organizations = m_organizations.list(filter);
    if (!organizations)
        return fail(organizations.error());
    Json rows = Json::array();
    for (const Organization &organization : *organizations) {
        auto row = fullRow(organization);
        if (!row)
            return row;
        rows.push_back(std::move(*row));
    }
    return rows;
}

Result<Organization> OrganizationRoutes::requireVisible(const Caller &caller, const QString &id) const
{
    auto found = m_organizations.find(id);
    if (!found)
        return fail(found.error());
    // What somebody may not see looks the same whether it is there or not.
    if (!caller.seesAll() && (!*found || !Permissions(m_services->directory).maySee(caller, **found)))
        return notAllowed(u"You are not a member of this organization"_s);
    if (!*found)
        return fail(ErrorKind::NotFound, u"Organization not found"_s, {}, u"organization_id"_s);
    return std::move(**found);
}

OrganizationRoutes::Answer OrganizationRoutes::info(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto id = query.text(u"organization_id"_s);
    if (!id)
        query.refuse(u"organization_id"_s, u"is required"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto organization = requireVisible(call.caller, *id);
    if (!organization)
        return fail(organization.error());
    return fullRow(*organization);
}

OrganizationRoutes::Answer OrganizationRoutes::infos(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QStringList ids = reader.requiredStrings("organizations");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    Json rows = Json::array();
    for (const QString &id : ids) {
        const auto organization = requireVisible(call.caller, id);
        if (!organization)
            return fail(organization.error());
        rows.push_back(organizationRow(*organization, m_services->directory));
    }
    return rows;
}

} // namespace sekisho::gateway
