// SPDX-License-Identifier: GPL-3.0-or-later
#include "otlpreader.h"

#include <limits>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using core::Result;
using storage::SpanTime;

namespace {

core::Failure invalid(const QString &what)
{
    return core::fail(core::ErrorKind::InvalidInput, u"Invalid OTLP trace export: %1"_s.arg(what));
}

/// The list of this name; empty when it is absent.
Result<const Json *> listOf(const Json &object, const char *field)
{
    static const Json none = Json::array();
    const Json &list = core::memberOr(object, field);
    if (list.is_null())
        return &none;
    if (!list.is_array())
        return invalid(u"%1 is not an array"_s.arg(QString::fromUtf8(field)));
    return &list;
}

Json toValue(const Json &any);

Json listValue(const Json &array)
{
    Json list = Json::array();
    for (const Json &item : core::memberOr(array, "values"))
        list.push_back(toValue(item));
    return list;
}

Json keyValues(const Json &kvlist)
{
    Json object = Json::object();
    for (const Json &item : core::memberOr(kvlist, "values"))
        object[core::stringOr(item, "key").toStdString()] = toValue(core::memberOr(item, "value"));
    return object;
}

Json intValue(const Json &value)
{
    if (!value.is_string())
        return value;
    bool ok = false;
    const qlonglong number = value.get<QString>().toLongLong(&ok);
    return ok ? Json(number) : value;
}

/// AnyValue to plain JSON; lists of pairs and bytes become JSON text, as in Langfuse.
Json toValue(const Json &any)
{
    if (!any.is_object())
        return any;
    for (const char *plain : {"stringValue", "boolValue", "doubleValue"}) {
        if (const Json &value = core::memberOr(any, plain); !value.is_null())
            return value;
    }
    if (const Json &value = core::memberOr(any, "intValue"); !value.is_null())
        return intValue(value);
    if (const Json &value = core::memberOr(any, "arrayValue"); !value.is_null())
        return listValue(value);
    if (const Json &value = core::memberOr(any, "kvlistValue"); !value.is_null())
        return textOf(keyValues(value));
    if (const Json &value = core::memberOr(any, "bytesValue"); !value.is_null())
        return textOf(value);
    return nullptr;
}

Result<Attributes> attributesOf(const Json &object)
{
    const auto list = listOf(object, "attributes");
    if (!list)
        return core::fail(list.error());
    Attributes attributes;
    for (const Json &item : **list)
        attributes[core::stringOr(item, "key").toStdString()] = toValue(core::memberOr(item, "value"));
    return attributes;
}

bool isByteList(const Json &value)
{
    const auto isByte = [](const Json &b) { return b.is_number_integer() && b >= 0 && b <= 255; };
    return value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), isByte);
}

QString hexOf(const Json &bytes)
{
    QByteArray raw;
    for (const Json &byte : bytes)
        raw.append(char(byte.get<int>()));
    return QString::fromLatin1(raw.toHex());
}

/// Text as it is; {"type": "Buffer", "data": [...]} and lists of bytes as hexadecimal; empty when unusable.
QString idOf(const Json &value)
{
    constexpr qsizetype LongestId = 800;
    if (value.is_string())
        return value.get<QString>().left(LongestId);
    const Json &bytes = value.is_object() ? core::memberOr(value, "data") : value;
    return isByteList(bytes) ? hexOf(bytes) : QString();
}

std::optional<qint64> wholeNumber(const Json &value)
{
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<qint64>::max()))
        return std::nullopt;
    if (value.is_number_integer())
        return value.get<qint64>();
    if (value.is_number() && std::abs(value.get<double>()) < 9.2e18)
        return qint64(value.get<double>());
    return std::nullopt;
}

std::optional<qint64> halves(const Json &value)
{
    const auto high = wholeNumber(core::memberOr(value, "high"));
    const auto low = wholeNumber(core::memberOr(value, "low"));
    if (!high || !low || *high < 0 || *high > std::numeric_limits<qint32>::max())
        return std::nullopt;
    return (*high << 32) | (*low & 0xffffffff);
}

std::optional<SpanTime> timeOf(const Json &value)
{
    std::optional<qint64> nanos;
    bool ok = true;
    if (value.is_string())
        nanos = value.get<QString>().toLongLong(&ok);
    else
        nanos = value.is_object() ? halves(value) : wholeNumber(value);
    if (!ok || !nanos || *nanos <= 0)
        return std::nullopt;
    return SpanTime(std::chrono::nanoseconds(*nanos));
}

void readTimes(const Json &json, SpanTime now, OtlpSpan &span)
{
    const auto start = timeOf(core::memberOr(json, "startTimeUnixNano"));
    const auto end = timeOf(core::memberOr(json, "endTimeUnixNano"));
    span.start = start.value_or(end.value_or(now));
    span.end = std::max(end.value_or(span.start), span.start);
}

/// Both the number and the name of the enum are in use.
int statusCodeOf(const Json &status)
{
    if (core::stringOr(status, "code") == u"STATUS_CODE_ERROR")
        return 2;
    return int(core::integerOr(status, "code"));
}

Result<void> readEvents(const Json &json, OtlpSpan &span)
{
    const auto events = listOf(json, "events");
    if (!events)
        return core::fail(events.error());
    for (const Json &event : **events) {
        auto attributes = attributesOf(event);
        if (!attributes)
            return core::fail(attributes.error());
        span.events.append({core::stringOr(event, "name"), std::move(*attributes)});
    }
    return {};
}

Result<OtlpSpan> readSpan(const Json &json, SpanTime now)
{
    OtlpSpan span;
    span.traceId = idOf(core::memberOr(json, "traceId"));
    span.spanId = idOf(core::memberOr(json, "spanId"));
    if (span.traceId.isEmpty() || span.spanId.isEmpty())
        return invalid(u"a span has no usable traceId or spanId"_s);
    span.parentSpanId = idOf(core::memberOr(json, "parentSpanId"));
    span.name = core::stringOr(json, "name");
    readTimes(json, now, span);
    const Json &status = core::memberOr(json, "status");
    span.statusCode = statusCodeOf(status);
    span.statusMessage = core::stringOr(status, "message");
    auto attributes = attributesOf(json);
    if (!attributes)
        return core::fail(attributes.error());
    span.attributes = std::move(*attributes);
    if (auto read = readEvents(json, span); !read)
        return core::fail(read.error());
    return span;
}

Result<OtlpScope> readScope(const Json &json)
{
    auto attributes = attributesOf(json);
    if (!attributes)
        return core::fail(attributes.error());
    return OtlpScope{core::stringOr(json, "name"), core::stringOr(json, "version"), std::move(*attributes)};
}

using Visit = std::function<void(const OtlpSource &)>;

Result<void> readScopeSpans(const Json &json, const Attributes &resource, SpanTime now, const Visit &visit)
{
    const auto scope = readScope(core::memberOr(json, "scope"));
    const auto spans = listOf(json, "spans");
    if (!scope || !spans)
        return core::fail(scope ? spans.error() : scope.error());
    for (const Json &item : **spans) {
        const auto span = readSpan(item, now);
        if (!span)
            return core::fail(span.error());
        visit({*span, *scope, resource});
    }
    return {};
}

Result<void> readResourceSpans(const Json &json, SpanTime now, const Visit &visit)
{
    const auto resource = attributesOf(core::memberOr(json, "resource"));
    const auto scopes = listOf(json, "scopeSpans");
    if (!resource || !scopes)
        return core::fail(resource ? scopes.error() : resource.error());
    for (const Json &scope : **scopes) {
        if (auto read = readScopeSpans(scope, *resource, now, visit); !read)
            return read;
    }
    return {};
}

} // namespace

Result<void> readOtlp(const Json &request, SpanTime now, const Visit &visit)
{
    if (!request.is_object())
        return invalid(u"not an object"_s);
    const auto resources = listOf(request, "resourceSpans");
    if (!resources)
        return core::fail(resources.error());
    for (const Json &resource : **resources) {
        if (auto read = readResourceSpans(resource, now, visit); !read)
            return read;
    }
    return {};
}

} // namespace sekisho::traces
