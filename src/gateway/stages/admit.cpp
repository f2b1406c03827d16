// SPDX-License-Identifier: GPL-3.0-or-later
#include "admit.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::Money;
using namespace Qt::Literals::StringLiterals;

/// One object whose spend this call adds to.
struct Admit::Level {
    QString name;   ///< "key", "team" or "budget"
    QString object; ///< its alias or id, in the refusal's fields
    QString title;  ///< how the refusal's sentence names it
    const storage::SpendLimits *limits;
    std::shared_ptr<SpendMeter> meter;
    std::shared_ptr<const void> keepAlive;
};

Reservation &Reservation::operator=(Reservation &&other) noexcept
{
    release();
    m_meters = std::exchange(other.m_meters, {});
    m_amount = other.m_amount;
    m_open = std::exchange(other.m_open, false);
    return *this;
}

Reservation::~Reservation()
{
    release();
}

void Reservation::settle(Money cost)
{
    if (!std::exchange(m_open, false))
        return;
    for (const auto &meter : m_meters)
        gateway::settle(*meter, m_amount, cost);
}

void Reservation::release()
{
    if (!std::exchange(m_open, false))
        return;
    for (const auto &meter : m_meters)
        gateway::release(*meter, m_amount);
}

Admit::Admit(const Directory &directory)
    : m_directory(directory)
{
}

Money Admit::worstCase(const ChatCommand &command, const ModelGroup &group)
{
    const std::int64_t output = command.maxTokens.value_or(group.worstOutputTokens) * command.choices;
    return group.worstInputPrice.forTokens(command.promptTokensAtMost) +
           group.worstOutputPrice.forTokens(output);
}

static QString keyTitle(const storage::VirtualKey &key)
{
    return key.keyAlias ? u"Key=%1 (%2)"_s.arg(*key.keyAlias, key.keyName) : u"Key=%1"_s.arg(key.keyName);
}

void Admit::addBudget(std::vector<Level> &levels, const std::optional<QString> &budgetId) const
{
    if (!budgetId || budgetId->isEmpty())
        return;
    const auto entry = m_directory.budget(*budgetId);
    const auto isThere = [&](const Level &level) { return level.meter == entry->meter; };
    if (!entry || std::any_of(levels.begin(), levels.end(), isThere))
        return;
    levels.push_back(
        {u"budget"_s, *budgetId, u"Budget=%1"_s.arg(*budgetId), &entry->rules.limits, entry->meter, entry});
}

std::vector<Admit::Level> Admit::levelsOf(const Caller &caller, const Grant &grant) const
{
    std::vector<Level> levels;
    if (!caller.key)
        return levels;
    const auto &key = caller.key->rules;
    levels.push_back({u"key"_s, key.keyAlias.value_or(key.keyName), keyTitle(key), &key.limits,
                      caller.key->meter, caller.key});
    addBudget(levels, key.budgetId);
    if (grant.team) {
        const auto &team = grant.team->rules;
        levels.push_back({u"team"_s, team.teamAlias.value_or(team.teamId), u"Team=%1"_s.arg(team.teamId),
                          &team.limits, grant.team->meter, grant.team});
        addBudget(levels, team.budgetId);
    }
    return levels;
}

static QString usd(Money amount)
{
    return QString::number(amount.usd(), 'g', 10);
}

namespace {

/// What a refused level looked like.
struct Shortage {
    Money spent;
    Money limit;
    Money reserved;
    Money needed;
    std::optional<core::Timestamp> resetAt;

    bool isUsedUp() const { return spent >= limit; }
};

Shortage shortageOf(const SpendMeter &meter, Money limit, Money needed)
{
    const std::int64_t resetAt = meter.resetAtMicros.load();
    return {Money::fromNanos(meter.spentNanos.load()), limit, Money::fromNanos(meter.reservedNanos.load()),
            needed, resetAt ? std::optional(core::fromMicros(resetAt)) : std::nullopt};
}

QString sentence(const QString &title, const Shortage &shortage)
{
    QString text = u"Budget has been exceeded! %1 Current cost: %2, Max budget: %3"_s.arg(
        title, usd(shortage.spent), usd(shortage.limit));
    if (!shortage.isUsedUp())
        text += u". This call could cost up to %1 and calls under way have set %2 aside"_s.arg(
            usd(shortage.needed), usd(shortage.reserved));
    if (shortage.resetAt)
        text += u". The budget starts anew at %1"_s.arg(core::toIso8601(*shortage.resetAt));
    return text;
}

core::Json fields(const QString &level, const QString &object, const Shortage &shortage)
{
    return core::Json{{"budget",
                       {{"level", level},
                        {"object", object},
                        {"spend", shortage.spent.usd()},
                        {"max_budget", shortage.limit.usd()},
                        {"reserved", shortage.reserved.usd()},
                        {"worst_case", shortage.needed.usd()},
                        {"budget_reset_at", shortage.resetAt ? core::Json(core::toIso8601(*shortage.resetAt))
                                                             : core::Json(nullptr)}}}};
}

} // namespace

Verdict<Reservation> Admit::run(const Caller &caller, const Grant &grant, const ChatCommand &command,
                                const ModelGroup &group) const
{
    Reservation reservation;
    reservation.m_amount = worstCase(command, group);
    reservation.m_open = true;
    for (const Level &level : levelsOf(caller, grant)) {
        const auto &limit = level.limits->maxBudget;
        if (reserve(*level.meter, reservation.m_amount, limit)) {
            reservation.m_meters.push_back(level.meter);
            continue;
        }
        const Shortage shortage = shortageOf(*level.meter, *limit, reservation.m_amount);
        Refusal refusal = refusalOf(
            {ErrorKind::BudgetExceeded, sentence(level.title, shortage), u"budget_exceeded"_s, {}, nullptr});
        refusal.fields = fields(level.name, level.object, shortage);
        // OpenAI's clients repeat a 429 by themselves unless told that it is of no use.
        refusal.headers.append("x-should-retry", "false");
        return tl::make_unexpected(std::move(refusal));
    }
    return reservation;
}

} // namespace sekisho::gateway
