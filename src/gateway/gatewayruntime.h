// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/livesettings.h"
#include "control/controlservices.h"
#include "gatewaycore.h"
#include "gatewaykeys.h"
#include "probe/healthservice.h"

#include <QLockFile>

#include <atomic>

namespace sekisho::traces {
class TraceStore;
}

namespace sekisho::gateway {

class BudgetWatch;
class Webhook;
struct BudgetEvent;

/// One run of a gateway: its threads, stores and server, from start to end. Made and destroyed on any thread;
/// destroying closes connections at once and leaves every recorded row in the database.
class GatewayRuntime
{
public:
    explicit GatewayRuntime(GatewayOptions options);
    ~GatewayRuntime();

    /// Once. Opens the stores, replays what the last run left, listens.
    core::Async<GatewayInfo> start();
    /// From any thread: start() ends with Cancelled after the step it is at.
    void cancelStart() { m_isCancelled = true; }
    /// Once started: see Gateway::reload().
    core::Async<QStringList> reload(GatewayConfig config);
    /// Takes nothing new, lets calls under way end for at most `grace`.
    QFuture<void> drain(std::chrono::milliseconds grace);

private:
    using Promise = std::shared_ptr<QPromise<core::Result<GatewayInfo>>>;

    // The steps of start(), in their order; the first and the last on the management thread.
    core::Result<void> prepare();
    core::Result<void> openTraces();
    core::Result<GatewayInfo> serve();
    void openLedgerThen(const Promise &promise);
    void openTracesThen(const Promise &promise);
    /// Runs a step, unless start() was cancelled.
    template <typename T, typename Step>
    core::Result<T> unlessCancelled(Step step);

    core::Result<void> makeDataDir() const;
    core::Result<void> lockDataDir();
    core::Result<void> openDatabase();
    core::Result<void> reloadAll();
    core::Result<QStringList> follow(const GatewayConfig &config);
    core::Result<void> followSettings(const GatewaySettings &settings);
    GatewayCore makeCore(const GatewaySettings &settings);
    void watchDatabase();
    core::Result<void> openModels();
    void startTimers();
    void startAlerts();
    void tell(const BudgetEvent &event);
    core::Result<quint16> listen();
    core::Result<http::ServerOptions> serverOptions() const;
    GatewayInfo infoFor(quint16 port) const;
    QStringList warnings() const;
    QString inDataDir(const QString &name) const;
    storage::DatabaseAddress databaseAddress() const;

    const GatewayOptions m_options; ///< as at the start
    GatewaySettings m_settings;     ///< as they are now; on m_management
    LiveSettings m_liveSettings;
    const std::shared_ptr<const core::Clock> m_clock;
    const std::shared_ptr<KeyKeeper> m_keeper;
    const std::shared_ptr<storage::ServerLease> m_lease; ///< null: the data folder's lock is enough
    QLockFile m_lock;
    GatewayKeys m_keys;
    Directory m_directory;
    LiveModels m_models;
    HealthView m_healthView;
    AddressGate m_gate;
    std::unique_ptr<Webhook> m_webhook;            ///< goes after the management thread, too
    std::unique_ptr<BudgetWatch> m_budgetWatch;    ///< on m_management
    Prober m_prober;                               ///< goes after the management thread, which gives it work
    std::unique_ptr<storage::Database> m_database; ///< on m_management
    std::unique_ptr<QObject> m_resets;             ///< on m_management; runs BudgetReset
    std::unique_ptr<ModelRegistry> m_registry;     ///< on m_management
    std::unique_ptr<HealthService> m_health;       ///< on m_management
    std::unique_ptr<ControlServices> m_services;   ///< on m_management
    std::unique_ptr<traces::TraceStore> m_traceStore; ///< on m_traceThread
    std::unique_ptr<traces::TraceApi> m_traceApi;     ///< on m_traceThread
    std::unique_ptr<RouteTable> m_routes;
    std::unique_ptr<MasterKey> m_master;
    core::TaskThread m_management;
    core::TaskThread m_traceThread;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<RateLimiter> m_rates;
    QByteArray m_openApi;   ///< of m_routes
    QByteArray m_routeList; ///< the same in short
    std::unique_ptr<http::Server> m_server;
    QFuture<core::Result<GatewayInfo>> m_started;
    std::atomic_bool m_isCancelled{false};
};

} // namespace sekisho::gateway
