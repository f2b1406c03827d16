// SPDX-License-Identifier: GPL-3.0-or-later
#include "controldispatch.h"

#include "errorenvelope.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

ControlDispatch::ControlDispatch(const GatewayCore &core, Offload &offload)
    : m_core(core)
    , m_offload(offload)
{
}

static core::Result<core::Json> bodyOf(const http::Request &request)
{
    if (request.body.trimmed().isEmpty())
        return core::Json::object();
    auto body = core::parseJson(request.body);
    if (!body)
        return core::fail(ErrorKind::InvalidInput, u"The request body is not valid JSON."_s, {},
                          u"request_body"_s);
    if (!body->is_object())
        return core::fail(ErrorKind::InvalidInput, u"The request body must be a JSON object."_s, {},
                          u"request_body"_s);
    return body;
}

static QUrlQuery queryOf(const http::Request &request)
{
    // In forms and in Python's clients a plus is a blank; QUrlQuery leaves it alone.
    return QUrlQuery(QString::fromUtf8(QByteArray(request.query).replace('+', "%20")));
}

static http::Response responseOf(const RouteEntry &entry, const core::Result<core::Json> &result,
                                 ErrorDialect dialect)
{
    if (!result)
        return handlerRefusal(result.error(), dialect, entry.method, entry.path);
    constexpr int NoContent = 204;
    if (entry.status == NoContent)
        return {NoContent, {}, {}};
    return http::jsonResponse(entry.status, core::toJsonBytes(*result));
}

static void runHandler(const RouteEntry &entry, const AdminCall &call, ErrorDialect dialect,
                       const Offload::Answer &answer)
{
    if (!entry.late)
        return answer(responseOf(entry, entry.handler(call), dialect));
    entry.late(call, [&entry, dialect, answer](const core::Result<core::Json> &result) {
        answer(responseOf(entry, result, dialect));
    });
}

/// Where rows that are missing would be taken for calls that were never made.
static bool readsTheLedger(const AdminCall &call)
{
    return call.path.startsWith("/spend/") || call.path.startsWith("/global/") ||
           call.path.contains("/daily/activity");
}

void ControlDispatch::run(const RouteMatch &match, const http::Request &request, Caller caller,
                          http::Responder responder)
{
    const RouteEntry &entry = *match.entry;
    auto body = bodyOf(request);
    if (!body)
        return responder.send(
            handlerRefusal(body.error(), m_core.settings.errorDialect, entry.method, entry.path));
    AdminCall call{std::move(caller),    request.path,
                   queryOf(request),     std::move(*body),
                   match.parameter,      QString::fromUtf8(request.headers.value("litellm-changed-by")),
                   match.secondParameter};
    auto answer = m_offload.keep(std::move(responder));
    auto &management = m_core.management;
    const ErrorDialect dialect = m_core.settings.errorDialect;
    m_core.ledger.foldThen(
        [&management, &entry, answer, dialect, call = std::move(call)](core::Result<void> folded) {
            if (!folded && readsTheLedger(call))
                return answer(refusalResponse(folded.error(), dialect));
            management.post([&entry, answer, dialect, call] { runHandler(entry, call, dialect, answer); });
        });
}

} // namespace sekisho::gateway
