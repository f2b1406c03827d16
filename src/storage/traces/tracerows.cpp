// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracerows.h"

namespace sekisho::storage {

const QString TraceColumns =
    QStringLiteral("id, timestamp_ns, name, user_id, session_id, release, version, environment, tags, input, "
                   "output, metadata, public, bookmarked, name_given, input_given, output_given, created_at, "
                   "updated_at");
const QString ObservationColumns =
    QStringLiteral("trace_id, id, parent_id, type, name, environment, start_ns, end_ns, completion_start_ns, "
                   "level, status_message, version, input, output, metadata, model, model_parameters, "
                   "usage_details, cost_details, total_cost, prompt_name, prompt_version, created_at, "
                   "updated_at");

namespace {

QString toText(const core::Json &value)
{
    return QString::fromUtf8(core::toJsonBytes(value));
}

core::Json toJsonObject(const QString &text)
{
    auto value = core::parseJson(text.toUtf8());
    return value && value->is_object() ? std::move(*value) : core::Json::object();
}

QStringList toList(const QString &text)
{
    const auto value = core::parseJson(text.toUtf8());
    return value ? core::stringsOr({{"list", *value}}, "list") : QStringList();
}

template <typename T>
std::map<QString, T> toAmounts(const QString &text)
{
    std::map<QString, T> amounts;
    const core::Json object = toJsonObject(text);
    for (const auto &[kind, amount] : object.items()) {
        if (amount.is_number())
            amounts[QString::fromStdString(kind)] = amount.template get<T>();
    }
    return amounts;
}

template <typename T>
QString amountsText(const std::map<QString, T> &amounts)
{
    auto object = core::Json::object();
    for (const auto &[kind, amount] : amounts)
        object[kind.toStdString()] = amount;
    return toText(object);
}

std::optional<SpanTime> optionalNanos(const Row &row, int column)
{
    const auto nanos = row.optionalInteger(column);
    return nanos ? std::optional(fromNanos(*nanos)) : std::nullopt;
}

QVariant bindNanos(const std::optional<SpanTime> &time)
{
    return time ? QVariant(toNanos(*time)) : QVariant(QMetaType::fromType<qint64>());
}

void readTraceFlags(const Row &row, Trace &trace)
{
    trace.isPublic = row.boolean(12);
    trace.bookmarked = row.boolean(13);
    trace.nameGiven = row.boolean(14);
    trace.inputGiven = row.boolean(15);
    trace.outputGiven = row.boolean(16);
    trace.createdAt = row.time(17);
    trace.updatedAt = row.time(18);
}

void readGeneration(const Row &row, Observation &observation)
{
    observation.model = row.optionalText(15);
    observation.modelParameters = toJsonObject(row.text(16));
    observation.usage = toAmounts<std::int64_t>(row.text(17));
    observation.cost = toAmounts<double>(row.text(18));
    if (!row.isNull(19))
        observation.totalCost = row.real(19);
    observation.promptName = row.optionalText(20);
    observation.promptVersion = row.optionalInteger(21);
}

} // namespace

Trace readTrace(const Row &row)
{
    Trace trace;
    trace.id = row.text(0);
    trace.timestamp = fromNanos(row.integer(1));
    trace.name = row.optionalText(2);
    trace.userId = row.optionalText(3);
    trace.sessionId = row.optionalText(4);
    trace.release = row.optionalText(5);
    trace.version = row.optionalText(6);
    trace.environment = row.text(7);
    trace.tags = toList(row.text(8));
    trace.input = row.optionalText(9);
    trace.output = row.optionalText(10);
    trace.metadata = toJsonObject(row.text(11));
    readTraceFlags(row, trace);
    return trace;
}

Observation readObservation(const Row &row)
{
    Observation observation;
    observation.traceId = row.text(0);
    observation.id = row.text(1);
    observation.parentId = row.optionalText(2);
    observation.type = row.text(3);
    observation.name = row.optionalText(4);
    observation.environment = row.text(5);
    observation.startTime = fromNanos(row.integer(6));
    observation.endTime = optionalNanos(row, 7);
    observation.completionStartTime = optionalNanos(row, 8);
    observation.level = row.text(9);
    observation.statusMessage = row.optionalText(10);
    observation.version = row.optionalText(11);
    observation.input = row.optionalText(12);
    observation.output = row.optionalText(13);
    observation.metadata = toJsonObject(row.text(14));
    readGeneration(row, observation);
    observation.createdAt = row.time(22);
    observation.updatedAt = row.time(23);
    return observation;
}

TraceSession readSession(const Row &row)
{
    return {row.text(0), row.text(1), row.time(2)};
}

QVariantList traceValues(const Trace &trace)
{
    return {trace.id,
            toNanos(trace.timestamp),
            bind(trace.name),
            bind(trace.userId),
            bind(trace.sessionId),
            bind(trace.release),
            bind(trace.version),
            trace.environment,
            toText(core::toJson(trace.tags)),
            bind(trace.input),
            bind(trace.output),
            toText(trace.metadata),
            trace.isPublic,
            trace.bookmarked,
            trace.nameGiven,
            trace.inputGiven,
            trace.outputGiven,
            bind(trace.createdAt),
            bind(trace.updatedAt)};
}

QVariantList observationValues(const Observation &observation)
{
    const auto &total = observation.totalCost;
    return {observation.traceId,
            observation.id,
            bind(observation.parentId),
            observation.type,
            bind(observation.name),
            observation.environment,
            toNanos(observation.startTime),
            bindNanos(observation.endTime),
            bindNanos(observation.completionStartTime),
            observation.level,
            bind(observation.statusMessage),
            bind(observation.version),
            bind(observation.input),
            bind(observation.output),
            toText(observation.metadata),
            bind(observation.model),
            toText(observation.modelParameters),
            amountsText(observation.usage),
            amountsText(observation.cost),
            total ? QVariant(*total) : QVariant(QMetaType::fromType<double>()),
            bind(observation.promptName),
            bind(observation.promptVersion),
            bind(observation.createdAt),
            bind(observation.updatedAt)};
}

qint64 toNanos(SpanTime time)
{
    return time.time_since_epoch().count();
}

std::optional<qint64> toNanos(const std::optional<SpanTime> &time)
{
    return time ? std::optional(toNanos(*time)) : std::nullopt;
}

SpanTime fromNanos(std::int64_t nanos)
{
    return SpanTime(std::chrono::nanoseconds(nanos));
}

} // namespace sekisho::storage
