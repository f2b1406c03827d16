// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelinforoutes.h"

#include "audittrail.h"
#include "fieldreader.h"
#include "makeroute.h"
#include "modelpage.h"
#include "modelrows.h"
#include "modelvisibility.h"
#include "queryreader.h"

#include <gateway/catalog/upstreamdialect.h>
#include <storage/gateway/settingrepository.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

ModelInfoRoutes::ModelInfoRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> ModelInfoRoutes::routes() const
{
    return {
        makeRoute("GET", "/model/info", Scope::AnyKey, *this, &ModelInfoRoutes::info),
        makeRoute("GET", "/v1/model/info", Scope::AnyKey, *this, &ModelInfoRoutes::info),
        makeRoute("GET", "/v2/model/info", Scope::AnyKey, *this, &ModelInfoRoutes::page),
        makeRoute("GET", "/model_group/info", Scope::AnyKey, *this, &ModelInfoRoutes::groupInfo),
        makeRoute("GET", "/model/settings", Scope::Viewer, *this, &ModelInfoRoutes::settings),
        makeRoute("GET", "/public/model_hub", Scope::Public, *this, &ModelInfoRoutes::hub),
        makeRoute("GET", "/public/litellm_model_cost_map", Scope::Public, *this, &ModelInfoRoutes::costs),
        makeRoute("POST", "/model_group/make_public", Scope::Admin, *this, &ModelInfoRoutes::makePublic),
    };
}

static Json rowsOf(const std::vector<const ModelGroup *> &groups, bool seesAll)
{
    Json rows = Json::array();
    for (const ModelGroup *group : groups) {
        for (std::size_t i = 0; i < group->deployments.size(); ++i)
            rows.push_back(modelInfoRow(*group, i, seesAll));
    }
    return rows;
}

ModelInfoRoutes::Answer ModelInfoRoutes::info(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto wanted = query.text(u"litellm_model_id"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto table = m_services->models.table();
    const auto groups = modelsVisibleTo(call.caller, *table, *m_services);
    if (!groups)
        return fail(groups.error());
    Json rows = Json::array();
    for (Json &row : rowsOf(*groups, call.caller.seesAll())) {
        if (!wanted || core::stringOr(row["model_info"], "id") == *wanted)
            rows.push_back(std::move(row));
    }
    if (wanted && rows.empty())
        return fail(ErrorKind::InvalidInput, u"Model id = %1 not found on litellm proxy"_s.arg(*wanted), {},
                    u"litellm_model_id"_s);
    return Json{{"data", std::move(rows)}};
}

ModelInfoRoutes::Answer ModelInfoRoutes::page(const AdminCall &call) const
{
    QueryReader query(call.query);
    const ModelPage page = readModelPage(query, call.caller.userId);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto table = m_services->models.table();
    const auto groups = modelsVisibleTo(call.caller, *table, *m_services);
    if (!groups)
        return fail(groups.error());
    return pageOf(page, rowsOf(*groups, call.caller.seesAll()));
}

Result<QStringList> ModelInfoRoutes::publicGroups() const
{
    const auto stored = storage::SettingRepository(m_services->database).find(u"public_model_groups"_s);
    if (!stored)
        return fail(stored.error());
    if (!*stored)
        return m_services->settings.publicModelGroups;
    return core::stringsOr({{"list", core::parseJson((*stored)->toUtf8()).value_or(Json::array())}}, "list");
}

ModelInfoRoutes::Answer ModelInfoRoutes::groupInfo(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto wanted = query.text(u"model_group"_s);
    const auto shared = publicGroups();
    if (!shared || !query.result())
        return fail(shared ? query.result().error() : shared.error());
    const auto table = m_services->models.table();
    const auto groups = modelsVisibleTo(call.caller, *table, *m_services);
    if (!groups)
        return fail(groups.error());
    Json rows = Json::array();
    for (const ModelGroup *group : *groups) {
        if (!wanted || group->name == *wanted)
            rows.push_back(modelGroupRow(*group, shared->contains(group->name)));
    }
    return Json{{"data", std::move(rows)}};
}

static Json fieldRow(const char *name, const char *description)
{
    return {{"field_name", name},
            {"field_type", "string"},
            {"field_description", description},
            {"field_value", nullptr}};
}

ModelInfoRoutes::Answer ModelInfoRoutes::settings(const AdminCall &) const
{
    Json rows = Json::array();
    for (const QString &provider : spokenProviders()) {
        Json fields = Json::array({fieldRow("api_key", "Key of the provider"),
                                   fieldRow("api_base", "Address, where it is not the provider's own")});
        if (provider == u"azure"_s)
            fields.push_back(
                fieldRow("api_version", "A date leads to the deployment form, none to the v1 form"));
        rows.push_back({{"name", provider}, {"fields", std::move(fields)}});
    }
    return rows;
}

ModelInfoRoutes::Answer ModelInfoRoutes::hub(const AdminCall &) const
{
    const auto shared = publicGroups();
    if (!shared)
        return fail(shared.error());
    const auto table = m_services->models.table();
    Json rows = Json::array();
    for (const ModelGroup *group : table->groups()) {
        if (group->teamId.isEmpty() && shared->contains(group->name))
            rows.push_back(modelGroupRow(*group, true));
    }
    return rows;
}

// What is public has the price that it is served at.
ModelInfoRoutes::Answer ModelInfoRoutes::costs(const AdminCall &call) const
{
    const auto shared = hub(call);
    if (!shared)
        return fail(shared.error());
    Json prices = Json::object();
    for (const Json &row : *shared)
        prices[row["model_group"].get<std::string>()] = {
            {"input_cost_per_token", row["input_cost_per_token"]},
            {"output_cost_per_token", row["output_cost_per_token"]},
            {"max_output_tokens", row["max_output_tokens"]},
            {"litellm_provider", row["providers"].front()},
            {"mode", row["mode"]}};
    return prices;
}

ModelInfoRoutes::Answer ModelInfoRoutes::makePublic(const AdminCall &call) const
{
    FieldReader reader(call.body);
    QStringList names;
    if (core::memberOr(call.body, "model_groups").is_null())
        reader.refuse("model_groups", u"is missing"_s);
    reader.read("model_groups", names);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto table = m_services->models.table();
    for (const QString &name : names) {
        if (!table->group(name))
            return fail(ErrorKind::NotFound, u"Model group %1 not found"_s.arg(name), {}, u"model_groups"_s);
    }
    const auto before = publicGroups();
    if (!before)
        return fail(before.error());
    auto done = m_services->database.transaction([&]() -> Result<void> {
        const QString text = QString::fromUtf8(core::toJsonBytes(core::toJson(names)));
        auto stored = storage::SettingRepository(m_services->database).store(u"public_model_groups"_s, text);
        return stored ? AuditTrail(*m_services)
                            .record(call, AuditAction::Updated, AuditTable::Config, u"public_model_groups"_s,
                                    {{"public_model_groups", core::toJson(*before)}},
                                    {{"public_model_groups", core::toJson(names)}})
                      : stored;
    });
    if (!done)
        return fail(done.error());
    return Json{{"message", "Successfully updated public model groups"},
                {"public_model_groups", core::toJson(names)},
                {"updated_by", call.caller.userId}};
}

} // namespace sekisho::gateway
