// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../modeltable.h"
#include "../ratelimiter.h"
#include "../refusal.h"
#include "authorise.h"
#include "chatcommand.h"
#include "meter.h"

namespace sekisho::gateway {

/// What one call has set aside on every meter it counts against: money, tokens, its places among the calls
/// under way. Settled once; destroyed unsettled, it gives all back.
class Reservation
{
public:
    Reservation() = default;
    Reservation(Reservation &&other) noexcept = default;
    Reservation &operator=(Reservation &&other) noexcept;
    ~Reservation();

    core::Money amount() const { return m_amount; }
    bool isOpen() const { return m_open; }
    /// With what the call came to; the tokens are those that `token_rate_limit_type` counts.
    void settle(core::Money cost, std::int64_t tokens = 0);
    void release();
    /// How the rate limits stood when the call was let in; empty without such limits.
    const std::vector<RateStanding> &rates() const { return m_rate.standings(); }

private:
    friend class Admit;
    std::vector<std::shared_ptr<SpendMeter>> m_meters;
    RateTicket m_rate;
    core::Money m_amount;
    bool m_open = false;
};

TokenDemand tokenDemandOf(const ChatCommand &command, const ModelGroup &group, TokenCount count);

/// Stage 5, admit: whether the budgets bear this call. A budget is reserved at the call's worst case, so that
/// calls under way together can never pass it: a call that might cost more than what is left is refused, also
/// while something is left. The worst case is one token per byte of the request plus the largest answer it
/// allows, at the dearest deployment; a request without max_tokens counts as asking for the deployment's own
/// limit. A model that costs nothing counts against no budget. Spend starts anew elsewhere (BudgetReset).
/// Then whether its requests, tokens and calls at the same time are within the limits (RateLimiter).
class Admit
{
public:
    Admit(const Directory &directory, RateLimiter &rates, const core::Clock &clock,
          const GatewaySettings &settings);
    Verdict<Reservation> run(const Caller &caller, const Grant &grant, const ChatCommand &command,
                             const ModelGroup &group) const;

    static core::Money worstCase(const ChatCommand &command, const ModelGroup &group);

    /// What run() would refuse, or for which limits of its own no deployment would take the call; nothing is
    /// set aside.
    std::optional<Refusal> peek(const Caller &caller, const Grant &grant, const ChatCommand &command,
                                const ModelGroup &group) const;

private:
    Verdict<Reservation> reserveBudgets(const Caller &caller, const Grant &grant, const ChatCommand &command,
                                        const ModelGroup &group) const;

    const Directory &m_directory;
    RateLimiter &m_rates;
    const core::Clock &m_clock;
    const GatewaySettings &m_settings;
};

} // namespace sekisho::gateway
