// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelwriteroutes.h"

#include "audittrail.h"
#include "fieldreader.h"
#include "makeroute.h"
#include "modelrows.h"
#include "permissions.h"

#include <core/ids.h>
#include <gateway/catalog/paramnames.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

ModelWriteRoutes::ModelWriteRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> ModelWriteRoutes::routes() const
{
    return {
        makeRoute("POST", "/model/new", Scope::Active, *this, &ModelWriteRoutes::create),
        makeRoute("POST", "/model/update", Scope::Active, *this, &ModelWriteRoutes::update),
        makeRoute("PATCH", "/model/{id}/update", Scope::Active, *this, &ModelWriteRoutes::patch),
        makeRoute("POST", "/model/delete", Scope::Active, *this, &ModelWriteRoutes::erase),
    };
}

Result<void> ModelWriteRoutes::mayWrite() const
{
    if (m_services->settings.storeModelInDb.value_or(true))
        return {};
    return fail(ErrorKind::Unsupported, u"Models are not stored here: set general_settings.store_model_in_db "
                                        u"to true, or STORE_MODEL_IN_DB to 'True'."_s);
}

// A team's own models are its admins' business; all others are the proxy admins'.
Result<void> ModelWriteRoutes::mayManage(const Caller &caller, const Json &info) const
{
    if (caller.isAdmin())
        return {};
    const auto team = m_services->directory.team(core::stringOr(info, "team_id"));
    if (team && Permissions(m_services->directory).administers(caller, team->rules))
        return {};
    return notAllowed(u"Only proxy admins manage models; admins of a team manage those whose "
                      u"model_info.team_id names it"_s);
}

// With a credential of somebody else's, a model could carry it to any address.
Result<void> ModelWriteRoutes::mayUse(const Caller &caller, const Json &params) const
{
    if (caller.isAdmin() || core::memberOr(params, "litellm_credential_name").is_null())
        return {};
    return notAllowed(u"Only proxy admins may use stored credentials; give the model an api_key"_s);
}

ModelRegistry::Beside ModelWriteRoutes::audit(const AdminCall &call, const QString &id, const Json &before,
                                              const Json &after) const
{
    const auto action = before.empty()  ? AuditAction::Created
                        : after.empty() ? AuditAction::Deleted
                                        : AuditAction::Updated;
    return [=, services = m_services, &call] {
        return AuditTrail(*services).record(call, action, AuditTable::ProxyModel, id, before, after);
    };
}

Result<void> ModelWriteRoutes::checkInfo(const Json &info) const
{
    constexpr int Longest = 256;
    const QString id = core::stringOr(info, "id");
    if (id.size() > Longest || id.contains(u'/') || id.contains(QChar(0)))
        return fail(ErrorKind::InvalidInput, u"model_info.id must have at most 256 characters and no slash"_s,
                    {}, u"model_info.id"_s);
    const QString team = core::stringOr(info, "team_id");
    if (!team.isEmpty() && !m_services->directory.team(team))
        return fail(ErrorKind::InvalidInput, u"Team not found, team_id=%1"_s.arg(team), {},
                    u"model_info.team_id"_s);
    return {};
}

Result<RegisteredModel> ModelWriteRoutes::readNew(const AdminCall &call) const
{
    RegisteredModel model;
    model.isStored = true;
    const auto now = m_services->clock.now();
    model.authorship = {now, call.caller.userId, now, call.caller.userId};
    FieldReader reader(call.body);
    model.spec.modelName = reader.requiredText("model_name");
    reader.readObject("litellm_params", model.spec.params);
    reader.readObject("model_info", model.spec.info);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (auto done = checkInfo(model.spec.info); !done)
        return fail(done.error());
    if (model.spec.id().isEmpty())
        model.spec.info["id"] = core::newUuid();
    return model;
}

ModelWriteRoutes::Answer ModelWriteRoutes::create(const AdminCall &call) const
{
    if (auto may = mayWrite(); !may)
        return fail(may.error());
    if (auto may = mayManage(call.caller, core::memberOr(call.body, "model_info")); !may)
        return fail(may.error());
    const auto model = readNew(call);
    if (!model)
        return fail(model.error());
    if (auto may = mayUse(call.caller, model->spec.params); !may)
        return fail(may.error());
    const QString id = model->spec.id();
    if (m_services->models.model(id))
        return fail(ErrorKind::Conflict, u"Model with id=%1 already exists"_s.arg(id), {},
                    u"model_info.id"_s);
    const Json row = storedModelRow(*model);
    if (auto done = m_services->models.add(*model, audit(call, id, Json::object(), row)); !done)
        return fail(done.error());
    return row;
}

/// Null takes a member out; a secret that comes back masked stays what it was.
static void merge(Json &target, const Json &changes)
{
    for (const auto &[name, value] : changes.items()) {
        const bool isMasked = target.contains(name) && !isPublicParam(QString::fromStdString(name), value) &&
                              value == masked(target.at(name));
        if (value.is_null())
            target.erase(name);
        else if (!isMasked)
            target[name] = value;
    }
}

Result<RegisteredModel> ModelWriteRoutes::changed(const AdminCall &call, RegisteredModel model) const
{
    const QString id = model.spec.id();
    std::optional<QString> name;
    Json params = Json::object();
    Json info = Json::object();
    FieldReader reader(call.body);
    reader.read("model_name", name);
    reader.readObject("litellm_params", params);
    reader.readObject("model_info", info);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (auto done = checkInfo(info); !done)
        return fail(done.error());
    if (auto may = mayUse(call.caller, params); !may)
        return fail(may.error());
    model.spec.modelName = name.value_or(model.spec.modelName);
    // What a team's admin leaves out may be a secret it must not send elsewhere: it gives everything or
    // nothing.
    if (call.caller.isAdmin())
        merge(model.spec.params, params);
    else if (!params.empty())
        model.spec.params = std::move(params);
    for (const auto &[member, value] : info.items())
        model.spec.info[member] = value;
    model.spec.info["id"] = id;
    model.authorship.updatedAt = m_services->clock.now();
    model.authorship.updatedBy = call.caller.userId;
    return model;
}

ModelWriteRoutes::Answer ModelWriteRoutes::change(const AdminCall &call, const QString &id) const
{
    if (auto may = mayWrite(); !may)
        return fail(may.error());
    const RegisteredModel *model = m_services->models.model(id);
    if (auto may = mayManage(call.caller, model ? model->spec.info : Json::object()); !may)
        return fail(may.error());
    if (!model)
        return fail(ErrorKind::NotFound, u"Model with id=%1 not found in db"_s.arg(id), u"not_found_error"_s,
                    u"model_info.id"_s);
    if (!model->isStored)
        return fail(
            ErrorKind::InvalidInput,
            u"Model updates only supported for DB-stored models; %1 is of the configuration"_s.arg(id),
            u"validation_error"_s, u"model_info.id"_s);
    const auto next = changed(call, *model);
    if (!next)
        return fail(next.error());
    if (auto may = mayManage(call.caller, next->spec.info); !may)
        return fail(may.error());
    const Json row = storedModelRow(*next);
    if (auto done = m_services->models.update(*next, audit(call, id, storedModelRow(*model), row)); !done)
        return fail(done.error());
    return row;
}

ModelWriteRoutes::Answer ModelWriteRoutes::update(const AdminCall &call) const
{
    const QString id = core::stringOr(core::memberOr(call.body, "model_info"), "id");
    if (id.isEmpty())
        return fail(ErrorKind::InvalidInput, u"model_info.id is missing"_s, {}, u"model_info.id"_s);
    return change(call, id);
}

ModelWriteRoutes::Answer ModelWriteRoutes::patch(const AdminCall &call) const
{
    return change(call, call.parameter);
}

ModelWriteRoutes::Answer ModelWriteRoutes::erase(const AdminCall &call) const
{
    if (auto may = mayWrite(); !may)
        return fail(may.error());
    FieldReader reader(call.body);
    const QString id = reader.requiredText("id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const RegisteredModel *model = m_services->models.model(id);
    if (auto may = mayManage(call.caller, model ? model->spec.info : Json::object()); !may)
        return fail(may.error());
    if (!model)
        return fail(ErrorKind::InvalidInput, u"Model with id=%1 not found in db"_s.arg(id), u"auth_error"_s,
                    u"id"_s);
    if (!model->isStored)
        return fail(ErrorKind::InvalidInput,
                    u"Model %1 is of the configuration and cannot be deleted"_s.arg(id),
                    u"validation_error"_s, u"id"_s);
    const Json before = storedModelRow(*model);
    if (auto done = m_services->models.removeModel(id, audit(call, id, before, Json::object())); !done)
        return fail(done.error());
    return Json{{"message", u"Model: %1 deleted successfully"_s.arg(id)}};
}

} // namespace sekisho::gateway
