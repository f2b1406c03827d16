// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../errordialect.h"

#include <core/budgetcalendar.h>
#include <core/json.h>
#include <core/money.h>
#include <core/secretstring.h>

#include <QStringList>

#include <chrono>
#include <optional>

namespace sekisho::gateway {

/// Which tokens the limits of tokens per minute count.
enum class TokenCount { Total, Input, Output };

/// `general_settings`, `litellm_settings` and `router_settings` of a configuration, as far as the gateway
/// follows them; the defaults are LiteLLM's unless said otherwise. Read-only once the gateway runs.
struct GatewaySettings {
    ErrorDialect errorDialect = ErrorDialect::Current;

    // Who may come in.
    QString keyHeaderName;  ///< litellm_key_header_name; empty: the usual places
    QStringList allowedIps; ///< addresses and CIDR networks; empty: everybody
    /// use_x_forwarded_for: the address is the last of X-Forwarded-For, which a proxy in front must set.
    bool useForwardedFor = false;
    QStringList allowedRoutes;   ///< paths, patterns and names of sets; empty: all
    QStringList adminOnlyRoutes; ///< the same, for proxy admins

    // What new objects get.
    core::Json defaultKeyParams = core::Json::object();    ///< default_key_generate_params
    core::Json upperboundKeyParams = core::Json::object(); ///< upperbound_key_generate_params
    core::Json keyGeneration = core::Json::object();       ///< key_generation_settings
    core::Json defaultUserParams = core::Json::object();   ///< default_internal_user_params
    core::Json defaultTeamParams = core::Json::object();   ///< default_team_params
    std::optional<core::Money> maxInternalUserBudget;
    QString internalUserBudgetDuration;
    QString maxEndUserBudgetId;          ///< for customers whose own budget, if any, has no limit
    bool validateKeyAliasFormat = false; ///< enable_key_alias_format_validation

    /// LITELLM_KEY_ROTATION_GRACE_PERIOD of the environment: how long a key that was rotated by itself goes
    /// on working; empty: seven days, at most half the interval.
    QString keyRotationGrace;

    core::BudgetCalendar budgetCalendar; ///< litellm_settings.timezone and budget_reset_time

    // What counts against everybody together.
    std::optional<core::Money> maxBudget;
    QString budgetDuration;

    TokenCount tokenRateCounts = TokenCount::Total; ///< token_rate_limit_type

    // What a request must and may carry.
    bool enforceUserParam = false;
    bool rejectClientsideTags = false; ///< reject_clientside_metadata_tags
    QString userHeaderName;
    core::Json userHeaderMappings = core::Json::array();
    core::Json modelGroupAlias = core::Json::object(); ///< router_settings.model_group_alias

    // What is kept.
    /// Whether models may be added by request; not said counts as yes.
    std::optional<bool> storeModelInDb;
    bool storePromptsInSpendLogs = false;
    bool turnOffMessageLogging = false; ///< litellm_settings; goes before storePromptsInSpendLogs
    /// maximum_spend_logs_retention_period. Ours is on by default; "never" in the file keeps all.
    std::optional<std::chrono::seconds> logRetention = std::chrono::hours(24 * 365);
    std::chrono::seconds retentionInterval = std::chrono::hours(24);

    // Who is told.
    QStringList alerting;          ///< only "webhook" is followed
    core::SecretString webhookUrl; ///< WEBHOOK_URL of the environment; its path may hold a token

    // Health.
    /// allow_requests_on_db_unavailable. Calls go on without the database anyway; this only lets readiness
    /// say so.
    bool readyWithoutDatabase = false;
    bool backgroundHealthChecks = false;
    std::chrono::seconds healthCheckInterval{300};
    bool healthCheckDetails = true; ///< false: /health tells no parameters of the deployments

    // What is shown to everybody.
    QStringList publicModelGroups; ///< litellm_settings.public_model_groups; see /public/model_hub
};

} // namespace sekisho::gateway
