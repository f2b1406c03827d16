// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionprobe.h"

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;

ConnectionProbe::ConnectionProbe(ApiTransport *transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_gateway(transport)
{
}

core::Async<ConnectionReport> ConnectionProbe::run()
{
    m_promise.start();
    m_watch.start();
    auto future = m_promise.future();
    auto *watcher = new QFutureWatcher<core::Result<ConnectionReport>>(this);
    connect(watcher, &QFutureWatcherBase::canceled, this, &QObject::deleteLater);
    watcher->setFuture(future);
    QTimer::singleShot(0, this, &ConnectionProbe::testAddress);
    return future;
}

void ConnectionProbe::testAddress()
{
    const auto &url = m_transport->endpoint().baseUrl;
    const bool isWeb = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    if (!url.isValid() || !isWeb || url.host().isEmpty()) {
        blame(Hop::Address,
              {core::ErrorKind::InvalidInput, u"Not an http or https address"_s, {}, {}, nullptr});
        return;
    }
    pass(Hop::Address);
    testGateway();
}

void ConnectionProbe::testGateway()
{
    m_gateway.health().readiness().then(
        this, [this](const core::Result<GatewayHealth> &health) { takeHealth(health); });
}

void ConnectionProbe::takeHealth(const core::Result<GatewayHealth> &health)
{
    if (health) {
        m_report.health = *health;
        pass(Hop::Network);
        pass(Hop::Gateway);
        testKey();
        return;
    }
    // Without a status nobody answered; with one, somebody did who is no gateway, or not well.
    const auto kind = health.error().kind;
    if (kind == core::ErrorKind::Network || health.error().code == "timeout"_L1) {
        blame(Hop::Network, health.error());
        return;
    }
    pass(Hop::Network);
    blame(Hop::Gateway, health.error());
}

void ConnectionProbe::testKey()
{
    m_gateway.health().caller().then(this,
                                     [this](const core::Result<CallerInfo> &caller) { takeCaller(caller); });
}

void ConnectionProbe::takeCaller(const core::Result<CallerInfo> &caller)
{
    if (!caller) {
        blame(Hop::Key, caller.error());
        return;
    }
    m_report.caller = *caller;
    pass(Hop::Key);
    testModels();
}

void ConnectionProbe::testModels()
{
    m_gateway.models().list().then(
        this, [this](const core::Result<QList<ModelInfo>> &models) { takeModels(models); });
}

void ConnectionProbe::takeModels(const core::Result<QList<ModelInfo>> &models)
{
    if (!models) {
        blame(Hop::Models, models.error());
        return;
    }
    m_report.models = *models;
    if (models->isEmpty()) {
        blame(Hop::Models, {core::ErrorKind::NotFound, u"The key may not use any model"_s, {}, {}, nullptr});
        return;
    }
    pass(Hop::Models);
    finish();
}

void ConnectionProbe::pass(Hop hop)
{
    m_report.hops << HopResult{hop, HopState::Passed, {}, std::chrono::milliseconds(m_watch.restart())};
}

void ConnectionProbe::blame(Hop hop, const core::Error &error)
{
    m_report.hops << HopResult{hop, HopState::Failed, error, std::chrono::milliseconds(m_watch.restart())};
    for (int next = static_cast<int>(hop) + 1; next <= static_cast<int>(Hop::Models); ++next)
        m_report.hops << HopResult{static_cast<Hop>(next), HopState::Skipped, {}, {}};
    finish();
}

void ConnectionProbe::finish()
{
    m_promise.addResult(core::Result<ConnectionReport>(m_report));
    m_promise.finish();
    deleteLater();
}

} // namespace sekisho::client
