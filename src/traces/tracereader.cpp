// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracereader.h"

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Json;
using core::Result;

namespace {

Json metaOf(storage::PageRequest page, std::int64_t total)
{
    return {{"page", page.page},
            {"limit", page.limit},
            {"totalItems", total},
            {"totalPages", (total + page.limit - 1) / page.limit}};
}

template <typename T>
Json pageJson(const storage::Page<T> &page, storage::PageRequest request,
              const std::function<Json(const T &)> &item)
{
    Json data = Json::array();
    for (const T &value : page.items)
        data.push_back(item(value));
    return {{"data", std::move(data)}, {"meta", metaOf(request, page.total)}};
}

/// The JSON filter replaces the simple parameters, so ignoring it would answer another question.
Result<void> refuseFilter(const QueryParameters &query)
{
    if (query.text(u"filter"_s))
        return core::fail(ErrorKind::Unsupported, u"The parameter 'filter' is not supported here"_s);
    return {};
}

/// "timestamp.desc"
Result<void> readOrder(const std::optional<QString> &text, storage::TraceFilter &filter)
{
    using enum storage::TraceOrder;
    static const QHash<QString, storage::TraceOrder> columns{
        {u"id"_s, Id},         {u"timestamp"_s, Timestamp},   {u"name"_s, Name},
        {u"userId"_s, UserId}, {u"release"_s, Release},       {u"version"_s, Version},
        {u"public"_s, Public}, {u"bookmarked"_s, Bookmarked}, {u"sessionId"_s, SessionId},
    };
    if (!text)
        return {};
    const QStringList parts = text->split(u'.');
    const bool known = parts.size() == 2 && columns.contains(parts[0]);
    if (!known || (parts[1] != u"asc" && parts[1] != u"desc"))
        return core::fail(ErrorKind::InvalidInput, u"Must be a field and asc or desc, as timestamp.desc"_s,
                          {}, u"orderBy"_s);
    filter.orderBy = columns.value(parts[0]);
    filter.descending = parts[1] == u"desc";
    return {};
}

struct TimeRange {
    std::optional<SpanTime> from;
    std::optional<SpanTime> to;
};

Result<TimeRange> rangeOf(const QueryParameters &query, const QString &fromName, const QString &toName)
{
    const auto from = query.time(fromName);
    const auto to = query.time(toName);
    if (!from || !to)
        return core::fail(from ? to.error() : from.error());
    return TimeRange{*from, *to};
}

Result<storage::TraceFilter> traceFilter(const QueryParameters &query)
{
    if (auto refused = refuseFilter(query); !refused)
        return core::fail(refused.error());
    const auto range = rangeOf(query, u"fromTimestamp"_s, u"toTimestamp"_s);
    if (!range)
        return core::fail(range.error());
    storage::TraceFilter filter{.userId = query.text(u"userId"_s),
                                .sessionId = query.text(u"sessionId"_s),
                                .name = query.text(u"name"_s),
                                .version = query.text(u"version"_s),
                                .release = query.text(u"release"_s),
                                .tags = query.list(u"tags"_s),
                                .environments = query.list(u"environment"_s),
                                .from = range->from,
                                .to = range->to};
    if (auto ordered = readOrder(query.text(u"orderBy"_s), filter); !ordered)
        return core::fail(ordered.error());
    return filter;
}

std::optional<core::Timestamp> toMicroseconds(const std::optional<SpanTime> &time)
{
    return time ? std::optional(std::chrono::floor<std::chrono::microseconds>(*time)) : std::nullopt;
}

Result<storage::SessionFilter> sessionFilter(const QueryParameters &query)
{
    const auto range = rangeOf(query, u"fromTimestamp"_s, u"toTimestamp"_s);
    if (!range)
        return core::fail(range.error());
    return storage::SessionFilter{query.list(u"environment"_s), toMicroseconds(range->from),
                                  toMicroseconds(range->to)};
}

Result<storage::ObservationFilter> observationFilter(const QueryParameters &query)
{
    if (auto refused = refuseFilter(query); !refused)
        return core::fail(refused.error());
    const auto range = rangeOf(query, u"fromStartTime"_s, u"toStartTime"_s);
    if (!range)
        return core::fail(range.error());
    return storage::ObservationFilter{.traceId = query.text(u"traceId"_s),
                                      .name = query.text(u"name"_s),
                                      .userId = query.text(u"userId"_s),
                                      .type = query.text(u"type"_s),
                                      .level = query.text(u"level"_s),
                                      .parentId = query.text(u"parentObservationId"_s),
                                      .version = query.text(u"version"_s),
                                      .environments = query.list(u"environment"_s),
                                      .from = range->from,
                                      .to = range->to};
}

core::Failure notFound(const QString &text)
{
    return core::fail(ErrorKind::NotFound, text);
}

} // namespace

TraceReader::TraceReader(TraceStore &store, Project project)
    : m_repository(store.repository())
    , m_project(std::move(project))
{
}

Result<Json> TraceReader::traces(const ReadCall &call)
{
    const auto filter = traceFilter(call.query);
    const auto request = call.query.page();
    if (!filter || !request)
        return core::fail(filter ? request.error() : filter.error());
    const auto page = m_repository.traces(*filter, *request);
    if (!page)
        return core::fail(page.error());
    const auto fields = TraceFields::fromText(call.query.text(u"fields"_s));
    return pageJson<TraceOverview>(
        *page, *request, [&](const TraceOverview &item) { return traceJson(item, fields, m_project); });
}

Result<Json> TraceReader::trace(const ReadCall &call)
{
    const auto overview = m_repository.overview(call.id);
    if (!overview)
        return core::fail(overview.error());
    if (!*overview)
        return notFound(u"Trace %1 not found within authorized project"_s.arg(call.id));
    const auto fields = TraceFields::fromText(call.query.text(u"fields"_s));
    Json answer = traceJson(**overview, fields, m_project);
    answer["observations"] = Json::array();
    if (!fields.observations)
        return answer;
    const auto observations = m_repository.observationsOf(call.id);
    if (!observations)
        return core::fail(observations.error());
    for (const Observation &observation : *observations)
        answer["observations"].push_back(observationJson(observation, m_project));
    return answer;
}

Result<Json> TraceReader::sessions(const ReadCall &call)
{
    const auto filter = sessionFilter(call.query);
    const auto request = call.query.page();
    if (!filter || !request)
        return core::fail(filter ? request.error() : filter.error());
    const auto page = m_repository.sessions(*filter, *request);
    if (!page)
        return core::fail(page.error());
    return pageJson<TraceSession>(*page, *request,
                                  [this](const TraceSession &item) { return sessionJson(item, m_project); });
}

Result<Json> TraceReader::session(const ReadCall &call)
{
    const auto session = m_repository.session(call.id);
    if (!session)
        return core::fail(session.error());
    if (!*session)
        return notFound(u"Session not found within authorized project"_s);
    const auto traces = m_repository.tracesOf(call.id);
    if (!traces)
        return core::fail(traces.error());
    Json answer = sessionJson(**session, m_project);
    answer["traces"] = Json::array();
    for (const Trace &trace : *traces)
        answer["traces"].push_back(traceJson(trace, m_project));
    return answer;
}

Result<Json> TraceReader::observations(const ReadCall &call)
{
    const auto filter = observationFilter(call.query);
    const auto request = call.query.page();
    if (!filter || !request)
        return core::fail(filter ? request.error() : filter.error());
    const auto page = m_repository.observations(*filter, *request);
    if (!page)
        return core::fail(page.error());
    return pageJson<Observation>(
        *page, *request, [this](const Observation &item) { return observationJson(item, m_project); });
}

Result<Json> TraceReader::observation(const ReadCall &call)
{
    const auto observation = m_repository.observation(call.id);
    if (!observation)
        return core::fail(observation.error());
    if (!*observation)
        return notFound(u"Observation not found within authorized project"_s);
    return observationJson(**observation, m_project);
}

Result<Json> TraceReader::projects(const ReadCall &)
{
    const Json project{{"id", m_project.id},
                       {"name", m_project.name},
                       {"organization", {{"id", m_project.id}, {"name", m_project.name}}},
                       {"metadata", Json::object()}};
    return Json{{"data", Json::array({project})}};
}

} // namespace sekisho::traces
