// SPDX-License-Identifier: GPL-3.0-or-later
#include "modeloperations.h"

#include "failure.h"

namespace sekisho::client {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {
using Models = QList<ModelInfo>;
using ModelsPromise = std::shared_ptr<QPromise<Result<Models>>>;

Result<Models> namesFrom(const Json &answer)
{
    if (!core::memberOr(answer, "data").is_array())
        return core::fail(core::ErrorKind::Upstream, u"The answer to /v1/models has no list"_s,
                          CodeNotTheApi);
    return modelsFrom(answer);
}

void end(const ModelsPromise &promise, Result<Models> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

/// The list stands without the details: many gateways keep /model/info from ordinary keys.
void readDetails(ApiTransport *transport, const ModelsPromise &promise, const Models &models)
{
    transport
        ->fetchJson<Json>(ApiRequest::get(u"/model/info"_s),
                          [](const Json &json) { return Result<Json>(json); })
        .then(transport, [promise, models](const Result<Json> &answer) {
            auto detailed = models;
            if (answer)
                addDetails(detailed, *answer);
            end(promise, detailed);
        });
}
} // namespace

ModelOperations::ModelOperations(ApiTransport *transport)
    : m_transport(transport)
{
}

core::Async<Models> ModelOperations::list() const
{
    auto promise = std::make_shared<QPromise<Result<Models>>>();
    promise->start();
    m_transport->fetchJson<Models>(ApiRequest::get(u"/v1/models"_s), namesFrom)
        .then(m_transport, [transport = m_transport, promise](const Result<Models> &models) {
            if (models && !promise->isCanceled())
                readDetails(transport, promise, *models);
            else
                end(promise, models);
        });
    return promise->future();
}

} // namespace sekisho::client
