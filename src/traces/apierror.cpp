// SPDX-License-Identifier: GPL-3.0-or-later
#include "apierror.h"

#include <core/logging.h>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Json;

namespace {

struct Shape {
    int status;
    const char *name; ///< null where Langfuse sends only a message
};

Shape shapeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::InvalidInput:
        return {400, "InvalidRequestError"};
    case ErrorKind::Unauthenticated:
        return {401, nullptr};
    case ErrorKind::Forbidden:
        return {403, nullptr};
    case ErrorKind::NotFound:
        return {404, "LangfuseNotFoundError"};
    case ErrorKind::TooLarge:
        return {413, "PayloadTooLargeError"};
    case ErrorKind::Unsupported:
        return {501, "NotImplementedError"};
    // The one that exporters send again after.
    case ErrorKind::Storage:
    case ErrorKind::Unavailable:
        return {503, "ServiceUnavailableError"};
    default:
        return {500, "InternalServerError"};
    }
}

/// As the schema validator of Langfuse's server puts it.
Json invalidParameter(const core::Error &error)
{
    const Json issue{{"code", "custom"}, {"path", Json::array({error.param})}, {"message", error.detail}};
    return {{"message", "Invalid request data"}, {"error", Json::array({issue})}};
}

} // namespace

http::Response jsonAnswer(int status, const Json &body)
{
    http::Response response{.status = status, .body = core::toJsonBytes(body)};
    response.headers.set("Content-Type", "application/json; charset=utf-8");
    return response;
}

http::Response errorAnswer(const core::Error &error)
{
    const Shape shape = shapeOf(error.kind);
    if (error.kind == ErrorKind::InvalidInput && !error.param.isEmpty())
        return jsonAnswer(shape.status, invalidParameter(error));
    Json body{{"message", error.detail}};
    const bool isStorage = error.kind == ErrorKind::Storage;
    if (shape.status == 500 || isStorage) {
        qCWarning(core::lcTraces).noquote() << "Request failed:" << core::describe(error);
        body["message"] =
            isStorage ? "The trace store cannot be used at the moment." : "Internal Server Error";
    }
    if (shape.name)
        body["error"] = shape.name;
    return jsonAnswer(shape.status, body);
}

http::Response otlpErrorAnswer(int status, const QString &text)
{
    return jsonAnswer(status, {{"error", text}});
}

} // namespace sekisho::traces
