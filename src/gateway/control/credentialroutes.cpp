// SPDX-License-Identifier: GPL-3.0-or-later
#include "credentialroutes.h"

#include "audittrail.h"
#include "fieldreader.h"
#include "makeroute.h"

#include <gateway/catalog/paramnames.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

CredentialRoutes::CredentialRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> CredentialRoutes::routes() const
{
    return {
        makeRoute("POST", "/credentials", Scope::Admin, *this, &CredentialRoutes::create),
        makeRoute("GET", "/credentials", Scope::Admin, *this, &CredentialRoutes::list),
        makeRoute("GET", "/credentials/by_name/{name}", Scope::Admin, *this, &CredentialRoutes::byName),
        makeRoute("GET", "/credentials/by_model/{id}", Scope::Admin, *this, &CredentialRoutes::byModel),
        makeRoute("PATCH", "/credentials/{name}", Scope::Admin, *this, &CredentialRoutes::update),
        makeRoute("DELETE", "/credentials/{name}", Scope::Admin, *this, &CredentialRoutes::erase),
    };
}

static Json rowOf(const QString &name, const Json &values, const Json &info)
{
    Json shown = Json::object();
    for (const auto &[member, value] : values.items())
        shown[member] = isPublicParam(QString::fromStdString(member), value) ? value : masked(value);
    shown.update(shownParams(shown));
    return {{"credential_name", name}, {"credential_values", std::move(shown)}, {"credential_info", info}};
}

/// What a deployment would take from a credential: how it is reached, and with what key.
Result<Json> CredentialRoutes::valuesOf(const QString &modelId) const
{
    const RegisteredModel *model = m_services->models.model(modelId);
    if (!model)
        return fail(ErrorKind::NotFound, u"Model with id=%1 not found"_s.arg(modelId), {}, u"model_id"_s);
    Json values = Json::object();
    for (const auto &[name, value] : model->spec.params.items()) {
        const bool isAddress = name == "api_base" || name == "api_version";
        if (isAddress || !isPublicParam(QString::fromStdString(name), value))
            values[name] = value;
    }
    return values;
}

// Values that are not given are taken from a model.
Result<RegisteredCredential> CredentialRoutes::readNew(const AdminCall &call) const
{
    const auto now = m_services->clock.now();
    RegisteredCredential credential;
    credential.isStored = true;
    credential.authorship = {now, call.caller.userId, now, call.caller.userId};
    std::optional<QString> modelId;
    FieldReader reader(call.body);
    reader.readObject("credential_values", credential.values);
    reader.readObject("credential_info", credential.info);
    reader.read("model_id", modelId);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (modelId && credential.values.empty()) {
        auto lifted = valuesOf(*modelId);
        if (!lifted)
            return fail(lifted.error());
        credential.values = std::move(*lifted);
    }
    if (credential.values.empty())
        return fail(ErrorKind::InvalidInput, u"credential_values or model_id must be given"_s, {},
                    u"credential_values"_s);
    return credential;
}

CredentialRoutes::Answer CredentialRoutes::create(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString name = reader.requiredText("credential_name");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (m_services->models.credential(name))
        return fail(ErrorKind::Conflict, u"Credential %1 already exists"_s.arg(name), {},
                    u"credential_name"_s);
    const auto credential = readNew(call);
    if (!credential)
        return fail(credential.error());
    const auto audit = [&] {
        return AuditTrail(*m_services)
            .record(call, AuditAction::Created, AuditTable::Credentials, name, Json::object(),
                    rowOf(name, credential->values, credential->info));
    };
    if (auto done = m_services->models.add(name, *credential, audit); !done)
        return fail(done.error());
    return Json{{"success", true}, {"message", "Credential created successfully"}};
}

CredentialRoutes::Answer CredentialRoutes::list(const AdminCall &) const
{
    Json rows = Json::array();
    for (const auto &[name, credential] : m_services->models.credentials())
        rows.push_back(rowOf(name, credential.values, credential.info));
    return Json{{"success", true}, {"credentials", std::move(rows)}};
}

Result<const RegisteredCredential *> CredentialRoutes::require(const QString &name) const
{
    const RegisteredCredential *credential = m_services->models.credential(name);
    if (credential)
        return credential;
    return fail(ErrorKind::NotFound, u"Credential not found. Got credential name: %1"_s.arg(name), {},
                u"credential_name"_s);
}

Result<const RegisteredCredential *> CredentialRoutes::requireStored(const QString &name) const
{
    auto credential = require(name);
    if (credential && !(*credential)->isStored)
        return fail(ErrorKind::InvalidInput,
                    u"Credential %1 is of the configuration and read-only"_s.arg(name), u"validation_error"_s,
                    u"credential_name"_s);
    return credential;
}

CredentialRoutes::Answer CredentialRoutes::byName(const AdminCall &call) const
{
    const auto credential = require(call.parameter);
    if (!credential)
        return fail(credential.error());
    return rowOf(call.parameter, (*credential)->values, (*credential)->info);
}

CredentialRoutes::Answer CredentialRoutes::byModel(const AdminCall &call) const
{
    const auto values = valuesOf(call.parameter);
    if (!values)
        return fail(values.error());
    const RegisteredModel *model = m_services->models.model(call.parameter);
    const QString provider = core::stringOr(model->spec.params, "custom_llm_provider");
    return rowOf(model->spec.modelName + u"-credential"_s, *values,
                 provider.isEmpty() ? Json::object() : Json{{"custom_llm_provider", provider}});
}

static void merge(Json &target, const Json &changes)
{
    for (const auto &[name, value] : changes.items()) {
        if (value.is_null())
            target.erase(name);
        else if (!target.contains(name) || value != masked(target.at(name)))
            target[name] = value;
    }
}

CredentialRoutes::Answer CredentialRoutes::update(const AdminCall &call) const
{
    const auto known = requireStored(call.parameter);
    if (!known)
        return fail(known.error());
    Json values = Json::object();
    Json info = Json::object();
    FieldReader reader(call.body);
    reader.readObject("credential_values", values);
    reader.readObject("credential_info", info);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    RegisteredCredential next = **known;
    merge(next.values, values);
    merge(next.info, info);
    next.authorship.updatedAt = m_services->clock.now();
    next.authorship.updatedBy = call.caller.userId;
    const auto audit = [&] {
        return AuditTrail(*m_services)
            .record(call, AuditAction::Updated, AuditTable::Credentials, call.parameter,
                    rowOf(call.parameter, (*known)->values, (*known)->info),
                    rowOf(call.parameter, next.values, next.info));
    };
    if (auto done = m_services->models.update(call.parameter, next, audit); !done)
        return fail(done.error());
    return Json{{"success", true}, {"message", "Credential updated successfully"}};
}

CredentialRoutes::Answer CredentialRoutes::erase(const AdminCall &call) const
{
    const auto known = requireStored(call.parameter);
    if (!known)
        return fail(known.error());
    if (const QStringList users = m_services->models.usersOf(call.parameter); !users.isEmpty())
        return fail(ErrorKind::Conflict,
                    u"Credential %1 is used by these models: %2"_s.arg(call.parameter, users.join(u", "_s)),
                    {}, u"credential_name"_s);
    const auto audit = [&] {
        return AuditTrail(*m_services)
            .record(call, AuditAction::Deleted, AuditTable::Credentials, call.parameter,
                    rowOf(call.parameter, (*known)->values, (*known)->info), Json::object());
    };
    if (auto done = m_services->models.removeCredential(call.parameter, audit); !done)
        return fail(done.error());
    return Json{{"success", true}, {"message", "Credential deleted successfully"}};
}

} // namespace sekisho::gateway
