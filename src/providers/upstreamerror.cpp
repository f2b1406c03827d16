// SPDX-License-Identifier: GPL-3.0-or-later
#include "upstreamerror.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;

namespace {

constexpr qsizetype LongestMessage = 2000;

/// What the upstream said, whatever its envelope.
struct Complaint {
    QString message;
    QString type;
    QString code;
    QString param;
    core::Json details; ///< Google's list
};

/// How a refusal is passed on.
struct Class {
    ErrorKind kind = ErrorKind::Upstream;
    QString name; ///< LiteLLM's exception
    QString type;
    int status = 500;
    QString code; ///< where the kind is too coarse
};

QString textOf(const core::Json &value)
{
    if (value.is_string())
        return value.get<QString>();
    return value.is_number_integer() ? QString::number(value.get<std::int64_t>()) : QString();
}

Complaint complaintOf(const core::Json &error)
{
    if (error.is_string())
        return {error.get<QString>(), {}, {}, {}, {}};
    Complaint complaint;
    complaint.message = core::stringOr(error, "message");
    complaint.type = core::stringOr(error, "type", core::stringOr(error, "status"));
    complaint.code = textOf(core::memberOr(error, "code"));
    complaint.param = core::stringOr(error, "param");
    complaint.details = core::memberOr(error, "details");
    return complaint;
}

Complaint readComplaint(QByteArrayView body)
{
    const auto parsed = core::parseJson(body);
    if (!parsed)
        return {};
    const core::Json &top = parsed->is_array() && !parsed->empty() ? parsed->front() : *parsed;
    const core::Json &error = core::memberOr(top, "error");
    return complaintOf(error.is_null() ? top : error);
}

bool saysContextOverflow(const Complaint &complaint)
{
    static const QRegularExpression texts(
        u"context_length_exceeded|maximum context length|model's maximum context limit|prompt is too long"
        "|exceed_context_size|exceeds the available context size|input token count|too many tokens|string too long"_s,
        QRegularExpression::CaseInsensitiveOption);
    return texts.match(complaint.code + u' ' + complaint.type + u' ' + complaint.message).hasMatch();
}

bool saysContentPolicy(const Complaint &complaint)
{
    return complaint.code == "content_filter"_L1 || complaint.code == "content_policy_violation"_L1;
}

/// Google answers 400 for a bad key.
bool saysBadKey(const Complaint &complaint)
{
    for (const core::Json &detail : complaint.details) {
        if (core::stringOr(detail, "reason") == "API_KEY_INVALID"_L1)
            return true;
    }
    return false;
}

bool saysNoQuota(int status, const Complaint &complaint)
{
    return status == 402 || complaint.code == "insufficient_quota"_L1 ||
           complaint.type == "insufficient_quota"_L1;
}

const Class BadRequest{ErrorKind::InvalidInput, u"BadRequestError"_s, u"invalid_request_error"_s, 400, {}};
const Class Authentication{
    ErrorKind::Unauthenticated, u"AuthenticationError"_s, u"authentication_error"_s, 401, {}};

Class classOfBadRequest(const Complaint &complaint)
{
    Class result = BadRequest;
    if (saysBadKey(complaint))
        return Authentication;
    if (saysContextOverflow(complaint)) {
        result.name = u"ContextWindowExceededError"_s;
        result.code = u"context_length_exceeded"_s;
    } else if (saysContentPolicy(complaint)) {
        result.name = u"ContentPolicyViolationError"_s;
        result.code = u"content_policy_violation"_s;
    } else if (complaint.type == "FAILED_PRECONDITION"_L1) {
        return {ErrorKind::Forbidden, u"PermissionDeniedError"_s, u"permission_denied_error"_s, 403, {}};
    }
    return result;
}

Class classOfServerError(int status)
{
    if (status == 498 || status == 503 || status == 529)
        return {
            ErrorKind::Unavailable, u"ServiceUnavailableError"_s, u"service_unavailable_error"_s, 503, {}};
    if (status == 504)
        return {ErrorKind::Timeout, u"Timeout"_s, u"timeout_error"_s, 408, {}};
    if (status == 502 || status >= 520)
        return {ErrorKind::Upstream, u"BadGatewayError"_s, u"api_connection_error"_s, 502, {}};
    return {ErrorKind::Upstream, u"InternalServerError"_s, u"internal_server_error"_s, 500, {}};
}

Class classOf(int status, const Complaint &complaint)
{
    if (saysNoQuota(status, complaint))
        return {ErrorKind::RateLimited, u"RateLimitError"_s, u"insufficient_quota"_s, 429,
                u"insufficient_quota"_s};
    switch (status) {
    case 400:
        return classOfBadRequest(complaint);
    case 401:
        return Authentication;
    case 403:
        return {ErrorKind::Forbidden, u"PermissionDeniedError"_s, u"permission_denied_error"_s, 403, {}};
    case 404:
        return {ErrorKind::NotFound, u"NotFoundError"_s, u"not_found_error"_s, 404, {}};
    case 408:
        return {ErrorKind::Timeout, u"Timeout"_s, u"timeout_error"_s, 408, {}};
    case 413:
        return {ErrorKind::TooLarge, u"BadRequestError"_s, u"invalid_request_error"_s, 413, {}};
    case 422:
        return {ErrorKind::InvalidInput, u"UnprocessableEntityError"_s, u"invalid_request_error"_s, 422, {}};
    case 429:
        return {ErrorKind::RateLimited, u"RateLimitError"_s, u"throttling_error"_s, 429, {}};
    default:
        return status >= 400 && status < 498 ? BadRequest : classOfServerError(status);
    }
}

QString withoutSecrets(QString text, const core::SecretString &secret)
{
    static const QRegularExpression keyLike(
        u"\\b(sk|gsk|xai|pk|key)-[A-Za-z0-9_*.-]{6,}|\\bAIza[A-Za-z0-9_-]{20,}"_s);
    if (secret.reveal().size() > 3)
        text.replace(secret.reveal(), u"***"_s);
    text.replace(keyLike, u"***"_s);
    return text.left(LongestMessage);
}

QString messageOf(const Class &refusal, int status, const Complaint &complaint,
                  const core::SecretString &secret)
{
    const QString said = complaint.message.isEmpty() ? u"the upstream answered status %1"_s.arg(status)
                                                     : withoutSecrets(complaint.message, secret);
    const QString hint =
        refusal.status == 401 ? u"the upstream refused its own API key, not your virtual key. "_s : QString();
    return refusal.name + u": "_s + hint + said;
}

core::Json symbolsOf(const Complaint &complaint, const core::SecretString &secret)
{
    const auto clean = [&](const QString &text) {
        return text.isEmpty() ? core::Json(nullptr) : core::Json(withoutSecrets(text, secret));
    };
    return {{"code", clean(complaint.code)}, {"type", clean(complaint.type)}};
}

UpstreamError makeError(const Class &refusal, int upstreamStatus, const QString &message,
                        const QString &param)
{
    UpstreamError failure;
    failure.error = {refusal.kind, message, refusal.code, param, nullptr};
    failure.status = upstreamStatus;
    const QString code = refusal.code.isEmpty() ? QString::number(refusal.status) : refusal.code;
    failure.body = {{"error",
                     {{"message", message},
                      {"type", refusal.type},
                      {"param", param.isEmpty() ? core::Json(nullptr) : core::Json(param)},
                      {"code", code}}}};
    return failure;
}

UpstreamError makeError(int status, const Complaint &complaint, const core::SecretString &secret)
{
    const Class refusal = classOf(status, complaint);
    UpstreamError failure = makeError(refusal, status, messageOf(refusal, status, complaint, secret),
                                      withoutSecrets(complaint.param, secret));
    failure.body["error"]["provider_specific_fields"] = symbolsOf(complaint, secret);
    return failure;
}

std::optional<std::chrono::seconds> roundedUp(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0 || seconds > 1e9)
        return std::nullopt;
    return std::chrono::seconds(static_cast<std::int64_t>(std::ceil(seconds)));
}

std::optional<double> numberIn(const QByteArray &text)
{
    bool ok = false;
    const double number = text.trimmed().toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

/// RFC 9110 §10.2.3 also allows a date.
std::optional<std::chrono::seconds> secondsUntil(const QByteArray &date)
{
    auto moment =
        QLocale::c().toDateTime(QString::fromLatin1(date).remove(" GMT"_L1), u"ddd, dd MMM yyyy hh:mm:ss"_s);
    moment.setTimeSpec(Qt::UTC);
    if (!moment.isValid())
        return std::nullopt;
    const auto wait = QDateTime::currentDateTimeUtc().secsTo(moment);
    return std::chrono::seconds(std::max<qint64>(0, wait));
}

/// Google names the wait in the body: RetryInfo.retryDelay "34s".
std::optional<std::chrono::seconds> retryDelayIn(const core::Json &details)
{
    for (const core::Json &detail : details) {
        QString delay = core::stringOr(detail, "retryDelay");
        if (delay.endsWith(u's')) {
            delay.chop(1);
            if (const auto number = numberIn(delay.toLatin1()))
                return roundedUp(*number);
        }
    }
    return std::nullopt;
}

std::optional<std::chrono::seconds> retryAfterOf(const http::Headers &headers, const Complaint &complaint)
{
    if (const auto millis = numberIn(headers.value("retry-after-ms")))
        return roundedUp(*millis / 1000);
    const QByteArray given = headers.value("retry-after");
    if (const auto seconds = numberIn(given))
        return roundedUp(*seconds);
    if (!given.isEmpty())
        return secondsUntil(given);
    return retryDelayIn(complaint.details);
}

} // namespace

UpstreamError upstreamRefusal(int status, const http::Headers &headers, QByteArrayView body,
                              const core::SecretString &secret)
{
    const Complaint complaint = readComplaint(body);
    UpstreamError failure = makeError(status, complaint, secret);
    if (failure.error.code != "insufficient_quota"_L1)
        failure.retryAfter = retryAfterOf(headers, complaint);
    return failure;
}

UpstreamError upstreamStreamError(const core::Json &event, const core::SecretString &secret)
{
    const Complaint complaint = complaintOf(core::memberOr(event, "error"));
    const int code = complaint.code.toInt();
    return makeError(code >= 400 && code <= 599 ? code : 500, complaint, secret);
}

UpstreamError upstreamFailure(const core::Error &error)
{
    if (error.kind == ErrorKind::Timeout)
        return makeError({error.kind, u"Timeout"_s, u"timeout_error"_s, 408, {}}, 0,
                         u"Timeout: "_s + error.detail, {});
    UpstreamError failure =
        makeError({error.kind, u"APIConnectionError"_s, u"api_connection_error"_s, 502, {}}, 0,
                  u"APIConnectionError: "_s + error.detail, {});
    failure.error.cause = std::make_shared<const core::Error>(error);
    return failure;
}

} // namespace sekisho::providers
