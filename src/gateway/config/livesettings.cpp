// SPDX-License-Identifier: GPL-3.0-or-later
#include "livesettings.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

LiveSettings::LiveSettings(GatewaySettings first)
    : m_settings(std::make_shared<const GatewaySettings>(std::move(first)))
{
}

void LiveSettings::publish(GatewaySettings settings)
{
    {
        const std::lock_guard lock(m_mutex);
        m_settings = std::make_shared<const GatewaySettings>(std::move(settings));
    }
    // After the settings: who sees the new number finds at least what goes with it.
    m_version.fetch_add(1, std::memory_order_release);
}

void LiveSettings::refresh(GatewaySettings &copy, std::uint64_t &seen) const
{
    const std::uint64_t version = m_version.load(std::memory_order_acquire);
    if (version == seen)
        return;
    const std::lock_guard lock(m_mutex);
    copy = *m_settings;
    seen = version;
}

template <typename T>
static void keep(T GatewaySettings::*field, const QString &name, const GatewaySettings &now,
                 GatewaySettings &given, QStringList &later)
{
    if (given.*field == now.*field)
        return;
    given.*field = now.*field;
    later.append(name);
}

GatewaySettings reloaded(const GatewaySettings &now, GatewaySettings given, QStringList &later)
{
    using S = GatewaySettings;
    keep(&S::errorDialect, u"error_dialect"_s, now, given, later);
    keep(&S::keyHeaderName, u"litellm_key_header_name"_s, now, given, later);
    keep(&S::userHeaderName, u"user_header_name"_s, now, given, later);
    keep(&S::userHeaderMappings, u"user_header_mappings"_s, now, given, later);
    keep(&S::alerting, u"alerting"_s, now, given, later);
    keep(&S::webhookUrl, u"WEBHOOK_URL"_s, now, given, later);
    keep(&S::storePromptsInSpendLogs, u"store_prompts_in_spend_logs"_s, now, given, later);
    keep(&S::turnOffMessageLogging, u"turn_off_message_logging"_s, now, given, later);
    keep(&S::logRetention, u"maximum_spend_logs_retention_period"_s, now, given, later);
    keep(&S::retentionInterval, u"maximum_spend_logs_retention_interval"_s, now, given, later);
    keep(&S::backgroundHealthChecks, u"background_health_checks"_s, now, given, later);
    keep(&S::healthCheckInterval, u"health_check_interval"_s, now, given, later);
    return given;
}

} // namespace sekisho::gateway
