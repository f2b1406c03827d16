// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway.h"

#include "gatewayruntime.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

Gateway::Gateway(QObject *parent)
    : QObject(parent)
{
}

Gateway::~Gateway() = default;

core::Async<GatewayInfo> Gateway::start(GatewayOptions options)
{
    if (m_state != State::Stopped)
        return core::readyFuture<GatewayInfo>(core::fail(ErrorKind::Conflict, u"The gateway runs already"_s));
    m_starting = std::make_unique<QPromise<core::Result<GatewayInfo>>>();
    m_starting->start();
    const auto started = m_starting->future();
    setState(State::Starting);
    m_runtime = std::make_unique<GatewayRuntime>(std::move(options));
    m_runtime->start().then(this, [this](const core::Result<GatewayInfo> &result) { takeStart(result); });
    return started;
}

void Gateway::takeStart(const core::Result<GatewayInfo> &result)
{
    m_startResult = result;
    if (result && m_state == State::Starting) {
        setState(State::Running);
        return finishStart();
    }
    if (result)
        m_startResult = core::fail(ErrorKind::Cancelled, u"The gateway was stopped while it started"_s);
    release(QtFuture::makeReadyFuture());
}

QFuture<void> Gateway::drain(std::chrono::milliseconds grace)
{
    if (m_state == State::Stopped)
        return QtFuture::makeReadyFuture();
    const State former = std::exchange(m_state, State::Draining);
    m_draining.emplace_back().start();
    const auto drained = m_draining.back().future();
    if (former != State::Draining)
        Q_EMIT stateChanged(m_state);
    if (former == State::Running)
        release(m_runtime->drain(grace));
    else if (former == State::Starting && m_runtime)
        m_runtime->cancelStart();
    return drained;
}

core::Async<QStringList> Gateway::reload(GatewayConfig config)
{
    if (m_state != State::Running)
        return core::readyFuture<QStringList>(core::fail(ErrorKind::Conflict, u"The gateway does not run"_s));
    return m_runtime->reload(std::move(config));
}

/// Takes the runtime apart on another thread: it waits for its own threads, which may have rows to write.
void Gateway::release(const QFuture<void> &after)
{
    auto runtime = std::make_shared<std::unique_ptr<GatewayRuntime>>(std::move(m_runtime));
    QFuture<void>(after).then(QtFuture::Launch::Async, [runtime] { runtime->reset(); }).then(this, [this] {
        released();
    });
}

void Gateway::released()
{
    setState(State::Stopped);
    finishStart();
    for (QPromise<void> &waiting : std::exchange(m_draining, {}))
        waiting.finish();
}

void Gateway::finishStart()
{
    if (const auto starting = std::exchange(m_starting, nullptr)) {
        starting->addResult(m_startResult);
        starting->finish();
    }
}

void Gateway::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace sekisho::gateway
