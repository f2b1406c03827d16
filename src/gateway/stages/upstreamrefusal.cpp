// SPDX-License-Identifier: GPL-3.0-or-later
#include "upstreamrefusal.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static ErrorKind kindOf(const providers::UpstreamError &error)
{
    switch (error.status) {
    case 0:
        return error.error.kind;
    case 408:
    case 504:
        return ErrorKind::Timeout;
    case 429:
        return ErrorKind::RateLimited;
    default:
        return error.status >= 500 ? ErrorKind::Upstream : ErrorKind::InvalidInput;
    }
}

static Refusal credentialsRefused(int status)
{
    return refusalOf({ErrorKind::Upstream,
                      u"The upstream refused the gateway's own credentials (status %1)."_s.arg(status),
                      u"upstream_authentication_error"_s,
                      {},
                      nullptr});
}

Refusal upstreamRefusal(const providers::UpstreamError &error)
{
    if (error.status == 401 || error.status == 403)
        return credentialsRefused(error.status);
    const core::Json &inner = core::memberOr(error.body, "error");
    Refusal refusal = refusalOf(error.error);
    refusal.error.kind = kindOf(error);
    refusal.error.detail = core::stringOr(inner, "message", error.error.detail);
    refusal.error.param = core::stringOr(inner, "param");
    refusal.error.code = error.status == 429 ? u"rate_limit_error"_s : core::stringOr(inner, "type");
    refusal.status = error.status >= 400 ? error.status : 0;
    if (error.retryAfter)
        refusal.headers.append("retry-after", QByteArray::number(qint64(error.retryAfter->count())));
    return refusal;
}

} // namespace sekisho::gateway
