// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/connectionchecks.h>

#include <memory>

namespace sekisho::tests {

/// Answers connection checks when the test says so, and remembers what was asked.
class FakeChecks final : public models::ConnectionChecks
{
public:
    using Report = core::Result<client::ConnectionReport>;
    using Info = core::Result<client::LangfuseInfo>;

    core::Async<client::ConnectionReport> checkGateway(const client::ServerEndpoint &endpoint) override
    {
        gateways.append(endpoint);
        return begin(m_gateway);
    }
    core::Async<client::LangfuseInfo> checkLangfuse(const client::LangfuseEndpoint &endpoint) override
    {
        langfuses.append(endpoint);
        return begin(m_langfuse);
    }

    void answerGateway(const Report &report) { end(m_gateway, report); }
    void answerLangfuse(const Info &info) { end(m_langfuse, info); }
    bool gatewayCancelled() const { return m_gateway && m_gateway->isCanceled(); }

    QList<client::ServerEndpoint> gateways;
    QList<client::LangfuseEndpoint> langfuses;

private:
    template <typename Answer>
    static QFuture<Answer> begin(std::shared_ptr<QPromise<Answer>> &promise)
    {
        promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        return promise->future();
    }
    template <typename Answer>
    static void end(std::shared_ptr<QPromise<Answer>> &promise, const Answer &answer)
    {
        promise->addResult(answer);
        promise->finish();
    }

    std::shared_ptr<QPromise<Report>> m_gateway;
    std::shared_ptr<QPromise<Info>> m_langfuse;
};

} // namespace sekisho::tests
