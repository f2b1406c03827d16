// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthroutes.h"

#include "fieldreader.h"
#include "makeroute.h"
#include "modelvisibility.h"
#include "queryreader.h"

#include <gateway/catalog/modelbuilder.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::HealthCheck;
using storage::HealthCheckRepository;
using namespace Qt::Literals::StringLiterals;

HealthRoutes::HealthRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> HealthRoutes::routes() const
{
    return {
        lateRoute("GET", "/health", Scope::AnyKey, *this, &HealthRoutes::health),
        lateRoute("POST", "/health/test_connection", Scope::Admin, *this, &HealthRoutes::testConnection),
        makeRoute("GET", "/health/history", Scope::Viewer, *this, &HealthRoutes::history),
        makeRoute("GET", "/health/latest", Scope::Viewer, *this, &HealthRoutes::latest),
        makeRoute("GET", "/health/services", Scope::Viewer, *this, &HealthRoutes::services),
        makeRoute("GET", "/health/license", Scope::Viewer, *this, &HealthRoutes::license),
        makeRoute("GET", "/health/shared-status", Scope::Viewer, *this, &HealthRoutes::sharedStatus),
    };
}

Result<QStringList> HealthRoutes::wantedIds(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto name = query.text(u"model"_s);
    const auto id = query.text(u"model_id"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto table = m_services->models.table();
    const auto groups = modelsVisibleTo(call.caller, *table, *m_services);
    if (!groups)
        return fail(groups.error());
    QStringList ids;
    for (const ModelGroup *group : *groups) {
        for (const auto &deployment : group->deployments) {
            if (!group->isWildcard() && (!name || group->name == *name) && (!id || deployment.id == *id))
                ids.append(deployment.id);
        }
    }
    if (ids.isEmpty() && (id || name))
        return fail(ErrorKind::NotFound, u"Model %1 not found"_s.arg(id ? *id : *name), {},
                    id ? u"model_id"_s : u"model"_s);
    return ids;
}

Json HealthRoutes::summary(const std::vector<CheckedModel> &checked, bool seesAll) const
{
    Json healthy = Json::array();
    Json unhealthy = Json::array();
    for (const CheckedModel &model : checked) {
        const bool isDetailed = seesAll && m_services->settings.healthCheckDetails;
        Json entry = isDetailed ? model.params : Json{{"model", core::memberOr(model.params, "model")}};
        entry["model_id"] = model.check.modelId;
        entry["model_name"] = model.check.modelName;
        entry["response_time_ms"] = core::toJson(model.check.responseTimeMs);
        if (!model.check.isHealthy)
            entry["error"] = model.check.error.value_or(QString());
        (model.check.isHealthy ? healthy : unhealthy).push_back(std::move(entry));
    }
    const auto good = healthy.size();
    const auto bad = unhealthy.size();
    return {{"healthy_endpoints", std::move(healthy)},
            {"unhealthy_endpoints", std::move(unhealthy)},
            {"healthy_count", good},
            {"unhealthy_count", bad}};
}

void HealthRoutes::health(const AdminCall &call, const LateAnswer &answer) const
{
    const auto ids = wantedIds(call);
    if (!ids)
        return answer(fail(ids.error()));
    const bool seesAll = call.caller.seesAll();
    auto *health = m_services->health;
    if (!health || ids->isEmpty())
        return answer(summary({}, seesAll));
    if (const auto &last = health->lastRound()) {
        std::vector<CheckedModel> wanted;
        std::copy_if(last->begin(), last->end(), std::back_inserter(wanted),
                     [&](const CheckedModel &model) { return ids->contains(model.check.modelId); });
        return answer(summary(wanted, seesAll));
    }
    health->check(*ids, call.caller.userId, [self = *this, answer, seesAll](const auto &checked) {
        answer(self.summary(checked, seesAll));
    });
}

Result<ProbeTarget> HealthRoutes::targetOf(const AdminCall &call) const
{
    ModelSpec spec;
    std::optional<QString> mode;
    FieldReader reader(call.body);
    reader.readObject("litellm_params", spec.params);
    reader.readObject("model_info", spec.info);
    reader.read("mode", mode);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    spec.modelName = core::stringOr(spec.params, "model");
    if (spec.modelName.contains(u'*'))
        return fail(ErrorKind::InvalidInput, u"A name with a star cannot be tried; name one model"_s, {},
                    u"litellm_params.model"_s);
    const auto built = m_services->models.build(spec);
    if (!built)
        return fail(built.error());
    return ProbeTarget{built->deployment, mode.value_or(core::stringOr(spec.info, "mode"))};
}

void HealthRoutes::testConnection(const AdminCall &call, const LateAnswer &answer) const
{
    const auto target = targetOf(call);
    if (!target)
        return answer(fail(target.error()));
    if (!m_services->health)
        return answer(fail(ErrorKind::Unavailable, u"Connections cannot be tried at the moment"_s));
    m_services->health->tryOut(*target, [answer](const ProbeOutcome &outcome) {
        Json result{{"response_time_ms", outcome.milliseconds}};
        if (!outcome.isHealthy)
            result["error"] = outcome.error;
        answer(Json{{"status", outcome.isHealthy ? "success" : "error"}, {"result", std::move(result)}});
    });
}

static Json rowOf(const HealthCheck &check)
{
    return {{"health_check_id", check.id},
            {"model_name", check.modelName},
            {"model_id", check.modelId},
            {"status", check.isHealthy ? "healthy" : "unhealthy"},
            {"healthy_count", check.isHealthy ? 1 : 0},
            {"unhealthy_count", check.isHealthy ? 0 : 1},
            {"error_message", core::toJson(check.error)},
            {"response_time_ms", core::toJson(check.responseTimeMs)},
            {"details", nullptr},
            {"checked_by", check.checkedBy},
            {"checked_at", core::toIso8601(check.checkedAt)},
            {"created_at", core::toIso8601(check.checkedAt)}};
}

HealthRoutes::Answer HealthRoutes::history(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto model = query.text(u"model"_s);
    const auto status = query.text(u"status_filter"_s);
    const auto limit = query.integer(u"limit"_s, 100, 1, 1000);
    const auto offset = query.integer(u"offset"_s, 0, 0, 1'000'000);
    if (status && *status != u"healthy"_s && *status != u"unhealthy"_s)
        query.refuse(u"status_filter"_s, u"must be healthy or unhealthy"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto isHealthy = status ? std::optional(*status == u"healthy"_s) : std::nullopt;
    const auto checks = HealthCheckRepository(m_services->database).list(model, isHealthy, limit, offset);
    if (!checks)
        return fail(checks.error());
    Json rows = Json::array();
    for (const HealthCheck &check : *checks)
        rows.push_back(rowOf(check));
    const auto count = rows.size();
    return Json{
        {"health_checks", std::move(rows)}, {"total_records", count}, {"limit", limit}, {"offset", offset}};
}

HealthRoutes::Answer HealthRoutes::latest(const AdminCall &) const
{
    QStringList ids;
    const auto table = m_services->models.table();
    for (const ModelGroup *group : table->groups()) {
        for (const auto &deployment : group->deployments)
            ids.append(deployment.id);
    }
    const auto checks = HealthCheckRepository(m_services->database).latest(ids);
    if (!checks)
        return fail(checks.error());
    Json rows = Json::object();
    for (const HealthCheck &check : *checks)
        rows[check.modelId.toStdString()] = rowOf(check);
    const auto count = rows.size();
    return Json{{"latest_health_checks", std::move(rows)}, {"total_models", count}};
}

HealthRoutes::Answer HealthRoutes::services(const AdminCall &call) const
{
    QueryReader query(call.query);
    const QString service = query.text(u"service"_s).value_or(QString());
    if (auto read = query.result(); !read)
        return fail(read.error());
    if (service == u"langfuse"_s)
        return Json{{"status", "not_configured"},
                    {"message",
                     "This gateway sends no traces to a Langfuse. Clients send theirs to its own trace "
                     "store under /api/public."}};
    return fail(
        ErrorKind::InvalidInput,
        u"The service '%1' is not connected to this gateway: it sends no alerts, mails or traces"_s.arg(
            service),
        {}, u"service"_s);
}

HealthRoutes::Answer HealthRoutes::license(const AdminCall &) const
{
    return Json{{"has_license", false},
                {"license_type", nullptr},
                {"expiration_date", nullptr},
                {"allowed_features", Json::array()},
                {"limits", Json::object()},
                {"message", "No licence is needed: nothing here is held back for one."}};
}

HealthRoutes::Answer HealthRoutes::sharedStatus(const AdminCall &) const
{
    return Json{{"shared_health_check_enabled", false},
                {"message", "Each gateway checks its deployments itself."}};
}

} // namespace sekisho::gateway
