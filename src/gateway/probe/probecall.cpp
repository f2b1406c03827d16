// SPDX-License-Identifier: GPL-3.0-or-later
#include "probecall.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

ProbeCall::ProbeCall(providers::Deployment deployment, QString mode, std::chrono::milliseconds limit,
                     Done done)
    : m_deployment(std::move(deployment))
    , m_mode(std::move(mode))
    , m_done(std::move(done))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    QObject::connect(&m_limit, &QTimer::timeout, &m_limit,
                     [this] { end(false, u"No answer within %1 s"_s.arg(m_limit.interval() / 1000.0)); });
}

void ProbeCall::start(providers::ProviderRegistry &providers)
{
    m_began = std::chrono::steady_clock::now();
    m_provider = providers.provider(m_deployment.provider);
    if (!m_provider)
        return end(false, u"The provider %1 is not spoken"_s.arg(m_deployment.provider));
    if (!m_mode.isEmpty() && m_mode != u"chat"_s)
        return end(false, u"Only chat models can be tried; this one's mode is %1"_s.arg(m_mode));
    m_limit.start();
    call("max_tokens");
}

void ProbeCall::call(const char *limitName)
{
    core::Json body{{"model", m_deployment.modelName},
                    {"messages", core::Json::array({{{"role", "user"}, {"content", "Reply with OK."}}})}};
    body[limitName] = 16;
    m_call = m_provider->startChat(m_deployment, {core::toJsonBytes(body), false, true}, *this);
}

void ProbeCall::started(const http::Headers &) {}

void ProbeCall::received(QByteArrayView) {}

void ProbeCall::completed(const providers::TokenUsage &)
{
    end(true, {});
}

void ProbeCall::failed(const providers::UpstreamError &error, const providers::TokenUsage &)
{
    // Reasoning models know the limit by its newer name only.
    const bool wantsOtherLimit =
        error.status == 400 && error.error.detail.contains(u"max_completion_tokens"_s);
    if (wantsOtherLimit && !m_triedOtherLimit) {
        m_triedOtherLimit = true;
        return call("max_completion_tokens");
    }
    end(false, error.error.detail);
}

void ProbeCall::end(bool isHealthy, const QString &error)
{
    m_limit.stop();
    m_call.reset();
    const auto took = std::chrono::steady_clock::now() - m_began;
    const ProbeOutcome outcome{isHealthy, error,
                               std::chrono::duration_cast<std::chrono::milliseconds>(took).count()};
    // It destroys this call, so it must not be a part of it.
    const Done done = std::move(m_done);
    done(outcome);
}

} // namespace sekisho::gateway
