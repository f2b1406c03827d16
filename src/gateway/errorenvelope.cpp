// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorenvelope.h"

#include <core/logging.h>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

int statusOf(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::InvalidInput:
    case ErrorKind::Conflict:
    case ErrorKind::Unsupported:
        return 400;
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

int statusOf(const Refusal &refusal)
{
    return refusal.status ? refusal.status : statusOf(refusal.error);
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

static QString typeOf(const Refusal &refusal)
{
    const core::Error &error = refusal.error;
    if (!error.code.isEmpty())
        return error.code;
    switch (error.kind) {
    case ErrorKind::BudgetExceeded:
        return u"budget_exceeded"_s;
    case ErrorKind::RateLimited:
        return u"throttling_error"_s;
    case ErrorKind::Conflict:
        return u"bad_request_error"_s;
    case ErrorKind::Storage:
        return u"no_db_connection"_s;
    default:
        return typeForStatus(statusOf(refusal));
    }
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

core::Json errorEnvelope(const Refusal &refusal)
{
    const core::Error &error = refusal.error;
    logInside(error);
    core::Json inner = refusal.fields.is_object() ? refusal.fields : core::Json::object();
    inner["message"] = messageOf(error);
    inner["type"] = typeOf(refusal);
    inner["param"] = error.param.isEmpty() ? core::Json(nullptr) : core::Json(error.param);
    inner["code"] = QString::number(statusOf(refusal));
    return core::Json{{"error", std::move(inner)}};
}

http::Response refusalResponse(const Refusal &refusal)
{
    auto response = http::jsonResponse(statusOf(refusal), core::toJsonBytes(errorEnvelope(refusal)));
    for (const auto &[name, value] : refusal.headers)
        response.headers.append(name, value);
    return response;
}

http::Response refusalResponse(const core::Error &error)
{
    return refusalResponse(refusalOf(error));
}

QByteArray errorEvent(const Refusal &refusal)
{
    return "data: " + core::toJsonBytes(errorEnvelope(refusal)) + "\n\n";
}

static ErrorKind kindForStatus(int status)
{
    switch (status) {
    case 408:
        return ErrorKind::Timeout;
    case 413:
    case 431:
        return ErrorKind::TooLarge;
    case 503:
        return ErrorKind::Unavailable;
    default:
        return status >= 500 ? ErrorKind::Internal : ErrorKind::InvalidInput;
    }
}

http::Response serverRefusal(int status, const QByteArray &reason)
{
    Refusal refusal = refusalOf({kindForStatus(status), QString::fromUtf8(reason), {}, {}, nullptr});
    refusal.status = status;
    return refusalResponse(refusal);
}

} // namespace sekisho::gateway
