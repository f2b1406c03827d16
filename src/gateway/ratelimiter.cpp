// SPDX-License-Identifier: GPL-3.0-or-later
#include "ratelimiter.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

static constexpr std::int64_t WindowMicros = std::chrono::microseconds(RateLimiter::Window).count();

/// Used under the limiter's lock only.
struct RateCounter {
    std::shared_ptr<SpendMeter>
        owner;                ///< keeps the address that names this counter from being given out again
    std::int64_t begunAt = 0; ///< microseconds since 1970
    std::int64_t requests = 0;
    std::int64_t tokens = 0;
    std::int64_t setAside = 0; ///< by calls under way, also those of earlier minutes: they end in this one
    std::int64_t underWay = 0;

    // A clock that was set back begins a new minute too: it must not lock anybody out until it is right
    // again.
    bool isOver(std::int64_t now) const { return now < begunAt || now >= begunAt + WindowMicros; }
    std::int64_t tokensGone() const { return tokens + setAside; }
    core::Timestamp resetAt() const { return core::fromMicros(begunAt + WindowMicros); }

    void beginAt(std::int64_t now)
    {
        begunAt = now;
        requests = tokens = 0;
    }
};

RateTicket::RateTicket(RateTicket &&other) noexcept
    : m_limiter(std::exchange(other.m_limiter, nullptr))
    , m_counters(std::move(other.m_counters))
    , m_standings(std::move(other.m_standings))
{
}

RateTicket &RateTicket::operator=(RateTicket &&other) noexcept
{
    settle(0);
    m_limiter = std::exchange(other.m_limiter, nullptr);
    m_counters = std::move(other.m_counters);
    m_standings = std::move(other.m_standings);
    return *this;
}

RateTicket::~RateTicket()
{
    settle(0);
}

void RateTicket::settle(std::int64_t tokens)
{
    if (auto *limiter = std::exchange(m_limiter, nullptr))
        limiter->giveBack(*this, tokens);
}

RateLimiter::RateLimiter(const core::Clock &clock)
    : m_clock(clock)
{
}

RateLimiter::~RateLimiter() = default;

std::size_t RateLimiter::NameHash::operator()(const Name &name) const
{
    return qHashMulti(0, quintptr(name.meter), name.model);
}

std::shared_ptr<RateCounter> RateLimiter::counterOf(const RateLevel &level, std::int64_t now)
{
    auto &counter = m_counters[{level.meter.get(), level.model}];
    if (!counter)
        counter = std::make_shared<RateCounter>(RateCounter{.owner = level.meter, .begunAt = now});
    else if (counter->isOver(now))
        counter->beginAt(now);
    return counter;
}

/// The tokens to set aside, or nothing if they are not there.
static std::optional<std::int64_t> tokensFor(const RateCounter &counter, std::int64_t limit,
                                             const TokenDemand &demand)
{
    const std::int64_t left = limit - counter.tokensGone();
    if (demand.atMost <= left)
        return demand.atMost;
    const bool mayGoAlone = !demand.isBounded && counter.setAside == 0 && demand.likely <= left;
    return mayGoAlone ? std::optional(left) : std::nullopt;
}

namespace {

/// One level of a call that asks to be let in.
struct Candidate {
    const RateLevel &level;
    std::shared_ptr<RateCounter> counter;
    std::int64_t setAside = 0;

    std::optional<RateShortage> check(const TokenDemand &demand)
    {
        const RateLimits &limits = level.limits;
        if (limits.requests && counter->requests >= *limits.requests)
            return shortage(RateType::Requests, *limits.requests, counter->requests);
        if (limits.parallel && counter->underWay >= *limits.parallel)
            return shortage(RateType::Parallel, *limits.parallel, counter->underWay);
        if (!limits.tokens)
            return {};
        const auto tokens = tokensFor(*counter, *limits.tokens, demand);
        if (!tokens)
            return shortage(RateType::Tokens, *limits.tokens, counter->tokens);
        setAside = *tokens;
        return {};
    }

    RateShortage shortage(RateType type, std::int64_t limit, std::int64_t used) const
    {
        return {0, type, limit, used, counter->setAside, counter->resetAt()};
    }

    void letIn() const
    {
        ++counter->requests;
        ++counter->underWay;
        counter->setAside += setAside;
    }

    RateStanding standing() const
    {
        const auto left = [](const auto &limit, std::int64_t gone) {
            return limit ? std::max<std::int64_t>(0, *limit - gone) : 0;
        };
        return {level.kind, level.limits, left(level.limits.requests, counter->requests),
                left(level.limits.tokens, counter->tokensGone()), counter->resetAt()};
    }
};

} // namespace

tl::expected<RateTicket, RateShortage> RateLimiter::take(const std::vector<RateLevel> &levels,
                                                         const TokenDemand &demand)
{
    RateTicket ticket;
    if (levels.empty())
        return ticket;
    const std::int64_t now = core::toMicros(m_clock.now());
    const std::lock_guard lock(m_mutex);
    forgetIdle(now);
    std::vector<Candidate> candidates;
    for (const RateLevel &level : levels) {
        candidates.push_back({level, counterOf(level, now)});
        if (auto shortage = candidates.back().check(demand)) {
            shortage->level = candidates.size() - 1;
            return tl::make_unexpected(*shortage);
        }
    }
    for (const Candidate &candidate : candidates) {
        candidate.letIn();
        ticket.m_counters.emplace_back(candidate.counter, candidate.setAside);
        ticket.m_standings.push_back(candidate.standing());
    }
    ticket.m_limiter = this;
    return ticket;
}

std::optional<RateShortage> RateLimiter::peek(const std::vector<RateLevel> &levels,
                                              const TokenDemand &demand) const
{
    const std::int64_t now = core::toMicros(m_clock.now());
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto found = m_counters.find({levels[i].meter.get(), levels[i].model});
        auto copy = std::make_shared<RateCounter>(found == m_counters.end() ? RateCounter{} : *found->second);
        if (copy->isOver(now))
            copy->beginAt(now);
        if (auto shortage = Candidate{levels[i], std::move(copy)}.check(demand)) {
            shortage->level = i;
            return shortage;
        }
    }
    return std::nullopt;
}

void RateLimiter::giveBack(RateTicket &ticket, std::int64_t tokens)
{
    const std::int64_t now = core::toMicros(m_clock.now());
    const std::lock_guard lock(m_mutex);
    for (const auto &[counter, setAside] : ticket.m_counters) {
        // What comes after the end of the minute belongs to the next one, which no request has begun yet.
        if (counter->isOver(now))
            counter->beginAt(now);
        counter->setAside -= setAside;
        counter->tokens += tokens;
        --counter->underWay;
    }
    ticket.m_counters.clear();
}

void RateLimiter::recall(const RateLevel &level, core::Timestamp at, std::int64_t tokens)
{
    const std::int64_t begunAt = core::toMicros(at);
    const std::lock_guard lock(m_mutex);
    const auto counter = counterOf(level, begunAt);
    ++counter->requests;
    counter->tokens += tokens;
}

/// So that those who have not called for a minute cost nothing. The work is in proportion to what has come
/// in.
void RateLimiter::forgetIdle(std::int64_t now)
{
    if (m_counters.size() < m_tidyAt)
        return;
    std::erase_if(m_counters, [&](const auto &named) {
        return named.second->underWay == 0 && named.second->isOver(now);
    });
    m_tidyAt = std::max<std::size_t>(1024, m_counters.size() * 2);
}

std::size_t RateLimiter::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_counters.size();
}

QString nameOf(RateKind kind)
{
    switch (kind) {
    case RateKind::Key:
        return u"api_key"_s;
    case RateKind::KeyModel:
        return u"model_per_key"_s;
    case RateKind::User:
        return u"user"_s;
    case RateKind::Team:
        return u"team"_s;
    case RateKind::TeamModel:
        return u"model_per_team"_s;
    case RateKind::Model:
        return u"model"_s;
    case RateKind::Member:
        return u"team_member"_s;
    case RateKind::Organization:
        return u"organization"_s;
    case RateKind::OrganizationModel:
        return u"model_per_organization"_s;
    case RateKind::Tag:
        return u"tag"_s;
    case RateKind::Customer:
        break;
    }
    return u"end_user"_s;
}

} // namespace sekisho::gateway
