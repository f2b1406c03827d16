// SPDX-License-Identifier: GPL-3.0-or-later
#include "failure.h"

#include <QNetworkReply>

namespace sekisho::client {

using core::Error;
using core::ErrorKind;

namespace {
struct NetworkMeaning {
    ErrorKind kind;
    QLatin1String code;
};

NetworkMeaning meaningOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorKind::Network, CodeRefused};
    case QNetworkReply::HostNotFoundError:
        return {ErrorKind::Network, CodeHostNotFound};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Network, CodeTls};
    case QNetworkReply::TimeoutError:
        return {ErrorKind::Timeout, CodeTimeout};
    case QNetworkReply::OperationCanceledError:
        return {ErrorKind::Cancelled, {}};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {ErrorKind::InvalidInput, CodeNotTheApi};
    case QNetworkReply::ProtocolFailure:
        return {ErrorKind::Upstream, CodeNotTheApi};
    default:
        break;
    }
    if (error >= QNetworkReply::ProxyConnectionRefusedError && error <= QNetworkReply::UnknownProxyError)
        return {ErrorKind::Network, CodeProxy};
    return {ErrorKind::Network, CodeConnectionLost};
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::Unauthenticated;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 405:
    case 501:
        return ErrorKind::Unsupported;
    case 408:
    case 504:
        return ErrorKind::Timeout;
    case 409:
        return ErrorKind::Conflict;
    case 413:
        return ErrorKind::TooLarge;
    case 429:
        return ErrorKind::RateLimited;
    case 502:
    case 503:
        return ErrorKind::Unavailable;
    default:
        return status < 500 ? ErrorKind::InvalidInput : ErrorKind::Upstream;
    }
}

ErrorKind kindOf(const GatewayRefusal &refusal)
{
    switch (refusal.rule) {
    case RefusalRule::KeyUnknown:
    case RefusalRule::KeyExpired:
        return ErrorKind::Unauthenticated;
    case RefusalRule::KeyBlocked:
    case RefusalRule::TeamBlocked:
    case RefusalRule::ModelNotAllowed:
    case RefusalRule::RouteNotAllowed:
        return ErrorKind::Forbidden;
    case RefusalRule::BudgetExceeded:
        return ErrorKind::BudgetExceeded;
    case RefusalRule::RateLimited:
        return ErrorKind::RateLimited;
    case RefusalRule::ModelUnknown:
        return ErrorKind::InvalidInput;
    case RefusalRule::None:
        break;
    }
    return kindOfStatus(refusal.status);
}
} // namespace

Error networkFailure(const QNetworkReply &reply)
{
    const auto [kind, code] = meaningOf(reply.error());
    return {kind, reply.errorString(), code, {}, nullptr};
}

Error errorFrom(const GatewayRefusal &refusal)
{
    const auto detail =
        refusal.message.isEmpty() ? QStringLiteral("HTTP status %1").arg(refusal.status) : refusal.message;
    return {kindOf(refusal), detail, refusal.type, refusal.param, nullptr};
}

} // namespace sekisho::client
