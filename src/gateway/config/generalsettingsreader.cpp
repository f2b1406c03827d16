// SPDX-License-Identifier: GPL-3.0-or-later
#include "sectionreader.h"
#include "settingsreaders.h"

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static const QHash<QString, QString> &reasons()
{
    const QString notNeeded = u"nothing here waits for a batch or a cache"_s;
    const QString later = u"the request's own model is used"_s;
    static const QHash<QString, QString> all{
        {u"proxy_batch_write_at"_s, notNeeded},
        {u"user_api_key_cache_ttl"_s, notNeeded},
        {u"use_redis_transaction_buffer"_s, notNeeded},
        {u"use_shared_health_check"_s, notNeeded},
        {u"proxy_budget_rescheduler_min_time"_s, notNeeded},
        {u"proxy_budget_rescheduler_max_time"_s, notNeeded},
        {u"disable_budget_reservation"_s, u"budgets are always reserved before a call"_s},
        {u"fail_closed_budget_enforcement"_s, u"it always is so"_s},
        {u"completion_model"_s, later},
        {u"embedding_model"_s, later},
        {u"image_generation_model"_s, later},
        {u"moderation_model"_s, later},
        {u"enable_jwt_auth"_s, u"virtual keys only"_s},
        {u"litellm_jwtauth"_s, u"virtual keys only"_s},
        {u"enable_oauth2_auth"_s, u"virtual keys only"_s},
        {u"custom_auth"_s, u"Python code is not run"_s},
        {u"custom_sso"_s, u"Python code is not run"_s},
        {u"custom_key_generate"_s, u"Python code is not run"_s},
        {u"alerting_threshold"_s, u"slow calls raise no alert"_s},
        {u"alert_types"_s, u"budgets that are crossed are told, nothing else"_s},
        {u"alert_to_webhook_url"_s, u"alerts go to WEBHOOK_URL"_s},
        {u"alerting_args"_s, u"budgets that are crossed are told, nothing else"_s},
        {u"spend_report_frequency"_s, u"no reports are sent"_s},
        {u"public_routes"_s, u"whoever calls a model must show a key"_s},
        {u"disable_spend_logs"_s, u"a call without a row would be free"_s},
        {u"disable_error_logs"_s, u"calls that failed have their rows, too"_s},
        {u"pass_through_endpoints"_s, u"only the listed routes are served"_s},
        {u"database_connection_pool_limit"_s, u"the gateway decides itself how many connections it needs"_s},
        {u"ui_access_mode"_s, u"there is no web UI"_s}};
    return all;
}

static void readDialect(SectionReader &reader, GatewaySettings &settings)
{
    QString dialect;
    reader.read("error_dialect", dialect);
    if (dialect == u"2026h1"_s)
        settings.errorDialect = ErrorDialect::Early2026;
    else if (!dialect.isEmpty() && dialect != u"current"_s)
        reader.refuse("error_dialect", u"must be \"2026h1\" or \"current\""_s);
}

static void readAccess(SectionReader &reader, GatewaySettings &settings)
{
    reader.read("litellm_key_header_name", settings.keyHeaderName);
    reader.read("allowed_ips", settings.allowedIps);
    reader.read("use_x_forwarded_for", settings.useForwardedFor);
    reader.read("allowed_routes", settings.allowedRoutes);
    reader.read("admin_only_routes", settings.adminOnlyRoutes);
}

static void readMappings(SectionReader &reader, GatewaySettings &settings)
{
    Json mappings = reader.value("user_header_mappings");
    if (mappings.is_array())
        settings.userHeaderMappings = std::move(mappings);
    else if (!mappings.is_null())
        reader.refuse("user_header_mappings", u"must be a list"_s);
    for (const Json &mapping : settings.userHeaderMappings) {
        if (core::stringOr(mapping, "litellm_user_role") != u"customer")
            reader.note("user_header_mappings", u"is followed for the role \"customer\" only"_s);
    }
}

static void readRequests(SectionReader &reader, GatewaySettings &settings)
{
    reader.read("enforce_user_param", settings.enforceUserParam);
    reader.read("reject_clientside_metadata_tags", settings.rejectClientsideTags);
    reader.read("user_header_name", settings.userHeaderName);
    readMappings(reader, settings);
}

static void readRetention(SectionReader &reader, GatewaySettings &settings)
{
    const char *key = "maximum_spend_logs_retention_period";
    if (const Json given = reader.value(key); given.is_string() && given.get<QString>() == u"never"_s) {
        settings.logRetention.reset();
    } else if (!given.is_null()) {
        std::chrono::seconds period{};
        reader.readSpan(key, period);
        if (reader.good() && period.count() <= 0)
            reader.refuse(key, u"must be longer than nothing; \"never\" keeps all"_s);
        settings.logRetention = period;
    }
    reader.readSpan("maximum_spend_logs_retention_interval", settings.retentionInterval);
}

static void readTokenCount(SectionReader &reader, GatewaySettings &settings)
{
    static const QHash<QString, TokenCount> counts{
        {u"total"_s, TokenCount::Total}, {u"input"_s, TokenCount::Input}, {u"output"_s, TokenCount::Output}};
    QString count;
    reader.read("token_rate_limit_type", count);
    if (counts.contains(count))
        settings.tokenRateCounts = counts.value(count);
    else if (!count.isEmpty())
        reader.refuse("token_rate_limit_type", u"must be \"total\", \"input\" or \"output\""_s);
}

static void readKept(SectionReader &reader, GatewaySettings &settings)
{
    reader.read("store_model_in_db", settings.storeModelInDb);
    reader.read("store_prompts_in_spend_logs", settings.storePromptsInSpendLogs);
    readRetention(reader, settings);
}

static void readHealth(SectionReader &reader, GatewaySettings &settings)
{
    reader.read("background_health_checks", settings.backgroundHealthChecks);
    reader.readSpan("health_check_interval", settings.healthCheckInterval);
    reader.read("allow_requests_on_db_unavailable", settings.readyWithoutDatabase);
    reader.read("health_check_details", settings.healthCheckDetails);
    if (reader.good() && settings.healthCheckInterval.count() < 1)
        reader.refuse("health_check_interval", u"must be a second or more"_s);
}

static void readAlerts(SectionReader &reader, GatewaySettings &settings)
{
    reader.read("alerting", settings.alerting);
    for (const QString &way : settings.alerting) {
        if (way != u"webhook")
            reader.note("alerting", u"holds \"%1\", which is not supported: only \"webhook\" is"_s.arg(way));
    }
}

core::Result<void> readGeneralSettings(YamlValue &yaml, const YAML::Node &section, GatewayConfig &config)
{
    SectionReader reader(yaml, section, u"general_settings"_s);
    reader.read("master_key", config.masterKey);
    reader.read("salt_key", config.saltKey);
    reader.read("database_url", config.databaseUrl);
    readDialect(reader, config.settings);
    readAccess(reader, config.settings);
    readRequests(reader, config.settings);
    readTokenCount(reader, config.settings);
    readKept(reader, config.settings);
    readHealth(reader, config.settings);
    readAlerts(reader, config.settings);
    return reader.finish(reasons());
}

} // namespace sekisho::gateway
