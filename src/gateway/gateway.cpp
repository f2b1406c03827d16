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
    setState(State::Starting);
    m_runtime = std::make_unique<GatewayRuntime>(std::move(options));
    return m_runtime->start().then(
        this, [this](core::Result<GatewayInfo> result) { return takeStart(std::move(result)); });
}

core::Result<GatewayInfo> Gateway::takeStart(core::Result<GatewayInfo> result)
{
    if (!result)
        m_runtime.reset();
    setState(result ? State::Running : State::Stopped);
    return result;
}

QFuture<void> Gateway::drain(std::chrono::milliseconds grace)
{
    if (m_state != State::Running)
        return QtFuture::makeReadyFuture();
    setState(State::Draining);
    return m_runtime->drain(grace).then(this, [this] {
        m_runtime.reset();
        setState(State::Stopped);
    });
}

void Gateway::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace sekisho::gateway
