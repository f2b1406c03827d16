// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <providers/providerregistry.h>

#include <QTimer>

#include <functional>

namespace sekisho::gateway {

/// What came of trying a deployment.
struct ProbeOutcome {
    bool isHealthy = false;
    QString error; ///< in words, without secrets; empty when healthy
    std::int64_t milliseconds = 0;
};

/// One smallest possible chat with a deployment, to see whether it answers. Destroying it cancels.
class ProbeCall final : public providers::ChatListener
{
public:
    using Done = std::function<void(const ProbeOutcome &)>;

    /// `done` runs once, as the last thing, at the latest after `limit`; the call may be destroyed from it.
    ProbeCall(providers::Deployment deployment, QString mode, std::chrono::milliseconds limit, Done done);
    void start(providers::ProviderRegistry &providers);

    void started(const http::Headers &headers) override;
    void received(QByteArrayView bytes) override;
    void completed(const providers::TokenUsage &usage) override;
    void failed(const providers::UpstreamError &error, const providers::TokenUsage &usageSoFar) override;

private:
    void call(const char *limitName);
    void end(bool isHealthy, const QString &error);

    const providers::Deployment m_deployment;
    const QString m_mode;
    Done m_done;
    providers::Provider *m_provider = nullptr;
    bool m_triedOtherLimit = false;
    QTimer m_limit;
    std::chrono::steady_clock::time_point m_began;
    std::unique_ptr<providers::ChatCall> m_call;
};

} // namespace sekisho::gateway
