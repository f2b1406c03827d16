// SPDX-License-Identifier: GPL-3.0-or-later
#include "upstreamrefusal.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

Refusal upstreamRefusal(const providers::UpstreamError &error)
{
    const core::Json &inner = core::memberOr(error.body, "error");
    Refusal refusal = refusalOf(error.error);
    refusal.status = core::stringOr(inner, "code").toInt();
    if (refusal.status == 0)
        refusal.status = error.status;
    if (inner.contains("provider_specific_fields"))
        refusal.fields["provider_specific_fields"] = inner["provider_specific_fields"];
    if (error.retryAfter)
        refusal.headers.append("retry-after", QByteArray::number(qint64(error.retryAfter->count())));
    return refusal;
}

QString upstreamErrorForLedger(const providers::UpstreamError &error)
{
    if (error.status == 0)
        return error.error.detail;
    const QString name = error.error.detail.section(u':', 0, 0).left(64);
    return u"%1 (upstream status %2)"_s.arg(name).arg(error.status);
}

} // namespace sekisho::gateway
