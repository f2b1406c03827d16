// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"
#include "testcertificate.h"

#include <http/server.h>

#include <QSignalSpy>
#include <QTest>

#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sekisho::http;
using namespace std::chrono_literals;

namespace {

/// Answers as the path says, and keeps what a test wants to see. Shared by all threads of a server.
struct Script {
    std::atomic<int> requests = 0;
    std::atomic<int> gone = 0;
    std::atomic<int> drained = 0;
    std::atomic<qint64> mostPending = 0;
    std::atomic<bool> release = false;
    std::mutex mutex;
    std::vector<Request> seen;
};

class ScriptedHandler final : public Handler
{
public:
    explicit ScriptedHandler(Script &script)
        : m_script(script)
    {
    }

    void handle(Request request, Responder responder) override
    {
        ++m_script.requests;
        {
            const std::lock_guard lock(m_script.mutex);
            m_script.seen.push_back(request);
        }
        if (request.path == "/echo")
            responder.send({200, {{"X-Method", request.method}}, request.body});
        else if (request.path == "/stream")
            stream(std::move(responder));
        else if (request.path == "/drop")
            return;
        else if (request.path == "/cut")
            cut(std::move(responder));
        else if (request.path == "/abort")
            abort(std::move(responder));
        else if (request.path == "/later")
            later(std::move(responder));
        else if (request.path == "/flood")
            flood(std::move(responder));
        else
            responder.send(jsonResponse(404, "{}"));
    }

private:
    static void stream(Responder responder)
    {
        responder.begin(200, {{"Content-Type", "text/plain"}});
        for (const auto *piece : {"one", "two", "three"})
            responder.write(piece);
        responder.finish();
    }

    static void cut(Responder responder)
    {
        responder.begin(200, {});
        responder.write("half");
    }

    static void abort(Responder responder)
    {
        responder.begin(200, {});
        responder.write("half");
        responder.abort();
    }

    /// Answers once the script says so.
    void later(Responder responder)
    {
        auto held = std::make_shared<Responder>(std::move(responder));
        held->onClientGone([this] { ++m_script.gone; });
        auto timer = std::make_unique<QTimer>();
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [this, held, clock = timer.get()] {
            if (!m_script.release)
                return;
            clock->stop();
            held->send({200, {}, "late"});
        });
        timer->start(1);
        m_timers.push_back(std::move(timer));
    }

    /// Eight megabytes, no faster than the client takes them.
    void flood(Responder responder)
    {
        auto held = std::make_shared<Responder>(std::move(responder));
        auto left = std::make_shared<int>(8 * 64);
        const auto pump = [this, held, left] {
            while (*left > 0 && held->pendingBytes() <= 256 * 1024) {
                held->write(QByteArray(16 * 1024, 'x'));
                --*left;
                m_script.mostPending = std::max(m_script.mostPending.load(), held->pendingBytes());
            }
            if (*left == 0)
                held->finish();
        };
        held->onClientGone([this, held] { ++m_script.gone; });
        held->begin(200, {});
        held->onDrained([this, pump] {
            ++m_script.drained;
            pump();
        });
        pump();
    }

    Script &m_script;
    std::vector<std::unique_ptr<QTimer>> m_timers;
};

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

/// What reading ends with: 0 for a proper end. Qt's sockets do not tell a reset from it.
int errorAtEnd(quint16 port, const QByteArray &request)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
    ::send(socket, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL);
    char buffer[4096];
    ssize_t size = 1;
    while (size > 0)
        size = ::recv(socket, buffer, sizeof buffer, 0);
    const int error = size < 0 ? errno : 0;
    ::close(socket);
    return error;
}

QByteArray bodyOf(const QByteArray &answer)
{
    return answer.sliced(answer.indexOf("\r\n\r\n") + 4);
}

} // namespace

class ServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void answersInOrder_data() { transports(); }
    void answersInOrder();
    void echoesBodies_data() { transports(); }
    void echoesBodies();
    void streamsInChunks_data() { transports(); }
    void streamsInChunks();
    void streamsToHttp10UntilClose_data() { transports(); }
    void streamsToHttp10UntilClose();
    void headHasNoBody_data() { transports(); }
    void headHasNoBody();
    void continuesOnRequest_data() { transports(); }
    void continuesOnRequest();
    void refusesWithStatus_data();
    void refusesWithStatus();
    void refusesLateRequests_data() { transports(); }
    void refusesLateRequests();
    void closesIdleConnections_data() { transports(); }
    void closesIdleConnections();
    void refusesTooManyConnections_data() { transports(); }
    void refusesTooManyConnections();
    void slowReadersAreWaitedFor_data() { transports(); }
    void slowReadersAreWaitedFor();
    void tellsThatTheClientIsGone_data() { transports(); }
    void tellsThatTheClientIsGone();
    void unansweredIs500_data() { transports(); }
    void unansweredIs500();
    void cutStreamsAreReset_data() { transports(); }
    void cutStreamsAreReset();
    void drainsInFlight_data() { transports(); }
    void drainsInFlight();
    void drainEndsAfterGrace_data() { transports(); }
    void drainEndsAfterGrace();
    void endOfDrainForgetsNoGoing_data() { transports(); }
    void endOfDrainForgetsNoGoing();
    void destructionClosesAtOnce_data() { transports(); }
    void destructionClosesAtOnce();
    void takenPortIsAnError();
    void threadsShareThePort();

private:
    void transports();
    std::unique_ptr<Server> serve(ServerOptions options = {});
    RawClient connectTo(const Server &server);

    TestCertificate m_certificate;
    std::unique_ptr<Script> m_script;
    std::optional<QSslConfiguration> m_clientTls;
};

void ServerTest::initTestCase()
{
    m_certificate = makeTestCertificate();
}

void ServerTest::transports()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("in the clear") << false;
    QTest::newRow("over TLS") << true;
}

std::unique_ptr<Server> ServerTest::serve(ServerOptions options)
{
    const bool tls = *static_cast<bool *>(QTest::qData("tls", qMetaTypeId<bool>()));
    m_clientTls = tls ? std::optional(m_certificate.client) : std::nullopt;
    if (tls)
        options.tls = m_certificate.server;
    m_script = std::make_unique<Script>();
    auto server = std::make_unique<Server>();
    const auto port = server->start(options, [this] { return std::make_unique<ScriptedHandler>(*m_script); });
    if (!port)
        qFatal("%s", qPrintable(sekisho::core::describe(port.error())));
    return server;
}

RawClient ServerTest::connectTo(const Server &server)
{
    return RawClient(server.port(), m_clientTls);
}

void ServerTest::answersInOrder()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.send(get("/later") + get("/echo") + get("/nowhere"));
    QTRY_COMPARE(m_script->requests, 1);
    m_script->release = true;
    QTRY_VERIFY(client.hasAnswers(3));
    const auto text = client.received();
    QVERIFY(text.indexOf("late") < text.indexOf("X-Method") &&
            text.indexOf("X-Method") < text.indexOf("404"));
    QVERIFY(!client.isClosed());
    client.send(get("/echo", "Connection: close\r\n"));
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.hasAnswers(4));
    QVERIFY(client.received().contains("Connection: close\r\n"));
    QTRY_COMPARE(server->connectionCount(), 0);
}

void ServerTest::echoesBodies()
{
    const auto server = serve();
    auto client = connectTo(*server);
    const QByteArray large(3'000'000, 'y');
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n" + large);
    QTRY_VERIFY(client.hasAnswers(1));
    QCOMPARE(bodyOf(client.received()), large);
    client.forget();
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    client.send("2\r\nde\r\n0\r\n\r\n");
    QTRY_VERIFY(client.hasAnswers(1));
    QCOMPARE(bodyOf(client.received()), "abcde");
    const std::lock_guard lock(m_script->mutex);
    QCOMPARE(m_script->seen.back().tls, m_clientTls.has_value());
    QCOMPARE(m_script->seen.back().peer, QHostAddress(QHostAddress::LocalHost));
}

void ServerTest::streamsInChunks()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.send(get("/stream") + get("/stream"));
    QTRY_VERIFY(client.hasAnswers(2));
    QVERIFY(client.received().contains("Transfer-Encoding: chunked\r\n"));
    QVERIFY(client.received().endsWith("3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n"));
}

void ServerTest::streamsToHttp10UntilClose()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(bodyOf(client.received()), "onetwothree");
    QVERIFY(!client.received().contains("chunked"));
}

void ServerTest::headHasNoBody()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.send("HEAD /nowhere HTTP/1.1\r\nHost: h\r\n\r\nHEAD /stream HTTP/1.1\r\nHost: h\r\n\r\n" +
                get("/echo"));
    QTRY_VERIFY(client.received().contains("X-Method: GET"));
    QTRY_VERIFY(client.received().endsWith("\r\n\r\n"));
    QVERIFY(client.received().contains("Content-Length: 2\r\n"));
    QVERIFY(!client.received().contains("{}"));
    QVERIFY(!client.received().contains("one"));
}

void ServerTest::continuesOnRequest()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QTRY_COMPARE(client.received(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.forget();
    client.send("ok");
    QTRY_VERIFY(client.hasAnswers(1));
    QCOMPARE(bodyOf(client.received()), "ok");
}

void ServerTest::refusesWithStatus_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    for (const bool tls : {false, true}) {
        const auto row = [tls](const QByteArray &name, const QByteArray &bytes, int status) {
            QTest::newRow((name + (tls ? " over TLS" : " in the clear")).constData())
                << tls << bytes << status;
        };
        row("large header", get("/echo", "X: " + QByteArray(40'000, 'x') + "\r\n"), 431);
        row("large body",
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n" + QByteArray(2'000'000, 'x'),
            413);
        row("nonsense", "hello?\r\n\r\n", 400);
        row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    }
}

void ServerTest::refusesWithStatus()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    ServerOptions options;
    options.limits.bodyBytes = 1'000'000;
    options.limits.lingerTime = 300ms;
    options.refusal = [](int code, const QByteArray &reason) {
        return jsonResponse(code, "{\"error\":\"" + reason + "\"}");
    };
    const auto server = serve(options);
    auto client = connectTo(*server);
    client.send(bytes);
    QTRY_VERIFY(client.hasAnswers(1));
    QVERIFY(client.received().startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '));
    QVERIFY(bodyOf(client.received()).startsWith("{\"error\""));
    QVERIFY(client.received().contains("Connection: close\r\n"));
    QCOMPARE(m_script->requests, 0);
    QTRY_COMPARE(server->connectionCount(), 0);
}

void ServerTest::refusesLateRequests()
{
    ServerOptions options;
    options.limits.requestTime = 100ms;
    const auto server = serve(options);
    auto client = connectTo(*server);
    client.send("GET / HTTP/1.1\r\nHo");
    QTRY_VERIFY(client.received().startsWith("HTTP/1.1 408 "));
}

void ServerTest::closesIdleConnections()
{
    ServerOptions options;
    options.limits.idleTime = 100ms;
    const auto server = serve(options);
    auto client = connectTo(*server);
    client.send(get("/echo"));
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.hasAnswers(1) && !client.hasAnswers(2));
}

void ServerTest::refusesTooManyConnections()
{
    ServerOptions options;
    options.limits.connections = 1;
    const auto server = serve(options);
    auto first = connectTo(*server);
    first.send(get("/echo"));
    QTRY_VERIFY(first.hasAnswers(1));
    auto second = connectTo(*server);
    second.send(get("/echo"));
    QTRY_VERIFY(second.received().startsWith("HTTP/1.1 503 "));
    second.close();
    QTRY_COMPARE(server->connectionCount(), 1);
    first.send(get("/echo"));
    QTRY_VERIFY(first.hasAnswers(2));
}

void ServerTest::slowReadersAreWaitedFor()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.stopReading();
    client.send(get("/flood"));
    QTRY_VERIFY(m_script->mostPending > 256 * 1024);
    QVERIFY(m_script->mostPending < 400 * 1024);
    client.resumeReading();
    QTRY_VERIFY(client.hasAnswers(1));
    QVERIFY(m_script->drained > 0);
    QVERIFY(client.received().size() > 8 * 1024 * 1024);
}

void ServerTest::tellsThatTheClientIsGone()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.stopReading();
    client.send(get("/flood"));
    QTRY_VERIFY(m_script->mostPending > 0);
    client.close();
    QTRY_COMPARE(m_script->gone, 1);
    auto waiting = connectTo(*server);
    waiting.send(get("/later"));
    QTRY_COMPARE(m_script->requests, 2);
    waiting.close();
    QTRY_COMPARE(m_script->gone, 2);
    m_script->release = true;
    QTRY_COMPARE(server->connectionCount(), 0);
}

void ServerTest::unansweredIs500()
{
    const auto server = serve();
    auto client = connectTo(*server);
    client.send(get("/drop") + get("/echo"));
    QTRY_VERIFY(client.hasAnswers(2));
    QVERIFY(client.received().startsWith("HTTP/1.1 500 "));
}

void ServerTest::cutStreamsAreReset()
{
    const auto server = serve();
    for (const auto *path : {"/cut", "/abort"}) {
        auto client = connectTo(*server);
        client.send(get(path));
        QTRY_VERIFY(client.isClosed());
        QVERIFY(!client.hasAnswers(1));
        if (!m_clientTls)
            QCOMPARE(errorAtEnd(server->port(), get(path)), ECONNRESET);
    }
}

void ServerTest::drainsInFlight()
{
    const auto server = serve();
    auto busy = connectTo(*server);
    auto idle = connectTo(*server);
    busy.send(get("/later"));
    idle.send(get("/echo"));
    QTRY_VERIFY(idle.hasAnswers(1));
    QTRY_COMPARE(m_script->requests, 2);
    const auto drained = server->drain(30s);
    QTRY_VERIFY(idle.isClosed());
    QVERIFY(!drained.isFinished());
    m_script->release = true;
    QTRY_VERIFY(drained.isFinished());
    QTRY_VERIFY(busy.isClosed());
    QVERIFY(busy.hasAnswers(1));
    QVERIFY(busy.received().contains("Connection: close\r\n"));
    QTcpSocket late;
    late.connectToHost(QHostAddress(QHostAddress::LocalHost), server->port());
    QVERIFY(!late.waitForConnected());
}

void ServerTest::drainEndsAfterGrace()
{
    const auto server = serve();
    auto busy = connectTo(*server);
    busy.send(get("/later"));
    QTRY_COMPARE(m_script->requests, 1);
    const auto drained = server->drain(50ms);
    QTRY_VERIFY(drained.isFinished());
    QTRY_VERIFY(busy.isClosed());
    QCOMPARE(m_script->gone, 1);
}

void ServerTest::endOfDrainForgetsNoGoing()
{
    auto server = serve();
    auto busy = connectTo(*server);
    busy.send(get("/later"));
    QTRY_COMPARE(m_script->requests, 1);
    // The thread is told to end in the very moment the last connection goes, before it comes round again.
    const auto ended =
        server->drain(30s).then(QtFuture::Launch::Sync, [] { QThread::currentThread()->quit(); });
    busy.close();
    QTRY_VERIFY(ended.isFinished());
    server.reset();
    QCOMPARE(m_script->gone, 1);
}

void ServerTest::destructionClosesAtOnce()
{
    auto server = serve();
    auto client = connectTo(*server);
    client.send(get("/later"));
    QTRY_COMPARE(m_script->requests, 1);
    server.reset();
    QCOMPARE(m_script->gone, 1);
    QTRY_VERIFY(client.isClosed());
}

void ServerTest::takenPortIsAnError()
{
    m_script = std::make_unique<Script>();
    const auto make = [this] { return std::make_unique<ScriptedHandler>(*m_script); };
    Server first;
    ServerOptions options;
    options.threads = 2;
    options.port = *first.start(options, make);
    for (const int threads : {1, 2}) {
        options.threads = threads;
        const auto again = Server().start(options, make);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, sekisho::core::ErrorKind::Conflict);
    }
}

void ServerTest::threadsShareThePort()
{
    m_script = std::make_unique<Script>();
    Server server;
    ServerOptions options;
    options.threads = 3;
    QVERIFY(server.start(options, [this] { return std::make_unique<ScriptedHandler>(*m_script); }));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 32; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port(), std::nullopt));
        clients.back()->send(get("/echo"));
    }
    for (const auto &client : clients)
        QTRY_VERIFY(client->hasAnswers(1));
    QCOMPARE(server.connectionCount(), 32);
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
