// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeupstream.h"
#include "testcertificate.h"

#include <http/connectionpool.h>
#include <http/iodispatcher.h>
#ifdef Q_OS_LINUX
#include <http/plainconnector.h>
#endif

#include <QDir>
#include <QTcpSocket>
#include <QTest>

using namespace sekisho;
using namespace sekisho::http;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Keeps what a call tells.
struct Recorder : OutboundListener {
    void headReceived(int code, const Headers &fields) override
    {
        QVERIFY(!ended);
        status = code;
        headers = fields;
        if (onHead)
            onHead();
    }
    void bodyReceived(QByteArrayView bytes) override
    {
        QVERIFY(!ended);
        body += bytes;
        if (onBody)
            onBody();
    }
    void finished() override
    {
        QVERIFY(!ended);
        ended = complete = true;
        if (onEnd)
            onEnd();
    }
    void failed(const core::Error &why) override
    {
        QVERIFY(!ended);
        ended = true;
        error = why;
        if (onEnd)
            onEnd();
    }

    int status = 0;
    Headers headers;
    QByteArray body;
    bool ended = false;
    bool complete = false;
    std::optional<core::Error> error;
    std::function<void()> onHead, onBody, onEnd;
};

const QByteArray Hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

FakeUpstream::Answer always(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &connection, const QByteArray &) {
        connection.write(bytes);
        connection.flush();
    };
}

/// Listens, and lets no connection come about: its queue is full.
struct SilentHost {
    explicit SilentHost(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0)
    {
        server.setListenBacklogSize(1);
        server.listen(address, port);
        server.pauseAccepting();
        bool taken = true;
        for (int i = 0; i < 10 && taken; ++i) {
            waiting.push_back(std::make_unique<QTcpSocket>());
            waiting.back()->connectToHost(server.serverAddress(), server.serverPort());
            taken = waiting.back()->waitForConnected(200);
        }
    }

    QTcpServer server;
    std::vector<std::unique_ptr<QTcpSocket>> waiting;
};

#ifdef Q_OS_LINUX
struct ConnectingUser : Connector::User {
    void connectorReady() override { ++ready; }
    void connectorFailed(const QString &) override { ++failed; }

    int ready = 0;
    int failed = 0;
};
#endif

} // namespace

class ConnectionPoolTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_certificate = makeTestCertificate(); }
    void readsAnswers_data();
    void readsAnswers();
    void sendsWhatIsAsked_data() { transports(); }
    void sendsWhatIsAsked();
    void keepsConnections_data() { transports(); }
    void keepsConnections();
    void keepsNoMoreThanAllowed();
    void closesOldIdleConnections();
    void replacesStaleConnectionOnce_data() { transports(); }
    void replacesStaleConnectionOnce();
    void doesNotRetryNewConnections();
    void failsMidBody_data() { transports(); }
    void failsMidBody();
    void timesOut_data();
    void timesOut();
    void silentHandshakeTimesOut();
    void refusedConnectionFails();
    void looksNamesUp();
#ifdef Q_OS_LINUX
    void triesAllAddresses_data();
    void triesAllAddresses();
#endif
    void unansweredConnectionTimesOut();
    void cancelsWhileConnecting();
    void unknownHostFails();
    void untrustedCertificateFails();
    void nonsenseIsUpstreamError_data();
    void nonsenseIsUpstreamError();
    void pausesUpstream_data()
    {
        transports();
    }
    void pausesUpstream();
    void closeWhilePausedLosesNothing();
    void cancelClosesUpstream_data()
    {
        transports();
    }
    void cancelClosesUpstream();
    void listenerMayDestroyCall_data();
    void listenerMayDestroyCall();
    void speaksIpv6();
    void callOutlivesPool();

private:
    void transports();
    ConnectionPool::Options options() const;
    OutboundRequest request(const QTcpServer &server, const QByteArray &method = "GET",
                            const QByteArray &body = {}) const;

    TestCertificate m_certificate;
};

void ConnectionPoolTest::transports()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("in the clear") << false;
    QTest::newRow("over TLS") << true;
}

namespace {

bool withTls()
{
    return *static_cast<bool *>(QTest::qData("tls", qMetaTypeId<bool>()));
}

} // namespace

ConnectionPool::Options ConnectionPoolTest::options() const
{
    ConnectionPool::Options options;
    options.tls = m_certificate.client;
    return options;
}

OutboundRequest ConnectionPoolTest::request(const QTcpServer &server, const QByteArray &method,
                                            const QByteArray &body) const
{
    const auto *const upstream = dynamic_cast<const FakeUpstream *>(&server);
    OutboundRequest request;
    request.method = method;
    request.url = QUrl(u"http://127.0.0.1/v1/x?y=z"_s);
    request.url.setScheme(upstream && upstream->usesTls() ? u"https"_s : u"http"_s);
    request.url.setPort(server.serverPort());
    request.body = body;
    return request;
}

void ConnectionPoolTest::readsAnswers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("kept");
    const auto row = [](const char *name, const char *method, const QByteArray &answer, int status,
                        const QByteArray &body, bool kept) {
        QTest::newRow(name) << QByteArray(method) << answer << status << body << kept;
    };
    row("a body of a length", "GET", Hello, 200, "hello", true);
    row("no body", "GET", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, "", true);
    row("chunks", "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\nX-T: 1\r\n\r\n",
        200, "abc", true);
    row("no chunks at all", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200, "",
        true);
    row("a body that ends by closing", "GET", "HTTP/1.1 200 OK\r\n\r\nuntil the end[close]", 200,
        "until the end", false);
    row("an empty body that ends by closing", "GET", "HTTP/1.1 200 OK\r\n\r\n[close]", 200, "", false);
    row("an answer that asks to close", "GET",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", 200, "x", false);
    row("HTTP/1.0", "GET", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", false);
    row("a length without a body, to HEAD", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, "",
        true);
    row("204", "GET", "HTTP/1.1 204 No Content\r\n\r\n", 204, "", true);
    row("304 with a length", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, "", true);
    row("interim answers first", "POST",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Hello, 200, "hello",
        true);
    row("bytes behind the answer", "GET", Hello + "HTTP/1.1 200 OK\r\n", 200, "hello", false);
}

void ConnectionPoolTest::readsAnswers()
{
    QFETCH(const QByteArray, method);
    QFETCH(QByteArray, answer);
    const bool closes = answer.endsWith("[close]");
    answer.replace("[close]", "");
    // Whole, and byte by byte.
    for (const bool split : {false, true}) {
        FakeUpstream upstream([&](QTcpSocket &connection, const QByteArray &) {
            for (qsizetype i = 0; i < answer.size(); i += split ? 1 : answer.size()) {
                connection.write(split ? answer.mid(i, 1) : answer);
                connection.flush();
            }
            if (closes)
                connection.disconnectFromHost();
        });
        ConnectionPool pool;
        Recorder told;
        const auto call = pool.send(request(upstream, method), told);
        QVERIFY(!told.ended);
        QTRY_VERIFY(told.ended);
        QVERIFY2(told.complete, told.error ? qPrintable(describe(*told.error)) : "");
        QTEST(told.status, "status");
        QTEST(told.body, "body");
        QTEST(pool.idleCount() == 1, "kept");
    }
}

void ConnectionPoolTest::sendsWhatIsAsked()
{
    FakeUpstream upstream(always(Hello), withTls() ? std::optional(m_certificate.server) : std::nullopt);
    ConnectionPool pool(options());
    Recorder told;
    auto asked = request(upstream, "POST", "body");
    asked.url.setUserInfo(u"user:secret"_s);
    asked.headers = {{"X-Line", "a\r\nEvil: b"}, {"Content-Length", "99"}, {"Host", "other"}};
    const auto call = pool.send(asked, told);
    QTRY_VERIFY(told.complete);
    const auto host = "127.0.0.1:" + QByteArray::number(upstream.serverPort());
    QCOMPARE(upstream.received().first(), "POST /v1/x?y=z HTTP/1.1\r\nHost: " + host +
                                              "\r\nX-Line: a  Evil: b\r\nContent-Length: 4\r\n\r\nbody");
}

void ConnectionPoolTest::keepsConnections()
{
    FakeUpstream upstream(always(Hello), withTls() ? std::optional(m_certificate.server) : std::nullopt);
    ConnectionPool pool(options());
    for (int i = 0; i < 3; ++i) {
        Recorder told;
        const auto call = pool.send(request(upstream), told);
        QTRY_VERIFY(told.complete);
    }
    QCOMPARE(upstream.accepted(), 1);
    Recorder first, second;
    // The next call starts from within the end of another one, on the connection that this one frees.
    std::unique_ptr<OutboundCall> next;
    first.onEnd = [&] { next = pool.send(request(upstream), second); };
    const auto call = pool.send(request(upstream), first);
    QTRY_VERIFY(second.complete);
    QCOMPARE(upstream.accepted(), 1);
}

void ConnectionPoolTest::keepsNoMoreThanAllowed()
{
    FakeUpstream upstream(always(Hello));
    auto few = options();
    few.idlePerOrigin = 1;
    ConnectionPool pool(few);
    Recorder first, second;
    const auto one = pool.send(request(upstream), first);
    const auto two = pool.send(request(upstream), second);
    QTRY_VERIFY(first.complete && second.complete);
    QCOMPARE(pool.idleCount(), 1);
    QTRY_COMPARE(upstream.open(), 1);
}

void ConnectionPoolTest::closesOldIdleConnections()
{
    FakeUpstream upstream(always(Hello));
    auto brief = options();
    brief.idleTime = 20ms;
    ConnectionPool pool(brief);
    Recorder told;
    const auto call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.complete);
    QTRY_COMPARE(pool.idleCount(), 0);
    QTRY_COMPARE(upstream.open(), 0);
}

void ConnectionPoolTest::replacesStaleConnectionOnce()
{
    bool closing = false;
    const auto answer = [&](QTcpSocket &connection, const QByteArray &) {
        // As a server does that closes an idle connection just while the next request is on its way.
        if (std::exchange(closing, false))
            return connection.abort();
        connection.write(Hello);
    };
    FakeUpstream upstream(answer, withTls() ? std::optional(m_certificate.server) : std::nullopt);
    ConnectionPool pool(options());
    Recorder first, second;
    const auto one = pool.send(request(upstream, "POST", "a"), first);
    QTRY_VERIFY(first.complete);
    closing = true;
    const auto two = pool.send(request(upstream, "POST", "b"), second);
    QTRY_VERIFY(second.ended);
    QVERIFY(second.complete);
    QCOMPARE(upstream.accepted(), 2);
    QCOMPARE(upstream.requests(), 3);
    QVERIFY(upstream.received().last().endsWith("\r\n\r\nb"));
}

void ConnectionPoolTest::doesNotRetryNewConnections()
{
    FakeUpstream upstream([](QTcpSocket &connection, const QByteArray &) { connection.abort(); });
    ConnectionPool pool;
    Recorder told;
    const auto call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.ended);
    QCOMPARE(told.error->kind, core::ErrorKind::Network);
    QVERIFY(told.error->detail.contains(u"127.0.0.1"_s));
    QCOMPARE(upstream.accepted(), 1);
}

void ConnectionPoolTest::failsMidBody()
{
    const auto answer = [](QTcpSocket &connection, const QByteArray &) {
        connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        connection.flush();
        connection.disconnectFromHost();
    };
    FakeUpstream upstream(answer, withTls() ? std::optional(m_certificate.server) : std::nullopt);
    ConnectionPool pool(options());
    Recorder told;
    const auto call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.ended);
    QCOMPARE(told.body, "half");
    QVERIFY(!told.complete);
    QCOMPARE(told.error->kind, core::ErrorKind::Network);
    QCOMPARE(pool.idleCount(), 0);
}

void ConnectionPoolTest::timesOut_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<OutboundTimeouts>("timeouts");
    QTest::addColumn<QString>("detail");
    QTest::newRow("no answer") << QByteArray() << OutboundTimeouts{10s, 50ms, 10s} << u"no answer in time"_s;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\n") << OutboundTimeouts{10s, 50ms, 10s}
                                 << u"no answer in time"_s;
    QTest::newRow("half a body") << Hello.chopped(1) << OutboundTimeouts{10s, 10s, 50ms}
                                 << u"the answer stopped coming"_s;
}

void ConnectionPoolTest::timesOut()
{
    QFETCH(const QByteArray, answer);
    FakeUpstream upstream(always(answer));
    ConnectionPool pool;
    Recorder told;
    auto asked = request(upstream);
    asked.timeouts =
        *static_cast<OutboundTimeouts *>(QTest::qData("timeouts", qMetaTypeId<OutboundTimeouts>()));
    const auto call = pool.send(asked, told);
    QTRY_VERIFY(told.ended);
    QCOMPARE(told.error->kind, core::ErrorKind::Timeout);
    QFETCH(const QString, detail);
    QVERIFY2(told.error->detail.contains(detail), qPrintable(told.error->detail));
    QTRY_COMPARE(upstream.open(), 0);
}

void ConnectionPoolTest::silentHandshakeTimesOut()
{
    FakeUpstream upstream(always(Hello));
    ConnectionPool pool;
    Recorder told;
    auto asked = request(upstream);
    asked.url.setScheme(u"https"_s);
    asked.timeouts.connect = 50ms;
    const auto call = pool.send(asked, told);
    QTRY_VERIFY(told.ended);
    QCOMPARE(told.error->kind, core::ErrorKind::Timeout);
    QVERIFY(told.error->detail.contains(u"no connection in time"_s));
}

void ConnectionPoolTest::refusedConnectionFails()
{
    OutboundRequest asked;
    {
        FakeUpstream upstream(always(Hello));
        asked = request(upstream);
    }
    ConnectionPool pool;
    Recorder told;
    const auto call = pool.send(asked, told);
    QVERIFY(!told.ended);
    QTRY_VERIFY(told.ended);
    QCOMPARE(told.error->kind, core::ErrorKind::Network);
}

void ConnectionPoolTest::looksNamesUp()
{
    FakeUpstream upstream(always(Hello));
    ConnectionPool pool;
    Recorder told;
    auto asked = request(upstream);
    asked.url.setHost(u"localhost"_s);
    const auto call = pool.send(asked, told);
    QTRY_VERIFY(told.ended);
    QVERIFY2(told.complete, told.error ? qPrintable(describe(*told.error)) : "");
}

#ifdef Q_OS_LINUX
void ConnectionPoolTest::triesAllAddresses_data()
{
    QTest::addColumn<QList<QHostAddress>>("addresses");
    QTest::addColumn<bool>("connects");
    const QHostAddress refusing(u"127.0.0.2"_s), silent(u"127.0.0.3"_s), listening(QHostAddress::LocalHost);
    QTest::newRow("the first one refuses") << QList{refusing, listening} << true;
    QTest::newRow("the first one says nothing") << QList{silent, listening} << true;
    QTest::newRow("all refuse") << QList{refusing, refusing} << false;
    QTest::newRow("there is none") << QList<QHostAddress>() << false;
}

void ConnectionPoolTest::triesAllAddresses()
{
    QFETCH(const QList<QHostAddress>, addresses);
    FakeUpstream upstream(always(Hello));
    const SilentHost silent(QHostAddress(u"127.0.0.3"_s), upstream.serverPort());
    ConnectingUser told;
    PlainConnector connector({false, u"somewhere"_s, upstream.serverPort()}, told, nullptr);
    connector.tryEach(addresses);
    QTRY_COMPARE_WITH_TIMEOUT(told.ready + told.failed, 1, 10000);
    QTEST(told.ready == 1, "connects");
    QTRY_COMPARE(upstream.accepted(), told.ready);
}
#endif

void ConnectionPoolTest::unansweredConnectionTimesOut()
{
    const SilentHost host;
    ConnectionPool pool;
    Recorder told;
    auto asked = request(host.server);
    asked.timeouts.connect = 50ms;
    const auto call = pool.send(asked, told);
    QTRY_VERIFY(told.ended);
    QCOMPARE(told.error->kind, core::ErrorKind::Timeout);
    QVERIFY(told.error->detail.contains(u"no connection in time"_s));
}

void ConnectionPoolTest::cancelsWhileConnecting()
{
    const SilentHost host;
    const auto descriptors = [] { return QDir(u"/proc/self/fd"_s).count(); };
    ConnectionPool pool;
    Recorder told;
    auto call = pool.send(request(host.server), told);
    const auto before = descriptors();
    QTRY_VERIFY(descriptors() > before);
    call.reset();
    QCOMPARE(descriptors(), before);
    QVERIFY(!told.ended);
}

void ConnectionPoolTest::unknownHostFails()
{
    ConnectionPool pool;
    Recorder told;
    OutboundRequest asked{"GET", QUrl(u"http://nowhere.invalid/"_s), {}, {}, {}};
    const auto call = pool.send(asked, told);
    QTRY_VERIFY_WITH_TIMEOUT(told.ended, 30000);
    QCOMPARE(told.error->kind, core::ErrorKind::Network);
    QVERIFY(told.error->detail.contains(u"nowhere.invalid"_s));
}

void ConnectionPoolTest::untrustedCertificateFails()
{
    FakeUpstream upstream(always(Hello), m_certificate.server);
    ConnectionPool pool;
    Recorder told;
    const auto call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.ended);
    QVERIFY(!told.complete);
    QCOMPARE(told.error->kind, core::ErrorKind::Network);
    QCOMPARE(upstream.requests(), 0);
}

void ConnectionPoolTest::nonsenseIsUpstreamError_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no HTTP at all") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("a bad chunk") << QByteArray(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n");
    QTest::newRow("length and coding")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
    QTest::newRow("another coding") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n");
    QTest::newRow("a protocol switch nobody asked for") << QByteArray("HTTP/1.1 101 Switching\r\n\r\n");
    QTest::newRow("an endless head") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(300'000, 'x');
}

void ConnectionPoolTest::nonsenseIsUpstreamError()
{
    QFETCH(const QByteArray, answer);
    FakeUpstream upstream(always(answer));
    ConnectionPool pool;
    Recorder told;
    const auto call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.ended);
    QVERIFY(told.error);
    QCOMPARE(told.error->kind, core::ErrorKind::Upstream);
    QTRY_COMPARE(upstream.open(), 0);
}

void ConnectionPoolTest::pausesUpstream()
{
    const QByteArray body(32 * 1024 * 1024, 'x');
    const auto answer = [&](QTcpSocket &connection, const QByteArray &) {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) +
                         "\r\n\r\n");
        connection.write(body);
    };
    FakeUpstream upstream(answer, withTls() ? std::optional(m_certificate.server) : std::nullopt);
    ConnectionPool pool(options());
    Recorder told;
    std::unique_ptr<OutboundCall> call;
    told.onHead = [&] { call->pause(); };
    call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.status == 200);
    // The upstream gets rid of what the kernel's buffers hold, and no more.
    qint64 before = 0;
    QTRY_VERIFY(std::exchange(before, upstream.bytesToWrite()) == upstream.bytesToWrite() && before > 0);
    QVERIFY(upstream.bytesToWrite() > 8 * 1024 * 1024);
    QVERIFY(told.body.size() <= 64 * 1024);
    told.onHead = nullptr;
    call->resume();
    QVERIFY(!told.ended);
    QTRY_VERIFY_WITH_TIMEOUT(told.complete, 20000);
    QCOMPARE(told.body.size(), body.size());
}

void ConnectionPoolTest::closeWhilePausedLosesNothing()
{
    const QByteArray body(40'000, 'x');
    FakeUpstream upstream([&](QTcpSocket &connection, const QByteArray &) {
        connection.write("HTTP/1.1 200 OK\r\n\r\n");
        connection.flush();
    });
    ConnectionPool pool;
    Recorder told;
    std::unique_ptr<OutboundCall> call;
    told.onHead = [&] { call->pause(); };
    call = pool.send(request(upstream), told);
    QTRY_VERIFY(told.status == 200);
    upstream.connections().first()->write(body);
    upstream.connections().first()->disconnectFromHost();
    QTRY_COMPARE(upstream.open(), 0);
    QVERIFY(!told.ended);
    call->resume();
    QTRY_VERIFY(told.complete);
    QCOMPARE(told.body, body);
}

void ConnectionPoolTest::cancelClosesUpstream()
{
    FakeUpstream upstream(always(Hello.chopped(1)),
                          withTls() ? std::optional(m_certificate.server) : std::nullopt);
    ConnectionPool pool(options());
    Recorder told;
    auto call = pool.send(request(upstream), told);
    QTRY_COMPARE(told.body, "hell");
    call.reset();
    QTRY_COMPARE(upstream.open(), 0);
    QVERIFY(!told.ended);
    call = pool.send(request(upstream), told);
    call.reset();
    QTRY_COMPARE(upstream.open(), 0);
    QVERIFY(!told.ended);
}

void ConnectionPoolTest::listenerMayDestroyCall_data()
{
    QTest::addColumn<int>("when");
    QTest::newRow("at the head") << 0;
    QTest::newRow("amid the body") << 1;
    QTest::newRow("at the end") << 2;
}

void ConnectionPoolTest::listenerMayDestroyCall()
{
    QFETCH(const int, when);
    FakeUpstream upstream(always(Hello));
    ConnectionPool pool;
    Recorder told;
    std::unique_ptr<OutboundCall> call;
    bool destroyed = false;
    const auto destroy = [&] {
        call.reset();
        destroyed = true;
    };
    (when == 0 ? told.onHead : when == 1 ? told.onBody : told.onEnd) = destroy;
    call = pool.send(request(upstream), told);
    QTRY_VERIFY(destroyed);
    QTRY_COMPARE(upstream.open(), when == 2 ? 1 : 0);
    QCOMPARE(told.ended, when == 2);
}

void ConnectionPoolTest::speaksIpv6()
{
    FakeUpstream upstream(always(Hello), {}, QHostAddress::LocalHostIPv6);
    ConnectionPool pool;
    Recorder told;
    auto asked = request(upstream);
    asked.url.setHost(u"::1"_s);
    const auto call = pool.send(asked, told);
    QTRY_VERIFY(told.complete);
    QVERIFY(upstream.received().first().contains("\r\nHost: [::1]:"));
}

void ConnectionPoolTest::callOutlivesPool()
{
    FakeUpstream upstream(always(Hello.chopped(1)));
    auto pool = std::make_unique<ConnectionPool>();
    Recorder told;
    const auto call = pool->send(request(upstream), told);
    QTRY_COMPARE(told.body, "hell");
    pool.reset();
    call->pause();
    call->resume();
    QTRY_COMPARE(upstream.open(), 0);
    QVERIFY(!told.ended);
}

QTEST_GUILESS_MAIN(ConnectionPoolTest)
#include "tst_connectionpool.moc"
