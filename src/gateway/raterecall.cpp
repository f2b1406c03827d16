// SPDX-License-Identifier: GPL-3.0-or-later
#include "raterecall.h"

#include "modeltable.h"
#include "stages/deploymentlimits.h"
#include "stages/ratelevels.h"
#include "stages/settle.h"

#include <storage/gateway/spendlogrepository.h>

namespace sekisho::gateway {

using storage::SpendLog;

static Caller callerOf(const SpendLog &row, const Directory &directory, core::Timestamp now)
{
    auto key = directory.key(row.apiKey);
    if (!key)
        key = directory.successor(row.apiKey, now);
    return {Role::Key, std::move(key), directory.user(row.user), row.user, row.apiKey};
}

static Grant grantOf(const SpendLog &row, const Directory &directory)
{
    Grant grant;
    grant.team = directory.team(row.teamId);
    if (grant.team)
        grant.member = directory.member(row.teamId, row.user);
    grant.organization = directory.organization(row.organizationId);
    grant.customer = directory.customer(row.endUser);
    grant.tags = row.tags;
    return grant;
}

static std::int64_t tokensOf(const SpendLog &row, TokenCount count)
{
    return countedTokens({row.promptTokens, row.completionTokens, row.cachedTokens, false}, count);
}

namespace {

/// Finds the levels of recorded calls.
class Recall
{
public:
    Recall(RateLimiter &rates, const Directory &directory, const ModelTable &models,
           const GatewaySettings &settings, core::Timestamp now)
        : m_rates(rates)
        , m_directory(directory)
        , m_settings(settings)
        , m_now(now)
    {
        for (const ModelGroup *group : models.groups()) {
            for (std::size_t i = 0; i < group->deployments.size(); ++i) {
                if (group->rules[i].limits.any())
                    m_deployments.insert(group->deployments[i].id, levelOf(*group, i));
            }
        }
    }

    void count(const SpendLog &row)
    {
        // A call that was never routed was refused.
        if (row.modelId.isEmpty())
            return;
        auto levels = RateLevels(m_directory, m_settings)
                          .of(callerOf(row, m_directory, m_now), grantOf(row, m_directory), row.modelGroup);
        if (const auto deployment = m_deployments.constFind(row.modelId); deployment != m_deployments.cend())
            levels.push_back(*deployment);
        for (const RateLevel &level : levels)
            m_rates.recall(level, row.startTime, tokensOf(row, m_settings.tokenRateCounts));
    }

private:
    RateLimiter &m_rates;
    const Directory &m_directory;
    const GatewaySettings &m_settings;
    const core::Timestamp m_now;
    QHash<QString, RateLevel> m_deployments; ///< with limits of their own, by id
};

} // namespace

core::Result<void> recallRates(RateLimiter &rates, const Directory &directory, const ModelTable &models,
                               const GatewaySettings &settings, storage::Database &database,
                               core::Timestamp now)
{
    constexpr std::int64_t AtOnce = 5000;
    Recall recall(rates, directory, models, settings, now);
    storage::SpendLogFilter lastMinute;
    lastMinute.from = now - RateLimiter::Window;
    // What a clock that ran ahead has left behind says nothing about this minute.
    lastMinute.until = now + std::chrono::microseconds(1);
    for (std::int64_t offset = 0;; offset += AtOnce) {
        const auto rows = storage::SpendLogRepository(database).list(
            lastMinute, {offset, AtOnce}, {storage::SpendLogOrder::By::StartTime, false});
        if (!rows)
            return core::fail(rows.error());
        for (const SpendLog &row : *rows)
            recall.count(row);
        if (rows->size() < AtOnce)
            return {};
    }
}

} // namespace sekisho::gateway
