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

static QString troubleOf(const Ledger &ledger)
{
    if (ledger.isDisplaced())
        return u"another gateway serves the database now; this one must be started again"_s;
    if (ledger.isJournalFailing())
        return u"the ledger's journal cannot be written"_s;
    if (ledger.isCommitFailing())
        return u"the database takes no rows; journals keep them"_s;
    return {};
}

http::Response readinessResponse(const Ledger &ledger, bool servesWithoutDatabase)
{
    const bool commits = !ledger.isCommitFailing();
    const bool journals = !ledger.isJournalFailing() && !ledger.isDisplaced();
    Json body = readinessOf(commits, journals);
    if (journals && (commits || servesWithoutDatabase))
        return http::jsonResponse(200, core::toJsonBytes(body));
    const QString detail = u"Service Unhealthy (%1)"_s.arg(troubleOf(ledger));
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
