// SPDX-License-Identifier: GPL-3.0-or-later
#include "otlpreceiver.h"

#include "apierror.h"
#include "gzip.h"
#include "spandecoder.h"

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int NewestIngestionVersion = 4;

/// The header in either spelling that SDKs use.
QByteArray langfuseHeader(const http::Request &request, QByteArray name)
{
    const QByteArray value = request.headers.value(name);
    return value.isEmpty() ? request.headers.value(name.replace('-', '_')) : value;
}

std::optional<http::Response> refuseVersion(const http::Request &request)
{
    const QByteArray text = langfuseHeader(request, "x-langfuse-ingestion-version");
    if (text.isEmpty())
        return std::nullopt;
    bool ok = false;
    const int version = text.toInt(&ok);
    if (ok && version <= NewestIngestionVersion)
        return std::nullopt;
    const auto reason = u"Unsupported x-langfuse-ingestion-version: \"%1\". Maximum supported: \"%2\"."_s;
    return otlpErrorAnswer(400, reason.arg(QString::fromUtf8(text)).arg(NewestIngestionVersion));
}

std::optional<http::Response> refuseType(const http::Request &request)
{
    const QByteArray type = request.headers.value("Content-Type").toLower();
    if (type.contains("application/json"))
        return std::nullopt;
    if (type.contains("application/x-protobuf"))
        return otlpErrorAnswer(415, u"OTLP protobuf is not supported here; send OTLP JSON "
                                    "(OTEL_EXPORTER_OTLP_PROTOCOL=http/json)"_s);
    return otlpErrorAnswer(400, u"Invalid content type"_s);
}

core::Result<QByteArray> unpacked(const http::Request &request)
{
    const QByteArray encoding = request.headers.value("Content-Encoding").toLower().trimmed();
    if (encoding.isEmpty() || encoding == "identity")
        return request.body;
    if (encoding != "gzip")
        return core::fail(core::ErrorKind::InvalidInput, u"Unknown content encoding"_s);
    return gunzip(request.body, OtlpReceiver::LargestBody);
}

} // namespace

OtlpReceiver::OtlpReceiver(TraceStore &store, const core::Clock &clock)
    : m_store(store)
    , m_clock(clock)
{
}

http::Response OtlpReceiver::receive(const http::Request &request)
{
    if (auto refusal = refuseVersion(request))
        return *refusal;
    if (auto refusal = refuseType(request))
        return *refusal;
    if (request.body.size() > LargestBody)
        return otlpErrorAnswer(413, u"Request body too large"_s);
    const auto body = unpacked(request);
    if (body)
        return ingest(*body);
    return body.error().kind == core::ErrorKind::TooLarge
               ? otlpErrorAnswer(413, body.error().detail)
               : otlpErrorAnswer(400, u"Failed to decompress request body"_s);
}

http::Response OtlpReceiver::ingest(QByteArrayView json)
{
    const auto request = core::parseJson(json);
    if (!request)
        return otlpErrorAnswer(400, u"Failed to parse OTel JSON Trace"_s);
    const auto now = m_clock.now();
    const auto spans = decodeOtlp(*request, now);
    if (!spans)
        return otlpErrorAnswer(400, spans.error().detail);
    if (const auto stored = m_store.ingest(*spans, now); !stored)
        return errorAnswer(stored.error());
    return jsonAnswer(200, core::Json::object());
}

} // namespace sekisho::traces
