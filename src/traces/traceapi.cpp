// SPDX-License-Identifier: GPL-3.0-or-later
#include "traceapi.h"

#include "apierror.h"
#include "otlpreceiver.h"
#include "tracereader.h"

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

constexpr QByteArrayView Root = "/api/public/";
/// SDKs do not look at it; people do.
constexpr auto Version = "3.0.0-sekisho";

enum class Keys { Needed, NotNeeded };

Json healthJson()
{
    return {{"status", "OK"}, {"version", Version}};
}

http::Response methodNotAllowed(const QByteArray &allowed)
{
    http::Response response =
        jsonAnswer(405, {{"message", "Method not allowed"}, {"error", "MethodNotAllowedError"}});
    response.headers.set("Allow", allowed);
    return response;
}

/// "traces/abc%2Fd" against "traces/*": the decoded id, empty text if the pattern has none. Nothing lies
/// below an id, so a slash that a client did not encode is part of it.
std::optional<QString> matched(QByteArrayView path, QByteArrayView pattern)
{
    if (!pattern.endsWith('*'))
        return path == pattern ? std::optional(u""_s) : std::nullopt;
    const auto prefix = pattern.chopped(1);
    const auto rest = path.startsWith(prefix) ? path.sliced(prefix.size()) : QByteArrayView();
    if (rest.isEmpty())
        return std::nullopt;
    return QString::fromUtf8(QByteArray::fromPercentEncoding(rest.toByteArray()));
}

} // namespace

class TraceApi::Private
{
public:
    using Read = core::Result<Json> (TraceReader::*)(const ReadCall &);
    struct Route {
        QByteArray method;
        QByteArray pattern; ///< after /api/public/; a final star is an id
        Keys keys;
        std::function<http::Response(const http::Request &, const QString &id)> answer;
    };

    Private(TraceStore &store, ProjectKeys projectKeys, const core::Clock &clock)
        : keys(std::move(projectKeys))
        , reader(store, Project())
        , receiver(store, clock)
    {
        addReads();
        addOthers();
    }

    void addReads()
    {
        addRead("traces", &TraceReader::traces);
        addRead("traces/*", &TraceReader::trace);
        addRead("sessions", &TraceReader::sessions);
        addRead("sessions/*", &TraceReader::session);
        addRead("observations", &TraceReader::observations);
        addRead("observations/*", &TraceReader::observation);
        addRead("projects", &TraceReader::projects);
    }

    void addOthers()
    {
        const auto health = [](const http::Request &, const QString &) {
            return jsonAnswer(200, healthJson());
        };
        for (const char *path : {"health", "ready"})
            routes.push_back({"GET", path, Keys::NotNeeded, health});
        const auto receive = [this](const http::Request &request, const QString &) {
            return receiver.receive(request);
        };
        routes.push_back({"POST", "otel/v1/traces", Keys::Needed, receive});
        const auto discard = [](const http::Request &, const QString &) {
            return jsonAnswer(200, {{"message", "OK"}});
        };
        routes.push_back({"POST", "otel/v1/metrics", Keys::Needed, discard});
    }

    void addRead(const char *pattern, Read read)
    {
        const auto answer = [this, read](const http::Request &request, const QString &id) {
            const auto json = (reader.*read)({id, QueryParameters(request.query)});
            return json ? jsonAnswer(200, *json) : errorAnswer(json.error());
        };
        routes.push_back({"GET", pattern, Keys::Needed, answer});
    }

    http::Response run(const Route &route, const http::Request &request, const QString &id)
    {
        const bool head = request.method == "HEAD" && route.method == "GET";
        if (request.method != route.method && !head)
            return methodNotAllowed(route.method);
        const auto allowed = authorise(request.headers.value("Authorization"), keys);
        if (route.keys == Keys::Needed && !allowed)
            return errorAnswer(allowed.error());
        return route.answer(request, id);
    }

    ProjectKeys keys;
    TraceReader reader;
    OtlpReceiver receiver;
    std::vector<Route> routes;
};

TraceApi::TraceApi(TraceStore &store, ProjectKeys keys, const core::Clock &clock)
    : d(std::make_unique<Private>(store, std::move(keys), clock))
{
}

TraceApi::~TraceApi() = default;

bool TraceApi::serves(QByteArrayView path)
{
    return path.startsWith(Root);
}

std::vector<TraceEndpoint> TraceApi::endpoints() const
{
    std::vector<TraceEndpoint> all;
    for (const auto &route : d->routes)
        all.push_back({route.method, Root.toByteArray() + QByteArray(route.pattern).replace("*", "{id}"),
                       route.keys == Keys::Needed});
    return all;
}

http::Response TraceApi::handle(const http::Request &request)
{
    const QByteArrayView path = request.path;
    for (const auto &route : d->routes) {
        const auto id = serves(path) ? matched(path.sliced(Root.size()), route.pattern) : std::nullopt;
        if (id)
            return d->run(route, request, *id);
    }
    return errorAnswer({core::ErrorKind::NotFound, u"No such endpoint"_s, {}, {}, nullptr});
}

} // namespace sekisho::traces
