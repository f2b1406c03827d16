// SPDX-License-Identifier: GPL-3.0-or-later
#include "admit.h"

#include "budgetlevels.h"
#include "deploymentlimits.h"
#include "ratelevels.h"
#include "raterefusal.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::Money;
using namespace Qt::Literals::StringLiterals;

Reservation &Reservation::operator=(Reservation &&other) noexcept
{
    release();
    m_meters = std::exchange(other.m_meters, {});
    m_rate = std::move(other.m_rate);
    m_amount = other.m_amount;
    m_open = std::exchange(other.m_open, false);
    return *this;
}

Reservation::~Reservation()
{
    release();
}

void Reservation::settle(Money cost, std::int64_t tokens)
{
    m_rate.settle(tokens);
    if (!std::exchange(m_open, false))
        return;
    for (const auto &meter : m_meters)
        gateway::settle(*meter, m_amount, cost);
}

void Reservation::release()
{
    m_rate.settle(0);
    if (!std::exchange(m_open, false))
        return;
    for (const auto &meter : m_meters)
        gateway::release(*meter, m_amount);
}

Admit::Admit(const Directory &directory, RateLimiter &rates, const core::Clock &clock,
             const GatewaySettings &settings)
    : m_directory(directory)
    , m_rates(rates)
    , m_clock(clock)
    , m_settings(settings)
{
}

static std::int64_t outputAtMost(const ChatCommand &command, const ModelGroup &group)
{
    return command.maxTokens.value_or(group.worstOutputTokens) * command.choices;
}

Money Admit::worstCase(const ChatCommand &command, const ModelGroup &group)
{
    return group.worstInputPrice.forTokens(command.promptTokensAtMost) +
           group.worstOutputPrice.forTokens(outputAtMost(command, group));
}

TokenDemand tokenDemandOf(const ChatCommand &command, const ModelGroup &group, TokenCount count)
{
    const std::int64_t input = count == TokenCount::Output ? 0 : command.promptTokensAtMost;
    const std::int64_t output = count == TokenCount::Input ? 0 : outputAtMost(command, group);
    // Text has about four bytes for each token; how long an answer becomes, nobody knows.
    return {input + output, input / 4 + 1, command.maxTokens.has_value()};
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

Shortage shortageOf(const BudgetLevel &level, Money needed)
{
    const SpendMeter &meter = *level.meter;
    const std::int64_t resetAt = (level.period ? *level.period : meter).resetAtMicros.load();
    return {Money::fromNanos(meter.spentNanos.load()), *level.limit,
            Money::fromNanos(meter.reservedNanos.load()), needed,
            resetAt ? std::optional(core::fromMicros(resetAt)) : std::nullopt};
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

static Refusal refusalOf(const BudgetLevel &level, const Caller &caller, const Grant &grant, Money needed)
{
    const Shortage shortage = shortageOf(level, needed);
    Refusal refusal = refusalOf({ErrorKind::BudgetExceeded,
                                 sentence(titleOf(level, caller, grant), shortage),
                                 u"budget_exceeded"_s,
                                 {},
                                 nullptr});
    refusal.fields = fields(nameOf(level.kind), objectOf(level, caller, grant), shortage);
    // OpenAI's clients repeat a 429 by themselves unless told that it is of no use.
    refusal.headers.append("x-should-retry", "false");
    return refusal;
}

Verdict<Reservation> Admit::run(const Caller &caller, const Grant &grant, const ChatCommand &command,
                                const ModelGroup &group) const
{
    auto reservation = reserveBudgets(caller, grant, command, group);
    if (!reservation)
        return reservation;
    const auto levels = RateLevels(m_directory, m_settings).of(caller, grant, group.name);
    auto ticket = m_rates.take(levels, tokenDemandOf(command, group, m_settings.tokenRateCounts));
    if (!ticket)
        return tl::make_unexpected(rateRefusal(levels[ticket.error().level], ticket.error(), caller, grant,
                                               m_clock.now(), m_settings.errorDialect));
    reservation->m_rate = std::move(*ticket);
    return reservation;
}

std::optional<Refusal> Admit::peek(const Caller &caller, const Grant &grant, const ChatCommand &command,
                                   const ModelGroup &group) const
{
    // Given back at once: nobody else is refused for longer than this takes.
    if (const auto reservation = reserveBudgets(caller, grant, command, group); !reservation)
        return reservation.error();
    const auto levels = RateLevels(m_directory, m_settings).of(caller, grant, group.name);
    const TokenDemand demand = tokenDemandOf(command, group, m_settings.tokenRateCounts);
    const auto refusal = [&](const RateLevel &level, const RateShortage &shortage) {
        return rateRefusal(level, shortage, caller, grant, m_clock.now(), m_settings.errorDialect);
    };
    if (const auto shortage = m_rates.peek(levels, demand))
        return refusal(levels[shortage->level], *shortage);
    if (const auto shortage = peekDeployments(m_rates, group, demand))
        return refusal(levelOf(group, shortage->level), *shortage);
    return std::nullopt;
}

Verdict<Reservation> Admit::reserveBudgets(const Caller &caller, const Grant &grant,
                                           const ChatCommand &command, const ModelGroup &group) const
{
    Reservation reservation;
    reservation.m_amount = worstCase(command, group);
    reservation.m_open = true;
    if (reservation.m_amount == Money())
        return reservation;
    for (BudgetLevel &level :
         BudgetLevels(m_directory, m_settings, m_clock.now()).of(caller, grant, command)) {
        if (!reserve(*level.meter, reservation.m_amount, level.limit))
            return tl::make_unexpected(refusalOf(level, caller, grant, reservation.m_amount));
        reservation.m_meters.push_back(std::move(level.meter));
    }
    return reservation;
}

} // namespace sekisho::gateway
