// SPDX-License-Identifier: GPL-3.0-or-later
#include "raterefusal.h"

#include <charconv>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static std::int64_t secondsUntil(core::Timestamp at, core::Timestamp now)
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(
        std::chrono::microseconds(core::toMicros(at) - core::toMicros(now)));
    return std::max<std::int64_t>(1, left.count());
}

static QString nameOfType(RateType type, ErrorDialect dialect)
{
    switch (type) {
    case RateType::Requests:
        return u"requests"_s;
    case RateType::Tokens:
        return u"tokens"_s;
    case RateType::Parallel:
        break;
    }
    return dialect == ErrorDialect::Current ? u"concurrent_requests"_s : u"max_parallel_requests"_s;
}

static QString utcText(core::Timestamp at)
{
    return core::toIso8601(at).left(19).replace(u'T', u' ') + u" UTC"_s;
}

static QString sentence(const QString &level, const QString &object, const QString &type,
                        const RateShortage &shortage)
{
    const std::int64_t left = std::max<std::int64_t>(0, shortage.limit - shortage.used - shortage.setAside);
    QString text = u"Rate limit exceeded for %1: %2. Limit type: %3. Current limit: %4, Remaining: %5."_s.arg(
        level, object, type, QString::number(shortage.limit),
        QString::number(shortage.type == RateType::Tokens ? left : 0));
    if (shortage.type == RateType::Parallel)
        return text + u" The next call may start when one of those under way has ended."_s;
    text += u" Limit resets at: %1"_s.arg(utcText(shortage.resetAt));
    if (shortage.type == RateType::Tokens && left > 0)
        text += u". This call could take more than is left: name a smaller max_tokens, or wait"_s;
    return text;
}

static Json fields(const QString &level, const QString &object, const QString &type,
                   const RateShortage &shortage)
{
    Json limit{{"level", level},          {"object", object},      {"type", type},
               {"limit", shortage.limit}, {"used", shortage.used}, {"set_aside", shortage.setAside}};
    const bool resets = shortage.type != RateType::Parallel;
    limit["reset_at"] = resets ? Json(core::toIso8601(shortage.resetAt)) : Json(nullptr);
    Json all = Json::object();
    all["rate_limit"] = std::move(limit);
    return all;
}

Refusal rateRefusal(const RateLevel &level, const RateShortage &shortage, const Caller &caller,
                    const Grant &grant, core::Timestamp now, ErrorDialect dialect)
{
    const QString name = nameOf(level.kind);
    const QString type = nameOfType(shortage.type, dialect);
    const QString object = objectOf(level, caller, grant);
    Refusal refusal =
        refusalOf({core::ErrorKind::RateLimited, sentence(name, object, type, shortage), {}, {}, nullptr});
    refusal.fields = fields(name, object, type, shortage);
    // Nobody knows when a call under way ends.
    const bool resets = shortage.type != RateType::Parallel;
    refusal.headers.append("Retry-After",
                           QByteArray::number(qint64(resets ? secondsUntil(shortage.resetAt, now) : 1)));
    refusal.headers.append("rate_limit_type", type.toLatin1());
    if (resets)
        refusal.headers.append("reset_at", utcText(shortage.resetAt).toLatin1());
    return refusal;
}

namespace {

/// Writes "x-ratelimit-api_key-remaining-requests" and the like.
class RateFields
{
public:
    RateFields(http::Headers &headers, core::Timestamp now)
        : m_headers(headers)
        , m_now(now)
    {
    }
    /// `part` says whose, with a dash at its end; empty for the foremost.
    void addCounts(std::string_view part, std::string_view what, const std::optional<std::int64_t> &limit,
                   std::int64_t left)
    {
        if (!limit)
            return;
        add(part, "limit-", what, *limit);
        add(part, "remaining-", what, left);
    }
    void addReset(std::string_view what, core::Timestamp at)
    {
        add({}, "reset-", what, secondsUntil(at, m_now), "s");
    }

private:
    void add(std::string_view part, std::string_view which, std::string_view what, std::int64_t number,
             std::string_view unit = {})
    {
        m_name.assign("x-ratelimit-").append(part).append(which).append(what);
        char digits[24];
        m_value.assign(digits, std::to_chars(digits, digits + sizeof digits, number).ptr).append(unit);
        m_headers.set(view(m_name), view(m_value));
    }
    static QByteArrayView view(const std::string &text) { return {text.data(), qsizetype(text.size())}; }

    http::Headers &m_headers;
    const core::Timestamp m_now;
    std::string m_name;
    std::string m_value;
};

} // namespace

/// The key's own where it has such a limit, else the one of which least is left; null if there is none.
static const RateStanding *foremost(const std::vector<RateStanding> &standings,
                                    std::optional<std::int64_t> RateLimits::*limit,
                                    std::int64_t RateStanding::*left)
{
    const RateStanding *first = nullptr;
    for (const RateStanding &standing : standings) {
        if (!(standing.limits.*limit))
            continue;
        if (standing.kind == RateKind::Key)
            return &standing;
        if (!first || standing.*left < first->*left)
            first = &standing;
    }
    return first;
}

static void addForemost(RateFields &fields, const RateStanding *standing, std::string_view what,
                        std::optional<std::int64_t> RateLimits::*limit, std::int64_t RateStanding::*left)
{
    if (!standing)
        return;
    fields.addCounts({}, what, standing->limits.*limit, standing->*left);
    fields.addReset(what, standing->resetAt);
}

void setRateFields(http::Headers &headers, const std::vector<RateStanding> &standings, core::Timestamp now)
{
    RateFields fields(headers, now);
    for (const RateStanding &standing : standings) {
        const std::string owner = nameOf(standing.kind).toStdString() + '-';
        fields.addCounts(owner, "requests", standing.limits.requests, standing.requestsLeft);
        fields.addCounts(owner, "tokens", standing.limits.tokens, standing.tokensLeft);
    }
    addForemost(fields, foremost(standings, &RateLimits::requests, &RateStanding::requestsLeft), "requests",
                &RateLimits::requests, &RateStanding::requestsLeft);
    addForemost(fields, foremost(standings, &RateLimits::tokens, &RateStanding::tokensLeft), "tokens",
                &RateLimits::tokens, &RateStanding::tokensLeft);
}

} // namespace sekisho::gateway
