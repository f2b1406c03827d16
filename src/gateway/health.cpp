// SPDX-License-Identifier: GPL-3.0-or-later
#include "health.h"

#include "errorenvelope.h"
#include "ledger/ledger.h"
#include "version.h"

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

http::Response livelinessResponse()
{
    return http::jsonResponse(200, "\"I'm alive!\"");
}

static Json readinessOf(bool commits, bool journals)
{
    return {{"status", commits && journals ? "healthy" : "unhealthy"},
            {"db", commits ? "connected" : "Not connected"},
            {"ledger", journals ? "writable" : "not writable"},
            {"cache", nullptr},
            {"litellm_version", dialectVersion().toStdString()},
            {"success_callbacks", Json::array()}};
}

http::Response readinessResponse(const Ledger &ledger)
{
    const bool commits = !ledger.isCommitFailing();
    const bool journals = !ledger.isJournalFailing();
    Json body = readinessOf(commits, journals);
    if (commits && journals)
        return http::jsonResponse(200, core::toJsonBytes(body));
    const QString detail = journals ? u"Service Unhealthy (the database takes no rows; journals keep them)"_s
                                    : u"Service Unhealthy (the ledger's journal cannot be written)"_s;
    body.update(errorEnvelope(refusalOf({core::ErrorKind::Unavailable, detail, {}, {}, nullptr}),
                              ErrorDialect::Current));
    return http::jsonResponse(503, core::toJsonBytes(body));
}

http::Response rootResponse()
{
    return http::jsonResponse(200, core::toJsonBytes({{"name", "Sekisho gateway"},
                                                      {"litellm_version", dialectVersion().toStdString()}}));
}

} // namespace sekisho::gateway
