// SPDX-License-Identifier: GPL-3.0-or-later
#include "sectionreader.h"
#include "settingsreaders.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

static const QHash<QString, QString> &reasons()
{
    const QString routing = u"each deployment of a model is tried once, in turn"_s;
    const QString traces = u"the gateway keeps no traces of calls; clients send theirs to /api/public"_s;
    static const QHash<QString, QString> all{{u"num_retries"_s, routing},
                                             {u"fallbacks"_s, routing},
                                             {u"default_fallbacks"_s, routing},
                                             {u"context_window_fallbacks"_s, routing},
                                             {u"content_policy_fallbacks"_s, routing},
                                             {u"success_callback"_s, traces},
                                             {u"failure_callback"_s, traces},
                                             {u"callbacks"_s, traces},
                                             {u"service_callbacks"_s, traces},
                                             {u"langfuse_default_tags"_s, traces},
                                             {u"cache"_s, u"answers are not cached"_s},
                                             {u"cache_params"_s, u"answers are not cached"_s},
                                             {u"request_timeout"_s, u"give each model its own timeout"_s},
                                             {u"drop_params"_s, u"parameters go upstream as they came"_s},
                                             {u"modify_params"_s, u"parameters go upstream as they came"_s},
                                             {u"json_logs"_s, {}}};
    return all;
}

static void readObjects(SectionReader &reader, GatewaySettings &settings)
{
    reader.readObject("default_key_generate_params", settings.defaultKeyParams);
    reader.readObject("upperbound_key_generate_params", settings.upperboundKeyParams);
    reader.readObject("key_generation_settings", settings.keyGeneration);
    reader.readObject("default_internal_user_params", settings.defaultUserParams);
    reader.readObject("default_team_params", settings.defaultTeamParams);
    reader.read("max_internal_user_budget", settings.maxInternalUserBudget);
    reader.read("internal_user_budget_duration", settings.internalUserBudgetDuration);
    reader.read("max_end_user_budget_id", settings.maxEndUserBudgetId);
    reader.read("enable_key_alias_format_validation", settings.validateKeyAliasFormat);
}

static QTimeZone readZone(SectionReader &reader)
{
    QString name = u"UTC"_s;
    reader.read("timezone", name);
    const QTimeZone zone(name.toUtf8());
    if (zone.isValid())
        return zone;
    reader.note(
        "timezone",
        u"has no effect: this system knows no time zone \"%1\", so budgets start anew by UTC"_s.arg(name));
    return QTimeZone::utc();
}

static void readCalendar(SectionReader &reader, GatewaySettings &settings)
{
    QString text = u"00:00"_s;
    reader.read("budget_reset_time", text);
    const QTime time = QTime::fromString(text, text.size() > 5 ? u"HH:mm:ss"_s : u"HH:mm"_s);
    if (!time.isValid())
        reader.refuse("budget_reset_time", u"must be a time such as \"06:30\" or \"06:30:15\""_s);
    settings.budgetCalendar =
        core::BudgetCalendar(readZone(reader), std::chrono::seconds(QTime(0, 0).secsTo(time)));
}

static void readAudit(SectionReader &reader)
{
    bool isKept = true;
    reader.read("store_audit_logs", isKept);
    if (!isKept)
        reader.note("store_audit_logs", u"has no effect: the audit log is always kept"_s);
}

core::Result<void> readLitellmSettings(YamlValue &yaml, const YAML::Node &section, GatewayConfig &config)
{
    SectionReader reader(yaml, section, u"litellm_settings"_s);
    readObjects(reader, config.settings);
    reader.read("max_budget", config.settings.maxBudget);
    reader.read("budget_duration", config.settings.budgetDuration);
    readCalendar(reader, config.settings);
    readAudit(reader);
    reader.read("turn_off_message_logging", config.settings.turnOffMessageLogging);
    reader.read("public_model_groups", config.settings.publicModelGroups);
    return reader.finish(reasons());
}

} // namespace sekisho::gateway
