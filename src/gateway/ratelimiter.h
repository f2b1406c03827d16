// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

#include <core/clock.h>

#include <mutex>
#include <tl/expected.hpp>
#include <unordered_map>

namespace sekisho::gateway {

/// Limits of one object; none where not set. Requests and tokens count by the minute, `parallel` at any
/// moment.
struct RateLimits {
    std::optional<std::int64_t> requests;
    std::optional<std::int64_t> tokens;
    std::optional<std::int64_t> parallel;

    bool any() const { return requests || tokens || parallel; }
};

/// What a limit counts; the names are those of a refusal's `rate_limit_type`.
enum class RateType { Requests, Tokens, Parallel };

/// Whose limits (litellm-api §12).
enum class RateKind {
    Key,
    KeyModel,
    User,
    Team,
    TeamModel,
    Member,
    Organization,
    OrganizationModel,
    Tag,
    Customer,
    Model, ///< one of its deployments
};

/// One object whose limits hold for a call.
struct RateLevel {
    RateKind kind = RateKind::Key;
    RateLimits limits;
    std::shared_ptr<SpendMeter>
        meter;          ///< says which object: it stays the same when rules or a key's hash change
    QString model = {}; ///< where the object counts each model by itself
    QString name = {};  ///< of a tag or a model, which neither caller nor grant tells
};

/// The tokens a call may take.
struct TokenDemand {
    std::int64_t atMost = 0; ///< what it can take at the very most
    std::int64_t likely = 0; ///< what it is likely to take
    bool isBounded = true;   ///< the client named the most: then atMost must fit
};

/// How a level stood just after a call was let in.
struct RateStanding {
    RateKind kind = RateKind::Key;
    RateLimits limits;
    std::int64_t requestsLeft = 0;
    std::int64_t tokensLeft = 0;
    core::Timestamp resetAt; ///< end of its minute
};

/// Which limit refused a call.
struct RateShortage {
    std::size_t level = 0; ///< index of what was asked for
    RateType type = RateType::Requests;
    std::int64_t limit = 0;
    std::int64_t used = 0;
    std::int64_t setAside = 0; ///< tokens, by calls under way
    core::Timestamp resetAt;   ///< end of the minute; meaningless for Parallel
};

class RateLimiter;
struct RateCounter;

/// A call's places and tokens on all its levels. Settled once; destroyed unsettled, it counts no tokens. Both
/// give the places back.
class RateTicket
{
public:
    RateTicket() = default;
    RateTicket(RateTicket &&other) noexcept;
    RateTicket &operator=(RateTicket &&other) noexcept;
    ~RateTicket();

    /// Replaces what was set aside by what it took.
    void settle(std::int64_t tokens);
    const std::vector<RateStanding> &standings() const { return m_standings; }

private:
    friend class RateLimiter;
    RateLimiter *m_limiter = nullptr;
    std::vector<std::pair<std::shared_ptr<RateCounter>, std::int64_t>>
        m_counters; ///< with the tokens set aside
    std::vector<RateStanding> m_standings;
};

/// Counts requests, tokens and calls under way. A minute begins with the first request after the last one has
/// ended. A call is let in on all its levels or on none, under one lock, so that calls at the same time can
/// neither pass a limit together nor refuse each other without need; calls without limits never come here.
/// Tokens are set aside at the call's worst case. Where a client did not bound its answer, the worst case may
/// be more than a whole minute's tokens: such a call is let in while nothing else is under way and its likely
/// size fits, takes all that is left, and nothing follows it before it has ended. Safe from any thread; must
/// outlive its tickets.
class RateLimiter
{
public:
    static constexpr std::chrono::seconds Window{60};

    explicit RateLimiter(const core::Clock &clock);
    ~RateLimiter();

    tl::expected<RateTicket, RateShortage> take(const std::vector<RateLevel> &levels,
                                                const TokenDemand &demand);

    /// What take() would say, without letting anything in.
    std::optional<RateShortage> peek(const std::vector<RateLevel> &levels, const TokenDemand &demand) const;

    /// What a call of before a restart took; `at` is when it began.
    void recall(const RateLevel &level, core::Timestamp at, std::int64_t tokens);

    /// Objects that are counted at the moment.
    std::size_t size() const;

private:
    friend class RateTicket;
    struct Name {
        const SpendMeter *meter;
        QString model;
        friend bool operator==(const Name &, const Name &) = default;
    };
    struct NameHash {
        std::size_t operator()(const Name &name) const;
    };
    using Counters = std::unordered_map<Name, std::shared_ptr<RateCounter>, NameHash>;

    std::shared_ptr<RateCounter> counterOf(const RateLevel &level, std::int64_t now);
    void forgetIdle(std::int64_t now);
    void giveBack(RateTicket &ticket, std::int64_t tokens);

    const core::Clock &m_clock;
    mutable std::mutex m_mutex;
    Counters m_counters;
    std::size_t m_tidyAt = 1024;
};

/// "api_key", "model_per_key", ...: LiteLLM's name of a level.
QString nameOf(RateKind kind);

} // namespace sekisho::gateway
