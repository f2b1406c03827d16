// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"
#include "wireanswers.h"

#include <QTest>

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <support/fakeupstream.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using test::answersIn;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayProcess;

namespace {

/// A connected socket without any of Qt's buffers; -1 with errno set if there is none.
int connectedTo(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
        return socket;
    if (socket >= 0)
        ::close(socket);
    return -1;
}

/// All that comes until the other side closes, or is silent for long.
QByteArray readToEnd(int socket)
{
    const timeval patience{20, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    QByteArray all;
    char buffer[4096];
    for (ssize_t size = 1; size > 0;) {
        size = ::recv(socket, buffer, sizeof buffer, 0);
        all.append(buffer, std::max<ssize_t>(0, size));
    }
    return all;
}

} // namespace

/// Ten thousand clients that keep their connections and say nothing, as SDKs with pools do.
class TestIdleConnections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void costLittle();
    void moreThanTheLimitAreRefused();
    void roomIsGivenBack();

private:
    static constexpr int Idle = 10'000;
    /// What the program under test may open: three quarters of it are Idle and a few.
    static constexpr rlim_t Descriptors = 13'400;
    static constexpr int Limit = Descriptors / 4 * 3;
    /// Measured: 2.2 kB, in the clear and with glibc's allocator; kernel buffers are not the process's.
    static constexpr qint64 BytesEach = 4096;

    bool openUntil(std::size_t count);
    /// Those of m_sockets that have something to read.
    std::vector<int> answered() const;
    int chatStatus();
    static std::optional<QString> reasonToSkip();

    FakeUpstream m_upstream;
    GatewayProcess m_gateway{QStringLiteral(SEKISHO_GATEWAY_PROGRAM), m_upstream.url()};
    std::vector<int> m_sockets;
};

std::optional<QString> TestIdleConnections::reasonToSkip()
{
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max < Descriptors)
        return u"this machine lets a process have %1 descriptors only (ulimit -Hn)"_s.arg(limit.rlim_max);
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        return u"this machine refuses more descriptors: %1"_s.arg(
            QString::fromLocal8Bit(std::strerror(errno)));
    return std::nullopt;
}

void TestIdleConnections::initTestCase()
{
    if (const auto reason = reasonToSkip())
        QSKIP(qPrintable(*reason));
    m_upstream.answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],)"
                              R"("usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})"));
    // It raises the limit it starts with by itself.
    m_gateway.limitDescriptors(1024, Descriptors);
    QVERIFY(m_gateway.start());
    for (int i = 0; i < 50; ++i)
        QCOMPARE(chatStatus(), 200);
}

void TestIdleConnections::cleanupTestCase()
{
    for (const int socket : m_sockets)
        ::close(socket);
}

bool TestIdleConnections::openUntil(std::size_t count)
{
    while (m_sockets.size() < count) {
        const int socket = connectedTo(quint16(m_gateway.url().port()));
        if (socket < 0) {
            qWarning("after %zu connections: %s", m_sockets.size(), std::strerror(errno));
            return false;
        }
        m_sockets.push_back(socket);
    }
    return true;
}

std::vector<int> TestIdleConnections::answered() const
{
    std::vector<pollfd> polled;
    for (const int socket : m_sockets)
        polled.push_back({socket, POLLIN, 0});
    ::poll(polled.data(), polled.size(), 0);
    std::vector<int> found;
    for (const pollfd &one : polled) {
        if (one.revents != 0)
            found.push_back(one.fd);
    }
    return found;
}

int TestIdleConnections::chatStatus()
{
    const auto reply = m_gateway.sendChat(false);
    test::TestClient::waitFor(*reply);
    return reply->status;
}

void TestIdleConnections::costLittle()
{
    const auto before = m_gateway.footprint();
    QVERIFY(openUntil(Idle));
    QTRY_VERIFY_WITH_TIMEOUT(m_gateway.footprint().descriptors > Idle, 20'000);
    const auto with = m_gateway.footprint();
    const qint64 each = (with.kilobytes - before.kilobytes) * 1024 / Idle;
    qInfo("%lld bytes for each idle connection", each);
#ifndef __SANITIZE_ADDRESS__ // has an allocator of its own
    QVERIFY2(each < BytesEach, qPrintable(QString::number(each)));
#endif
    for (int i = 0; i < 50; ++i)
        QCOMPARE(chatStatus(), 200);
    // On a connection of its own, too.
    test::TestClient fresh(m_gateway.url(), test::GatewayFixture::MasterKey);
    QCOMPARE(fresh.request("GET", u"/health/readiness"_s)->status, 200);
    QCOMPARE(m_gateway.footprint().threads, before.threads);
}

void TestIdleConnections::moreThanTheLimitAreRefused()
{
    constexpr std::size_t Beyond = 20;
    QVERIFY(openUntil(Limit + Beyond));
    // Which they are is up to the threads that accept them. One more is for the test's own client.
    QTRY_VERIFY(answered().size() > Beyond);
    for (const int refused : answered()) {
        const auto answers = answersIn(readToEnd(refused));
        QCOMPARE(answers.size(), 1);
        QVERIFY2(answers[0].flawAsError(503).isEmpty(), qPrintable(answers[0].flawAsError(503)));
        QVERIFY(answers[0].closes());
    }
    // Who is connected goes on.
    QCOMPARE(chatStatus(), 200);
    QVERIFY(m_gateway.isRunning());
}

void TestIdleConnections::roomIsGivenBack()
{
    for (const int socket : std::exchange(m_sockets, {}))
        ::close(socket);
    const auto isLetIn = [this] {
        test::TestClient fresh(m_gateway.url(), test::GatewayFixture::MasterKey);
        return fresh.request("GET", u"/health/readiness"_s)->status == 200;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isLetIn(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_gateway.footprint().descriptors < 200, 20'000);
    QCOMPARE(chatStatus(), 200);
    QVERIFY(m_gateway.terminate());
}

QTEST_GUILESS_MAIN(TestIdleConnections)
#include "tst_idleconnections.moc"
