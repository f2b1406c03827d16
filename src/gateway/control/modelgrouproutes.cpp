// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelgrouproutes.h"

#include "audittrail.h"
#include "fieldreader.h"
#include "makeroute.h"
#include "modelrows.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

ModelGroupRoutes::ModelGroupRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> ModelGroupRoutes::routes() const
{
    return {
        makeRoute("POST", "/access_group/new", Scope::Admin, *this, &ModelGroupRoutes::create),
        makeRoute("GET", "/access_group/list", Scope::Viewer, *this, &ModelGroupRoutes::list),
        makeRoute("GET", "/access_group/{group}/info", Scope::Viewer, *this, &ModelGroupRoutes::info),
        makeRoute("PUT", "/access_group/{group}/update", Scope::Admin, *this, &ModelGroupRoutes::update),
        makeRoute("DELETE", "/access_group/{group}/delete", Scope::Admin, *this, &ModelGroupRoutes::erase),
    };
}

static QStringList groupsOf(const RegisteredModel &model)
{
    return core::stringsOr(model.spec.info, "access_groups");
}

Json ModelGroupRoutes::rowOf(const QString &group) const
{
    QStringList names;
    std::int64_t deployments = 0;
    for (const auto &[id, model] : m_services->models.models()) {
        if (!groupsOf(model).contains(group))
            continue;
        names.append(model.spec.modelName);
        ++deployments;
    }
    names.removeDuplicates();
    names.sort();
    return {{"access_group", group}, {"model_names", core::toJson(names)}, {"deployment_count", deployments}};
}

Result<void> ModelGroupRoutes::exists(const QString &group) const
{
    if (core::integerOr(rowOf(group), "deployment_count") > 0)
        return {};
    return fail(ErrorKind::NotFound, u"Access group '%1' not found"_s.arg(group), {}, u"access_group"_s);
}

Result<QStringList> ModelGroupRoutes::readNames(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QStringList names = reader.requiredStrings("model_names");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    for (const QString &name : names) {
        const auto &models = m_services->models.models();
        const bool isStored = std::any_of(models.begin(), models.end(), [&](const auto &entry) {
            return entry.second.isStored && entry.second.spec.modelName == name;
        });
        if (!isStored)
            return fail(ErrorKind::InvalidInput, u"Model %1 is not among the stored models"_s.arg(name), {},
                        u"model_names"_s);
    }
    return names;
}

Result<std::int64_t> ModelGroupRoutes::assign(const AdminCall &call, const QString &group,
                                              const QStringList &names) const
{
    std::vector<RegisteredModel> changed;
    for (const auto &[id, model] : m_services->models.models()) {
        QStringList groups = groupsOf(model);
        const bool isIn = groups.contains(group);
        if (!model.isStored || isIn == names.contains(model.spec.modelName))
            continue;
        if (isIn)
            groups.removeAll(group);
        else
            groups.append(group);
        changed.push_back(model);
        changed.back().spec.info["access_groups"] = core::toJson(groups);
        changed.back().authorship.updatedAt = m_services->clock.now();
        changed.back().authorship.updatedBy = call.caller.userId;
    }
    const auto audit = [&] {
        Result<void> done;
        for (std::size_t i = 0; done && i < changed.size(); ++i) {
            const QString id = changed[i].spec.id();
            done = AuditTrail(*m_services)
                       .record(call, AuditAction::Updated, AuditTable::ProxyModel, id,
                               storedModelRow(*m_services->models.model(id)), storedModelRow(changed[i]));
        }
        return done;
    };
    if (auto done = m_services->models.update(changed, audit); !done)
        return fail(done.error());
    return static_cast<std::int64_t>(changed.size());
}

ModelGroupRoutes::Answer ModelGroupRoutes::create(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString group = reader.requiredText("access_group");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (group.contains(u'/'))
        return fail(ErrorKind::InvalidInput, u"access_group must not hold a slash"_s, {}, u"access_group"_s);
    if (exists(group))
        return fail(ErrorKind::Conflict, u"Access group '%1' already exists"_s.arg(group), {},
                    u"access_group"_s);
    const auto names = readNames(call);
    if (!names)
        return fail(names.error());
    const auto changed = assign(call, group, *names);
    if (!changed)
        return fail(changed.error());
    return Json{{"access_group", group}, {"model_names", core::toJson(*names)}, {"models_updated", *changed}};
}

ModelGroupRoutes::Answer ModelGroupRoutes::list(const AdminCall &) const
{
    QStringList groups;
    for (const auto &[id, model] : m_services->models.models())
        groups.append(groupsOf(model));
    groups.removeDuplicates();
    groups.sort();
    Json rows = Json::array();
    for (const QString &group : groups)
        rows.push_back(rowOf(group));
    return Json{{"access_groups", std::move(rows)}};
}

ModelGroupRoutes::Answer ModelGroupRoutes::info(const AdminCall &call) const
{
    if (auto known = exists(call.parameter); !known)
        return fail(known.error());
    return rowOf(call.parameter);
}

ModelGroupRoutes::Answer ModelGroupRoutes::update(const AdminCall &call) const
{
    if (auto known = exists(call.parameter); !known)
        return fail(known.error());
    const auto names = readNames(call);
    if (!names)
        return fail(names.error());
    const auto changed = assign(call, call.parameter, *names);
    if (!changed)
        return fail(changed.error());
    return Json{{"access_group", call.parameter},
                {"model_names", core::toJson(*names)},
                {"models_updated", *changed}};
}

ModelGroupRoutes::Answer ModelGroupRoutes::erase(const AdminCall &call) const
{
    if (auto known = exists(call.parameter); !known)
        return fail(known.error());
    const auto changed = assign(call, call.parameter, {});
    if (!changed)
        return fail(changed.error());
    return Json{{"access_group", call.parameter},
                {"models_updated", *changed},
                {"message", u"Access group '%1' deleted successfully"_s.arg(call.parameter)}};
}

} // namespace sekisho::gateway
