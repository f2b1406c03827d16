// SPDX-License-Identifier: GPL-3.0-or-later
#include "await.h"

#include <client/gatewayclient.h>
#include <client/profilesession.h>
#include <secrets/memorysecretstore.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#include <app/desktop/localgateway.h>
#include <app/desktop/orderlyexit.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace std::chrono_literals;
using app::LocalGateway;
using app::OrderlyExit;
using client::ChatOutcome;
using client::ChatStream;
using gateway::Gateway;

namespace {

/// Counts how often the event loop of this thread comes round.
class Ticks : public QObject
{
public:
    Ticks()
    {
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { ++count; });
        m_timer.start(5ms);
    }
    int count = 0;

private:
    QTimer m_timer;
};

bool ends(const QFuture<void> &work)
{
    return QTest::qWaitFor([&] { return work.isFinished(); }, 20000);
}

} // namespace

class TestLocalGateway : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void stoppingAtOnceLeavesItStopped();
    void stoppingWhileItStartsIsNoFailure();
    void stoppingLetsTheWindowBreathe();
    void whatWasCutOffIsInTheLedger();
    void startsAgain();
    void anExitWaitsForWhatIsAtWork();
    void anExitDoesNotWaitForEver();
    void anExitInAHurryIsAtOnce();

private:
    std::unique_ptr<LocalGateway> gateway();
    bool start(LocalGateway &gateway) const;
    std::unique_ptr<ChatStream> longAnswer(const LocalGateway &gateway);

    core::SystemClock m_clock;
    secrets::MemorySecretStore m_secrets;
    std::unique_ptr<QTemporaryDir> m_folder;
    QNetworkAccessManager m_network;
};

void TestLocalGateway::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_network.clearConnectionCache();
}

std::unique_ptr<LocalGateway> TestLocalGateway::gateway()
{
    return std::make_unique<LocalGateway>(&m_secrets, m_folder->filePath(u"gateway"_s));
}

bool TestLocalGateway::start(LocalGateway &gateway) const
{
    gateway.start();
    return QTest::qWaitFor([&] { return gateway.isRunning(); }, 20000);
}

/// Of the demo model, which takes its time; has begun when this returns.
std::unique_ptr<ChatStream> TestLocalGateway::longAnswer(const LocalGateway &gateway)
{
    const client::ServerEndpoint endpoint{gateway.info().url, {client::bearerAuth(gateway.info().masterKey)}};
    auto stream = std::make_unique<ChatStream>(&m_network, endpoint, &m_clock);
    QSignalSpy text(stream.get(), &ChatStream::delta);
    client::ChatRequest request;
    request.model = u"gpt-4o-mini"_s;
    request.messages = {{u"user"_s, u"Tell me about the checkpoints of the old Tokaido road."_s}};
    stream->start(request);
    if (!QTest::qWaitFor([&] { return !text.isEmpty(); }, 20000))
        qWarning("The demo model says nothing");
    return stream;
}

void TestLocalGateway::stoppingAtOnceLeavesItStopped()
{
    const auto local = gateway();
    QSignalSpy started(local.get(), &LocalGateway::started);
    QSignalSpy failed(local.get(), &LocalGateway::failed);
    local->start();
    QVERIFY(ends(local->stop()));
    // Nothing that was on its way may start it after all.
    QCoreApplication::processEvents();
    QVERIFY(!local->isRunning());
    QCOMPARE(started.count() + failed.count(), 0);
}

void TestLocalGateway::stoppingWhileItStartsIsNoFailure()
{
    gateway::GatewayOptions options;
    options.config = gateway::defaultConfig();
    options.port = 0;
    options.dataDir = m_folder->filePath(u"gateway"_s);
    Gateway starting;
    const auto started = starting.start(options);
    QCOMPARE(starting.state(), Gateway::State::Starting);
    Ticks ticks;
    const auto stopped = starting.drain(10s);
    QVERIFY(!stopped.isFinished());
    QVERIFY(ends(stopped));
    QCOMPARE(starting.state(), Gateway::State::Stopped);
    QVERIFY(started.isFinished());
    QCOMPARE(started.result().error().kind, core::ErrorKind::Cancelled);
    // The data folder is free again.
    const auto again = starting.start(options);
    QVERIFY(test::await(again));
    QVERIFY(ends(starting.drain(10s)));
}

void TestLocalGateway::stoppingLetsTheWindowBreathe()
{
    const auto local = gateway();
    QVERIFY(start(*local));
    const auto stream = longAnswer(*local);
    Ticks ticks;
    const auto stopped = local->stop();
    QVERIFY(!stopped.isFinished());
    QTRY_VERIFY(ticks.count > 3);
    QVERIFY(ends(stopped));
    QVERIFY(!local->isRunning());
}

void TestLocalGateway::whatWasCutOffIsInTheLedger()
{
    const auto local = gateway();
    QVERIFY(start(*local));
    auto stream = longAnswer(*local);
    stream->stop();
    QVERIFY(ends(local->stop()));
    // Everything is folded into the database: no journal is left to be replayed.
    const QDir journals(m_folder->filePath(u"gateway/journal"_s));
    for (const QFileInfo &file : journals.entryInfoList(QDir::Files))
        QVERIFY2(file.size() == 0, qPrintable(file.fileName()));
    QVERIFY(start(*local));
    client::ApiTransport admin(&m_network,
                               {local->info().url, {client::bearerAuth(local->info().masterKey)}});
    const auto rows = test::await(
        admin.fetchJson<core::Json>(client::ApiRequest::get(u"/spend/logs"_s),
                                    [](const core::Json &json) -> core::Result<core::Json> { return json; }));
    QCOMPARE(rows->size(), std::size_t(1));
    QVERIFY(ends(local->stop()));
}

void TestLocalGateway::startsAgain()
{
    const auto local = gateway();
    QVERIFY(start(*local));
    const auto first = local->info().masterKey;
    QVERIFY(ends(local->stop()));
    QVERIFY(start(*local));
    QVERIFY(local->info().masterKey == first);
    QVERIFY(ends(local->stop()));
    QVERIFY(ends(local->stop()));
}

void TestLocalGateway::anExitWaitsForWhatIsAtWork()
{
    QPromise<void> work;
    work.start();
    OrderlyExit exit([&] { return work.future(); }, 1min);
    QSignalSpy finished(&exit, &OrderlyExit::finished);
    exit.begin();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 0);
    work.finish();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(finished.first().first().toBool());
}

void TestLocalGateway::anExitDoesNotWaitForEver()
{
    QPromise<void> work;
    work.start();
    OrderlyExit exit([&] { return work.future(); }, 20ms);
    QSignalSpy finished(&exit, &OrderlyExit::finished);
    exit.begin();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!finished.first().first().toBool());
    work.finish();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 1);
}

void TestLocalGateway::anExitInAHurryIsAtOnce()
{
    QPromise<void> work;
    work.start();
    OrderlyExit exit([&] { return work.future(); }, 1min);
    QSignalSpy finished(&exit, &OrderlyExit::finished);
    exit.begin();
    exit.begin();
    QCOMPARE(finished.count(), 1);
    QVERIFY(!finished.first().first().toBool());
    work.finish();
}

QTEST_GUILESS_MAIN(TestLocalGateway)
#include "tst_localgateway.moc"
