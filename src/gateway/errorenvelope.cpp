// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorenvelope.h"

#include "earlyshapes.h"

#include <core/logging.h>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static int currentStatus(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
    case ErrorKind::Unsupported:
        return 400;
    case ErrorKind::Conflict:
        // So LiteLLM tells of users that are there already; of everything else it says 400.
        return error.code == u"internal_server_error" ? 409 : 400;
    case ErrorKind::Unauthenticated:
        return 401;
    case ErrorKind::Forbidden:
        return 403;
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::Timeout:
        return 408;
    case ErrorKind::TooLarge:
        return 413;
    case ErrorKind::BudgetExceeded:
    case ErrorKind::RateLimited:
        return 429;
    case ErrorKind::Cancelled:
        return 499;
    case ErrorKind::Network:
    case ErrorKind::Upstream:
        return 502;
    case ErrorKind::Storage:
    case ErrorKind::Unavailable:
        return 503;
    case ErrorKind::Internal:
        break;
    }
    return 500;
}

/// A field that is there but is not what it must be, or a body that cannot be read: FieldReader and the
/// parsers say so by naming the parameter.
static bool isMalformed(const core::Error &error)
{
    return error.kind == ErrorKind::InvalidInput && !error.param.isEmpty() &&
           (error.param == u"request_body" || error.code == u"invalid_request_error");
}

static int earlyStatus(const core::Error &error)
{
    if (isMalformed(error))
        return 422;
    if (error.kind == ErrorKind::BudgetExceeded || error.kind == ErrorKind::Storage ||
        error.code == u"expired_key")
        return 400;
    return error.code.endsWith(u"_model_access_denied") ? 401 : currentStatus(error);
}

int statusOf(const core::Error &error, ErrorDialect dialect)
{
    return dialect == ErrorDialect::Current ? currentStatus(error) : earlyStatus(error);
}

int statusOf(const Refusal &refusal, ErrorDialect dialect)
{
    return refusal.status ? refusal.status : statusOf(refusal.error, dialect);
}

static QString typeForStatus(int status)
{
    switch (status) {
    case 401:
        return u"authentication_error"_s;
    case 403:
        return u"permission_error"_s;
    case 404:
        return u"not_found_error"_s;
    case 408:
        return u"timeout_error"_s;
    case 429:
        return u"rate_limit_error"_s;
    default:
        return status >= 500 ? u"internal_server_error"_s : u"invalid_request_error"_s;
    }
}

static QString typeByKind(const Refusal &refusal, ErrorDialect dialect)
{
    const bool early = dialect == ErrorDialect::Early2026;
    switch (refusal.error.kind) {
    case ErrorKind::BudgetExceeded:
        return u"budget_exceeded"_s;
    case ErrorKind::RateLimited:
        return early ? u"None"_s : u"throttling_error"_s;
    case ErrorKind::Conflict:
        return u"bad_request_error"_s;
    case ErrorKind::Storage:
        return u"no_db_connection"_s;
    case ErrorKind::Unauthenticated:
        return early ? u"auth_error"_s : typeForStatus(401);
    default:
        return early ? u"None"_s : typeForStatus(statusOf(refusal, dialect));
    }
}

static QString typeOf(const Refusal &refusal, ErrorDialect dialect)
{
    return refusal.error.code.isEmpty() ? typeByKind(refusal, dialect) : refusal.error.code;
}

/// The older dialect says "None" where it knows no parameter, but of budgets nothing.
static core::Json paramOf(const core::Error &error, ErrorDialect dialect)
{
    if (!error.param.isEmpty())
        return error.param;
    const bool none = dialect == ErrorDialect::Early2026 && error.kind != ErrorKind::BudgetExceeded;
    return none ? core::Json("None") : core::Json(nullptr);
}

static QString messageOf(const core::Error &error)
{
    if (error.kind == ErrorKind::Internal)
        return u"Internal server error"_s;
    if (error.kind == ErrorKind::Storage)
        return u"The gateway's database cannot be used at the moment."_s;
    return error.detail;
}

static void logInside(const core::Error &error)
{
    if (error.kind == ErrorKind::Internal || error.kind == ErrorKind::Storage)
        qCWarning(core::lcGateway).noquote() << core::describe(error);
}

static core::Json validationDetail(const core::Error &error, const char *where)
{
    core::Json place = core::Json::array({where});
    if (error.param != u"request_body")
        place.push_back(error.param);
    return {
        {"detail", core::Json::array(
                       {{{"loc", std::move(place)}, {"msg", messageOf(error)}, {"type", "value_error"}}})}};
}

core::Json errorEnvelope(const Refusal &refusal, ErrorDialect dialect)
{
    const core::Error &error = refusal.error;
    logInside(error);
    if (dialect == ErrorDialect::Early2026 && statusOf(refusal, dialect) == 422)
        return validationDetail(error, "body");
    core::Json inner = refusal.fields.is_object() ? refusal.fields : core::Json::object();
    inner["message"] = messageOf(error);
    inner["type"] = typeOf(refusal, dialect);
    inner["param"] = paramOf(error, dialect);
    inner["code"] = QString::number(statusOf(refusal, dialect));
    return core::Json{{"error", std::move(inner)}};
}

http::Response refusalResponse(const Refusal &refusal, ErrorDialect dialect)
{
    auto response =
        http::jsonResponse(statusOf(refusal, dialect), core::toJsonBytes(errorEnvelope(refusal, dialect)));
    for (const auto &[name, value] : refusal.headers)
        response.headers.append(name, value);
    return response;
}

http::Response refusalResponse(const core::Error &error, ErrorDialect dialect)
{
    return refusalResponse(refusalOf(error), dialect);
}

/// FastAPI's ways, where LiteLLM does not stand between.
static std::optional<core::Json> earlyDetail(const core::Error &error, const QByteArray &method,
                                             EarlyShape shape)
{
    if (isMalformed(error))
        return validationDetail(error, method == "GET" ? "query" : "body");
    if (shape != EarlyShape::Detail || error.code == u"team_member_already_in_team")
        return std::nullopt;
    return core::Json{{"detail", {{"error", messageOf(error)}}}};
}

http::Response handlerRefusal(const core::Error &error, ErrorDialect dialect, const QByteArray &method,
                              const QByteArray &route)
{
    if (dialect == ErrorDialect::Current)
        return refusalResponse(error, dialect);
    const EarlyShape shape = earlyShapeOf(route);
    const auto detail = earlyDetail(error, method, shape);
    if (!detail)
        return refusalResponse(inEarlyWords(shape, error), dialect);
    logInside(error);
    return http::jsonResponse(statusOf(error, dialect), core::toJsonBytes(*detail));
}

http::Response unroutedResponse(const Refusal &refusal, ErrorDialect dialect)
{
    auto response = refusalResponse(refusal, dialect);
    if (dialect == ErrorDialect::Early2026)
        response.body =
            response.status == 404 ? R"({"detail":"Not Found"})" : R"({"detail":"Method Not Allowed"})";
    return response;
}

QByteArray errorEvent(const Refusal &refusal, ErrorDialect dialect)
{
    return "data: " + core::toJsonBytes(errorEnvelope(refusal, dialect)) + "\n\n";
}

static ErrorKind kindForStatus(int status)
{
    switch (status) {
    case 408:
        return ErrorKind::Timeout;
    case 413:
    case 414:
    case 431:
        return ErrorKind::TooLarge;
    case 503:
        return ErrorKind::Unavailable;
    default:
        return status >= 500 ? ErrorKind::Internal : ErrorKind::InvalidInput;
    }
}

http::Response serverRefusal(int status, const QByteArray &reason, ErrorDialect dialect)
{
    Refusal refusal = refusalOf({kindForStatus(status), QString::fromUtf8(reason), {}, {}, nullptr});
    refusal.status = status;
    return refusalResponse(refusal, dialect);
}

} // namespace sekisho::gateway
