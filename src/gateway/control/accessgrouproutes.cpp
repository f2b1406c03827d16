// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessgrouproutes.h"

#include "audittrail.h"
#include "fieldreader.h"
#include "makeroute.h"

#include <core/ids.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::AccessGroup;
using namespace Qt::Literals::StringLiterals;

AccessGroupRoutes::AccessGroupRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> AccessGroupRoutes::routes() const
{
    auto made = makeRoute("POST", "/v1/access_group", Scope::Admin, *this, &AccessGroupRoutes::create);
    made.status = 201;
    auto erased =
        makeRoute("DELETE", "/v1/access_group/{id}", Scope::Admin, *this, &AccessGroupRoutes::erase);
    erased.status = 204;
    return {
        std::move(made),
        std::move(erased),
        makeRoute("GET", "/v1/access_group", Scope::Viewer, *this, &AccessGroupRoutes::list),
        makeRoute("GET", "/v1/access_group/{id}", Scope::Viewer, *this, &AccessGroupRoutes::info),
        makeRoute("PUT", "/v1/access_group/{id}", Scope::Admin, *this, &AccessGroupRoutes::update),
    };
}

static Json rowOf(const AccessGroup &group)
{
    return {{"access_group_id", group.id},
            {"access_group_name", group.name},
            {"description", core::toJson(group.description)},
            {"access_model_names", core::toJson(group.modelNames)},
            {"access_mcp_server_ids", core::toJson(group.mcpServerIds)},
            {"access_agent_ids", core::toJson(group.agentIds)},
            {"assigned_team_ids", core::toJson(group.teamIds)},
            {"assigned_key_ids", core::toJson(group.keyIds)},
            {"created_at", core::toIso8601(group.authorship.createdAt)},
            {"created_by", group.authorship.createdBy},
            {"updated_at", core::toIso8601(group.authorship.updatedAt)},
            {"updated_by", group.authorship.updatedBy}};
}

static void read(FieldReader &reader, AccessGroup &group)
{
    reader.read("description", group.description);
    reader.read("access_model_names", group.modelNames);
    reader.read("access_mcp_server_ids", group.mcpServerIds);
    reader.read("access_agent_ids", group.agentIds);
    reader.read("assigned_team_ids", group.teamIds);
    reader.read("assigned_key_ids", group.keyIds);
}

Result<void> AccessGroupRoutes::check(const AccessGroup &group) const
{
    for (const AccessGroup &other : m_services->models.groups()) {
        if (other.name == group.name && other.id != group.id)
            return fail(ErrorKind::Conflict, u"Access group '%1' already exists"_s.arg(group.name), {},
                        u"access_group_name"_s);
    }
    for (const QString &team : group.teamIds) {
        if (!m_services->directory.team(team))
            return fail(ErrorKind::InvalidInput, u"Team not found, team_id=%1"_s.arg(team), {},
                        u"assigned_team_ids"_s);
    }
    for (const QString &key : group.keyIds) {
        if (!m_services->directory.key(key.toLatin1()))
            return fail(ErrorKind::InvalidInput,
                        u"A key of assigned_key_ids is not known (hashes are wanted)"_s, {},
                        u"assigned_key_ids"_s);
    }
    return {};
}

AccessGroupRoutes::Answer AccessGroupRoutes::create(const AdminCall &call) const
{
    const auto now = m_services->clock.now();
    AccessGroup group;
    group.id = core::newUuid();
    group.authorship = {now, call.caller.userId, now, call.caller.userId};
    FieldReader reader(call.body);
    group.name = reader.requiredText("access_group_name");
    read(reader, group);
    auto done = reader.result();
    if (done)
        done = check(group);
    if (done)
        done = m_services->models.add(group, [&] {
            return AuditTrail(*m_services)
                .record(call, AuditAction::Created, AuditTable::AccessGroup, group.id, Json::object(),
                        rowOf(group));
        });
    if (!done)
        return fail(done.error());
    return rowOf(group);
}

AccessGroupRoutes::Answer AccessGroupRoutes::list(const AdminCall &) const
{
    Json rows = Json::array();
    for (const AccessGroup &group : m_services->models.groups())
        rows.push_back(rowOf(group));
    return rows;
}

Result<AccessGroup> AccessGroupRoutes::require(const QString &id) const
{
    if (const AccessGroup *group = m_services->models.group(id))
        return *group;
    return fail(ErrorKind::NotFound, u"Access group '%1' not found"_s.arg(id), {}, u"access_group_id"_s);
}

AccessGroupRoutes::Answer AccessGroupRoutes::info(const AdminCall &call) const
{
    const auto group = require(call.parameter);
    if (!group)
        return fail(group.error());
    return rowOf(*group);
}

AccessGroupRoutes::Answer AccessGroupRoutes::update(const AdminCall &call) const
{
    const auto before = require(call.parameter);
    if (!before)
        return fail(before.error());
    AccessGroup group = *before;
    FieldReader reader(call.body);
    if (reader.has("access_group_name"))
        group.name = reader.requiredText("access_group_name");
    read(reader, group);
    group.authorship.updatedAt = m_services->clock.now();
    group.authorship.updatedBy = call.caller.userId;
    auto done = reader.result();
    if (done)
        done = check(group);
    if (done)
        done = m_services->models.update(group, [&] {
            return AuditTrail(*m_services)
                .record(call, AuditAction::Updated, AuditTable::AccessGroup, group.id, rowOf(*before),
                        rowOf(group));
        });
    if (!done)
        return fail(done.error());
    return rowOf(group);
}

AccessGroupRoutes::Answer AccessGroupRoutes::erase(const AdminCall &call) const
{
    const auto group = require(call.parameter);
    if (!group)
        return fail(group.error());
    const auto done = m_services->models.removeGroup(group->id, [&] {
        return AuditTrail(*m_services)
            .record(call, AuditAction::Deleted, AuditTable::AccessGroup, group->id, rowOf(*group),
                    Json::object());
    });
    if (!done)
        return fail(done.error());
    return Json();
}

} // namespace sekisho::gateway
