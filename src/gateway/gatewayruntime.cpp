// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayruntime.h"

#include "alerts/budgetwatch.h"
#include "alerts/webhook.h"
#include "catalog/modelregistry.h"
#include "control/allowediproutes.h"
#include "control/budgetreset.h"
#include "control/keyrotation.h"
#include "directoryloader.h"
#include "directoryreload.h"
#include "errorenvelope.h"
#include "openapi/openapidocument.h"
#include "proxybudget.h"
#include "raterecall.h"
#include "reloadinghandler.h"
#include "tlsfiles.h"

#include <core/ids.h>
#include <core/logging.h>
#include <traces/tracestore.h>

#include <QDir>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static std::shared_ptr<const core::Clock> clockOf(const GatewayOptions &options)
{
    return options.clock ? options.clock : std::make_shared<core::SystemClock>();
}

static std::shared_ptr<KeyKeeper> keeperOf(const GatewayOptions &options)
{
    return options.keeper ? options.keeper : std::make_shared<FileKeyKeeper>(options.dataDir);
}

/// What the file leaves open, the environment may say.
static GatewayOptions completed(GatewayOptions options)
{
    auto &store = options.config.settings.storeModelInDb;
    const QString name = u"STORE_MODEL_IN_DB"_s;
    const QString said = options.config.variables.value(name, options.environment.value(name));
    if (!store && !said.isEmpty())
        store = said.compare(u"true"_s, Qt::CaseInsensitive) == 0;
    const QString grace = u"LITELLM_KEY_ROTATION_GRACE_PERIOD"_s;
    options.config.settings.keyRotationGrace =
        options.config.variables.value(grace, options.environment.value(grace));
    if (options.config.settings.webhookUrl.isEmpty())
        options.config.settings.webhookUrl = core::SecretString(
            options.config.variables.value(u"WEBHOOK_URL"_s, options.environment.value(u"WEBHOOK_URL"_s)));
    return options;
}

static std::shared_ptr<storage::ServerLease> leaseFor(const GatewayOptions &options)
{
    return options.databaseUrl.isEmpty() ? nullptr : std::make_shared<storage::ServerLease>(core::newUuid());
}

GatewayRuntime::GatewayRuntime(GatewayOptions options)
    : m_options(completed(std::move(options)))
    , m_settings(m_options.config.settings)
    , m_liveSettings(m_settings)
    , m_clock(clockOf(m_options))
    , m_keeper(keeperOf(m_options))
    , m_lease(leaseFor(m_options))
    , m_lock(inDataDir(u"gateway.lock"_s))
    , m_models(std::make_shared<const ModelTable>(std::vector<ServedModel>(), ModelAccess()))
    , m_management(u"management"_s)
    , m_traceThread(u"traces"_s)
    , m_ledger(std::make_unique<Ledger>(inDataDir(u"journal"_s)))
    , m_rates(std::make_unique<RateLimiter>(*m_clock))
    , m_server(std::make_unique<http::Server>())
{
    const GatewaySettings &settings = m_options.config.settings;
    m_ledger->setRetention({settings.logRetention, settings.retentionInterval, m_clock});
    m_ledger->onCommitted([this](const QList<storage::SpendLog> &rows) {
        m_management.post([this, rows] {
            if (m_budgetWatch)
                m_budgetWatch->look(rows);
        });
    });
    if (settings.storePromptsInSpendLogs && !settings.turnOffMessageLogging)
        m_ledger->keepPayloads();
}

GatewayRuntime::~GatewayRuntime()
{
    cancelStart();
    // Those who give work to others go first: the threads of start(), the I/O threads, the ledger.
    m_started.waitForFinished();
    m_server.reset();
    m_ledger.reset();
    // Databases are closed on the threads that opened them; each thread finishes its jobs before it is
    // joined.
    m_traceThread.post([this] {
        m_traceApi.reset();
        m_traceStore.reset();
    });
    m_management.post([this] {
        m_resets.reset();
        m_budgetWatch.reset();
        m_health.reset();
        m_services.reset();
        m_registry.reset();
        m_database.reset();
    });
}

QString GatewayRuntime::inDataDir(const QString &name) const
{
    return m_options.dataDir + u'/' + name;
}

storage::DatabaseAddress GatewayRuntime::databaseAddress() const
{
    if (m_options.databaseUrl.isEmpty())
        return storage::DatabaseAddress::file(inDataDir(u"gateway.db"_s));
    return m_options.databaseUrl;
}

static void finish(const std::shared_ptr<QPromise<core::Result<GatewayInfo>>> &promise,
                   core::Result<GatewayInfo> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

template <typename T, typename Step>
core::Result<T> GatewayRuntime::unlessCancelled(Step step)
{
    if (m_isCancelled)
        return core::fail(ErrorKind::Cancelled, u"The gateway is to stop before it has started"_s);
    return step();
}

core::Async<GatewayInfo> GatewayRuntime::start()
{
    const auto promise = std::make_shared<QPromise<core::Result<GatewayInfo>>>();
    promise->start();
    m_management.post([this, promise] {
        if (const auto done = unlessCancelled<void>([this] { return prepare(); }); !done)
            return finish(promise, core::fail(done.error()));
        openLedgerThen(promise);
    });
    m_started = promise->future();
    return m_started;
}

void GatewayRuntime::openLedgerThen(const Promise &promise)
{
    const auto after = [this, promise](core::Result<void> opened) {
        if (!opened)
            return finish(promise, core::fail(opened.error()));
        openTracesThen(promise);
    };
    m_ledger->openThen(databaseAddress(), after, {m_lease, storage::LeaseUse::Part::Holder});
}

void GatewayRuntime::openTracesThen(const Promise &promise)
{
    m_traceThread.post([this, promise] {
        if (const auto done = unlessCancelled<void>([this] { return openTraces(); }); !done)
            return finish(promise, core::fail(done.error()));
        m_management.post(
            [this, promise] { finish(promise, unlessCancelled<GatewayInfo>([this] { return serve(); })); });
    });
}

core::Result<void> GatewayRuntime::prepare()
{
    if (auto done = lockDataDir(); !done)
        return done;
    auto keys = chooseKeys(m_options, *m_keeper);
    if (!keys)
        return core::fail(keys.error());
    m_keys = std::move(*keys);
    m_master = std::make_unique<MasterKey>(m_keys.master);
    return {};
}

core::Result<void> GatewayRuntime::makeDataDir() const
{
    if (QDir(m_options.dataDir).exists())
        return {};
    if (!QDir().mkpath(m_options.dataDir))
        return core::fail(ErrorKind::Storage, u"The data folder %1 cannot be made"_s.arg(m_options.dataDir));
    // Who called whom and when is nobody else's business.
    QFile::setPermissions(m_options.dataDir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

core::Result<void> GatewayRuntime::lockDataDir()
{
    if (auto done = makeDataDir(); !done)
        return done;
    m_lock.setStaleLockTime(0);
    if (m_lock.tryLock())
        return {};
    if (m_lock.error() == QLockFile::LockFailedError)
        return core::fail(ErrorKind::Conflict,
                          u"Another gateway is using the data folder %1"_s.arg(m_options.dataDir));
    return core::fail(ErrorKind::Storage,
                      u"The data folder %1 cannot be written to"_s.arg(m_options.dataDir));
}

core::Result<void> GatewayRuntime::openTraces()
{
    auto store = traces::TraceStore::open(inDataDir(u"traces.db"_s));
    if (!store)
        return core::fail(store.error());
    m_traceStore = std::move(*store);
    m_traceApi = std::make_unique<traces::TraceApi>(
        *m_traceStore, traces::ProjectKeys{m_keys.langfusePublic, m_keys.langfuseSecret}, *m_clock);
    return {};
}

core::Result<void> GatewayRuntime::openDatabase()
{
    auto database = storage::Database::open(databaseAddress(), {m_lease, storage::LeaseUse::Part::Follower});
    if (!database)
        return core::fail(database.error());
    m_database = std::move(*database);
    if (auto done = m_database->migrate(u":/storage/gateway"_s); !done)
        return done;
    auto done = loadDirectory(m_directory, *m_database, m_settings);
    return done ? ensureProxyBudget(m_directory, *m_database, m_settings, m_clock->now()) : done;
}

core::Result<void> GatewayRuntime::reloadAll()
{
    auto done = reloadDirectory(m_directory, *m_database, m_settings);
    if (done)
        done = m_registry->reload();
    return done ? AllowedIpRoutes(*m_services).load() : done;
}

// A server's connection may break without anybody using it; what was changed around that moment is read
// again.
void GatewayRuntime::watchDatabase()
{
    if (m_options.databaseUrl.isEmpty())
        return;
    m_database->onReopened([this] { return reloadAll(); });
    auto *timer = new QTimer(m_resets.get());
    QObject::connect(timer, &QTimer::timeout, m_resets.get(), [this] { (void)m_database->check(); });
    timer->start(std::chrono::seconds(2));
}

core::Result<void> GatewayRuntime::openModels()
{
    m_registry = std::make_unique<ModelRegistry>(m_options.config, *m_database, m_keys.salt, m_models);
    m_health = std::make_unique<HealthService>(*m_database, *m_clock, m_models, m_prober, m_healthView);
    auto done = m_registry->load();
    return done ? recallRates(*m_rates, m_directory, *m_registry->table(), m_settings, *m_database,
                              m_clock->now())
                : done;
}

void GatewayRuntime::startTimers()
{
    m_resets = std::make_unique<QObject>();
    watchDatabase();
    BudgetReset(*m_services).start(m_resets.get());
    KeyRotation(*m_services).start(m_resets.get());
    if (m_settings.backgroundHealthChecks)
        m_health->startBackground(m_resets.get(), m_settings.healthCheckInterval);
}

/// On an I/O thread, for its own settings.
GatewayCore GatewayRuntime::makeCore(const GatewaySettings &settings)
{
    return {*m_clock,           m_directory,
            *m_rates,           settings,
            *m_master,          m_models,
            m_healthView,       m_gate,
            *m_routes,          *m_ledger,
            m_management,       m_traceThread,
            m_traceApi.get(),   m_options.limits.sendBuffer,
            m_options.observer, m_openApi,
            m_routeList};
}

void GatewayRuntime::startAlerts()
{
    const GatewaySettings &settings = m_options.config.settings;
    if (settings.alerting.contains(u"webhook"_s) && !settings.webhookUrl.isEmpty())
        m_webhook = std::make_unique<Webhook>(settings.webhookUrl);
    m_budgetWatch = std::make_unique<BudgetWatch>(m_directory, settings, *m_clock,
                                                  [this](const BudgetEvent &event) { tell(event); });
}

void GatewayRuntime::tell(const BudgetEvent &event)
{
    qCWarning(core::lcGateway).noquote() << sentenceOf(event);
    if (m_webhook)
        m_webhook->post(core::toJsonBytes(webhookBody(event)));
}

core::Result<GatewayInfo> GatewayRuntime::serve()
{
    if (const auto done = openDatabase(); !done)
        return m_database && done.error().kind == ErrorKind::Storage
                   ? core::failBecause(ErrorKind::Storage,
                                       u"The database %1 cannot be used"_s.arg(m_database->path()),
                                       done.error())
                   : core::fail(done.error());
    if (const auto done = openModels(); !done)
        return core::fail(done.error());
    m_services.reset(new ControlServices{*m_database, m_directory, *m_clock, m_settings, *m_registry, m_gate,
                                         m_health.get(), m_keys.salt});
    if (const auto done = AllowedIpRoutes(*m_services).load(); !done)
        return core::fail(done.error());
    if (const auto done = KeyRotation(*m_services).checkSealed(); !done)
        return core::fail(done.error());
    startTimers();
    startAlerts();
    m_routes = std::make_unique<RouteTable>(controlRoutes(*m_services), m_traceApi->endpoints());
    m_openApi = core::toJsonBytes(openApiDocument(*m_routes, m_settings.errorDialect));
    m_routeList = core::toJsonBytes(routeList(*m_routes));
    const auto port = listen();
    if (!port)
        return core::fail(port.error());
    return infoFor(*port);
}

core::Result<http::ServerOptions> GatewayRuntime::serverOptions() const
{
    auto tls = readTlsFiles(m_options.tlsCertificateFile, m_options.tlsKeyFile);
    if (!tls)
        return core::fail(tls.error());
    http::ServerOptions options;
    options.address = m_options.address;
    options.port = m_options.port;
    options.threads = m_options.threads;
    options.limits = m_options.limits;
    options.tls = std::move(*tls);
    options.refusal = [dialect = m_options.config.settings.errorDialect](int status,
                                                                         const QByteArray &reason) {
        return serverRefusal(status, reason, dialect);
    };
    return options;
}

core::Result<quint16> GatewayRuntime::listen()
{
    auto options = serverOptions();
    if (!options)
        return core::fail(options.error());
    const auto makeCore = [this](const GatewaySettings &settings) { return this->makeCore(settings); };
    return m_server->start(std::move(*options), [this, makeCore] {
        return std::make_unique<ReloadingHandler>(m_liveSettings, makeCore);
    });
}

QStringList GatewayRuntime::warnings() const
{
    QStringList notes = m_options.config.notes + m_options.databaseUrl.notes() + m_registry->notes();
    if (!m_options.address.isLoopback() && m_options.tlsCertificateFile.isEmpty())
        notes.append(u"listening on %1 without TLS: keys and prompts cross the network readable"_s.arg(
            m_options.address.toString()));
    const GatewaySettings &settings = m_options.config.settings;
    if (settings.alerting.contains(u"webhook"_s) && settings.webhookUrl.isEmpty())
        notes.append(u"general_settings.alerting names a webhook, but WEBHOOK_URL is not set"_s);
    if (!m_keys.master.reveal().startsWith(u"sk-"_s))
        notes.append(u"the master key does not start with sk-: some clients refuse it"_s);
    return notes;
}

static QString hostOf(const QHostAddress &address)
{
    if (address.isEqual(QHostAddress::Any, QHostAddress::ConvertUnspecifiedAddress) ||
        address.isEqual(QHostAddress::AnyIPv4) || address.isEqual(QHostAddress::AnyIPv6))
        return u"127.0.0.1"_s;
    return address.toString();
}

GatewayInfo GatewayRuntime::infoFor(quint16 port) const
{
    GatewayInfo info;
    info.url.setScheme(m_options.tlsCertificateFile.isEmpty() ? u"http"_s : u"https"_s);
    info.url.setHost(hostOf(m_options.address));
    info.url.setPort(port);
    info.port = port;
    info.masterKey = m_keys.master;
    if (m_keys.masterIsOwn)
        info.masterKeyPlace = m_keeper->placeOf(GatewayKey::Master);
    info.langfusePublicKey = m_keys.langfusePublic;
    info.langfuseSecretKey = m_keys.langfuseSecret;
    info.notes = warnings();
    return info;
}

core::Async<QStringList> GatewayRuntime::reload(GatewayConfig config)
{
    return m_management.run<QStringList>([this, config = std::move(config)] { return follow(config); });
}

core::Result<QStringList> GatewayRuntime::follow(const GatewayConfig &config)
{
    QStringList later;
    GatewayOptions given = m_options;
    given.config = config;
    if (config.masterKey != m_options.config.masterKey)
        later.append(u"master_key"_s);
    if (config.saltKey != m_options.config.saltKey)
        later.append(u"salt_key"_s);
    if (config.databaseUrl != m_options.config.databaseUrl)
        later.append(u"database_url"_s);
    const auto settings = reloaded(m_settings, completed(std::move(given)).config.settings, later);
    if (const auto done = m_registry->reload(config); !done)
        return core::fail(done.error());
    if (const auto done = followSettings(settings); !done)
        return core::fail(done.error());
    QStringList notes = config.notes + m_registry->notes();
    for (const QString &name : later)
        notes.append(u"%1 takes effect at the next start"_s.arg(name));
    return notes;
}

core::Result<void> GatewayRuntime::followSettings(const GatewaySettings &settings)
{
    const bool hasOtherCustomers = settings.maxEndUserBudgetId != m_settings.maxEndUserBudgetId;
    m_settings = settings;
    auto done = ensureProxyBudget(m_directory, *m_database, m_settings, m_clock->now());
    if (done && hasOtherCustomers)
        done = reloadDirectory(m_directory, *m_database, m_settings);
    if (done)
        done = AllowedIpRoutes(*m_services).load();
    // What could be followed holds, also where something else could not.
    m_liveSettings.publish(m_settings);
    return done;
}

QFuture<void> GatewayRuntime::drain(std::chrono::milliseconds grace)
{
    return m_server->drain(grace);
}

} // namespace sekisho::gateway
