// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsroutes.h"

#include "makeroute.h"
#include "queryreader.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using namespace Qt::Literals::StringLiterals;

SettingsRoutes::SettingsRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> SettingsRoutes::routes() const
{
    return {
        makeRoute("GET", "/config/list", Scope::Viewer, *this, &SettingsRoutes::list),
        makeRoute("GET", "/config/field/info", Scope::Viewer, *this, &SettingsRoutes::field),
        makeRoute("GET", "/router/settings", Scope::Viewer, *this, &SettingsRoutes::router),
        makeRoute("GET", "/router/fields", Scope::Viewer, *this, &SettingsRoutes::router),
        makeRoute("GET", "/get/config/callbacks", Scope::Viewer, *this, &SettingsRoutes::callbacks),
        makeRoute("GET", "/settings", Scope::Viewer, *this, &SettingsRoutes::settings),
        makeRoute("GET", "/active/callbacks", Scope::Viewer, *this, &SettingsRoutes::active),
        makeRoute("GET", "/callbacks/list", Scope::Viewer, *this, &SettingsRoutes::active),
    };
}

static Json fieldRow(const char *name, const char *type, const char *description, Json value, Json standard)
{
    return {{"field_name", name},
            {"field_type", type},
            {"field_description", description},
            {"field_value", std::move(value)},
            {"stored_in_db", false},
            {"field_default_value", std::move(standard)},
            {"nested_fields", nullptr}};
}

Json SettingsRoutes::fields() const
{
    const GatewaySettings &now = m_services->settings;
    const GatewaySettings standard;
    const auto dialect = [](ErrorDialect value) {
        return value == ErrorDialect::Early2026 ? "2026h1" : "current";
    };
    return Json::array(
        {fieldRow("error_dialect", "String", "Which of LiteLLM's ways of saying no is spoken",
                  dialect(now.errorDialect), "current"),
         fieldRow("allowed_ips", "List", "Addresses and networks that may call", core::toJson(now.allowedIps),
                  Json::array()),
         fieldRow("store_model_in_db", "Boolean", "Whether models may be added by request",
                  now.storeModelInDb.value_or(true), true),
         fieldRow("store_prompts_in_spend_logs", "Boolean", "Whether prompts and answers are stored",
                  now.storePromptsInSpendLogs, standard.storePromptsInSpendLogs),
         fieldRow("maximum_spend_logs_retention_period", "String",
                  "How long rows of the log are kept, in seconds",
                  now.logRetention ? Json(now.logRetention->count()) : Json("never"),
                  standard.logRetention->count()),
         fieldRow("enforce_user_param", "Boolean", "Whether a request must name its user",
                  now.enforceUserParam, standard.enforceUserParam),
         fieldRow("background_health_checks", "Boolean", "Whether deployments are tried all the time",
                  now.backgroundHealthChecks, standard.backgroundHealthChecks),
         fieldRow("health_check_interval", "Integer", "Seconds between two rounds of that",
                  now.healthCheckInterval.count(), standard.healthCheckInterval.count()),
         fieldRow("use_x_forwarded_for", "Boolean",
                  "Whether a proxy in front tells the address of the caller", now.useForwardedFor,
                  standard.useForwardedFor)});
}

SettingsRoutes::Answer SettingsRoutes::list(const AdminCall &call) const
{
    QueryReader query(call.query);
    const QString type = query.text(u"config_type"_s).value_or(u"general_settings"_s);
    if (type != u"general_settings"_s)
        query.refuse(u"config_type"_s, u"must be general_settings"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    return fields();
}

SettingsRoutes::Answer SettingsRoutes::field(const AdminCall &call) const
{
    QueryReader query(call.query);
    const QString wanted = query.text(u"field_name"_s).value_or(QString());
    if (auto read = query.result(); !read)
        return fail(read.error());
    for (const Json &row : fields()) {
        if (core::stringOr(row, "field_name") == wanted)
            return Json{{"field_name", wanted}, {"field_value", row["field_value"]}};
    }
    return fail(ErrorKind::InvalidInput, u"Field name=%1 not in config"_s.arg(wanted), {}, u"field_name"_s);
}

SettingsRoutes::Answer SettingsRoutes::router(const AdminCall &) const
{
    const Json strategy = fieldRow("routing_strategy", "String", "The deployments of a model take turns",
                                   "round-robin", "round-robin");
    return Json{
        {"fields", Json::array({strategy})},
        {"current_values",
         {{"routing_strategy", "round-robin"}, {"model_group_alias", m_services->settings.modelGroupAlias}}},
        {"routing_strategy_descriptions", {{"round-robin", "Each deployment in turn; each tried once"}}}};
}

SettingsRoutes::Answer SettingsRoutes::callbacks(const AdminCall &) const
{
    return Json{{"status", "success"},
                {"callbacks", Json::array()},
                {"alerts", Json::array()},
                {"router_settings", {{"model_group_alias", m_services->settings.modelGroupAlias}}},
                {"available_callbacks", Json::object()}};
}

SettingsRoutes::Answer SettingsRoutes::settings(const AdminCall &) const
{
    return Json{{"general_settings", fields()},
                {"router_settings", {{"model_group_alias", m_services->settings.modelGroupAlias}}},
                {"litellm_settings",
                 {{"timezone", "UTC"},
                  {"public_model_groups", core::toJson(m_services->settings.publicModelGroups)}}}};
}

SettingsRoutes::Answer SettingsRoutes::active(const AdminCall &) const
{
    return Json{{"success", Json::array()},
                {"failure", Json::array()},
                {"success_and_failure", Json::array()},
                {"num_callbacks", 0}};
}

} // namespace sekisho::gateway
