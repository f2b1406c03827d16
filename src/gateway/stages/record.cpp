// SPDX-License-Identifier: GPL-3.0-or-later
#include "record.h"

#include "../basetext.h"
#include "../ledger/journal.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static QString statusText(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return u"success"_s;
    case Outcome::ClientGone:
        return u"client_gone"_s;
    default:
        return u"failure"_s;
    }
}

static std::optional<QString> organizationOf(const RequestLife &life)
{
    const auto &team = life.grant.team;
    const auto &ofKey = life.caller.key->rules.organizationId;
    return !ofKey.value_or(QString()).isEmpty() || !team ? ofKey : team->rules.organizationId;
}

static bool hasModelBudget(const storage::VirtualKey &key, const QString &model)
{
    const core::Json &budgets = core::memberOr(key.extra, "model_max_budget");
    return budgets.is_object() && budgets.contains(model.toStdString());
}

static void fillCaller(const RequestLife &life, storage::SpendLog &row)
{
    row.apiKey = life.caller.keyHash;
    row.user = life.caller.userId;
    if (!life.caller.key)
        return;
    const auto &key = life.caller.key->rules;
    row.keyAlias = key.keyAlias.value_or(QString());
    row.teamId = key.teamId.value_or(QString());
    row.organizationId = organizationOf(life).value_or(QString());
    row.hasModelBudget = hasModelBudget(key, life.command.model);
    const QString ofTeam = life.grant.team ? life.grant.team->rules.budgetId.value_or(QString()) : QString();
    row.budgetId = key.budgetId.value_or(ofTeam);
    if (!ofTeam.isEmpty() && row.budgetId != ofTeam)
        row.metadata["team_budget_id"] = ofTeam;
}

static void fillModel(const RequestLife &life, storage::SpendLog &row)
{
    row.modelGroup = life.command.model;
    if (!life.deployment)
        return;
    row.model = life.deployment->upstreamModel;
    row.modelId = life.deployment->id;
    row.provider =
        core::stringOr(life.deployment->parameters, "custom_llm_provider", life.deployment->provider);
    if (!life.deployment->isDemo())
        row.apiBase = baseText(life.deployment->apiBase);
}

static void addMetadata(const RequestLife &life, core::Json &metadata)
{
    metadata.update(life.command.spendMetadata);
    if (life.usage.estimated)
        metadata["usage_estimated"] = true;
    if (life.usage.cachedPromptTokens > 0)
        metadata["cached_prompt_tokens"] = life.usage.cachedPromptTokens;
}

storage::SpendLog rowOf(const RequestLife &life, core::Timestamp endedAt)
{
    storage::SpendLog row;
    row.requestId = life.callId;
    row.callType = u"acompletion"_s;
    row.route = QString::fromUtf8(life.request.path);
    fillCaller(life, row);
    fillModel(life, row);
    row.endUser = life.command.endUser;
    row.sessionId = life.command.sessionId;
    row.tags = life.grant.tags;
    row.spend = life.cost;
    row.promptTokens = life.usage.promptTokens;
    row.completionTokens = life.usage.completionTokens;
    row.cachedTokens = life.usage.cachedPromptTokens;
    row.startTime = life.startedAt;
    // The clock may have been set back meanwhile.
    row.endTime = std::max(life.startedAt, endedAt);
    if (life.firstByteAt)
        row.completionStartTime = std::clamp(*life.firstByteAt, row.startTime, row.endTime);
    row.status = statusText(life.outcome);
    row.httpStatus = life.status;
    row.error = life.error;
    addMetadata(life, row.metadata);
    row.requesterIp = life.request.peer.toString();
    return row;
}

Record::Record(Journal &journal, const core::Clock &clock)
    : m_journal(journal)
    , m_clock(clock)
{
}

static core::Failure unrecordable()
{
    return core::fail(ErrorKind::Unavailable,
                      u"The gateway cannot write its ledger, so it serves no calls until that works again."_s,
                      u"ledger_unavailable"_s);
}

core::Result<void> Record::ready()
{
    if (m_journal.isWritable())
        return {};
    return unrecordable();
}

void Record::run(RequestLife &life, std::function<void(core::Result<void>)> then)
{
    life.row = rowOf(life, m_clock.now());
    m_journal.append(life.row, [then = std::move(then)](bool written) {
        then(written ? core::Result<void>() : unrecordable());
    });
}

} // namespace sekisho::gateway
