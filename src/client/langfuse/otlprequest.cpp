// SPDX-License-Identifier: GPL-3.0-or-later
#include "otlprequest.h"

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;

ApiRequest otlpRequest(const QByteArray &body)
{
    auto request = ApiRequest::postBytes(u"/api/public/otel/v1/traces"_s, body, "application/json");
    request.headers = {{"x-langfuse-ingestion-version", "4"}, {"x-langfuse-sdk-name", "sekisho"}};
    request.retryable = false;
    return request;
}

} // namespace sekisho::client
