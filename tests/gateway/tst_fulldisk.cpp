// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"

#include <QDir>
#include <QTest>

#include <support/fakeupstream.h>
#include <sys/resource.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayProcess;
using test::Reply;

namespace {

const QByteArray Usage = R"({"prompt_tokens":3,"completion_tokens":2,"total_tokens":5})";

/// Bytes left for a journal. With some left a row is torn, which the journal has to mend.
enum class Room { None, ForAPieceOfARow };

} // namespace

/// A disk that takes no more: no call is served that could not be recorded, none that was is lost, and the
/// gateway goes on when there is room again.
class TestFullDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void refusesCallsItCannotRecord_data();
    void refusesCallsItCannotRecord();
    void breaksOffAStreamItCannotRecord();
    void saysSoWhereProbesLook();
    void goesOnWhenThereIsRoom();
    void losesNoCallItServed();

private:
    void fillDisk(Room room);
    void emptyDisk();
    void limitFiles(rlim_t bytes);
    rlim_t journalSize() const;
    std::shared_ptr<Reply> chat(bool stream = false);
    bool servesAgain();

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayProcess> m_gateway;
    QStringList m_served;
};

void TestFullDisk::init()
{
    m_served.clear();
    m_upstream = std::make_unique<FakeUpstream>();
    m_upstream->answer(FakeAnswer::chatStream({u"one"_s, u"two"_s}, Usage));
    m_gateway =
        std::make_unique<GatewayProcess>(QStringLiteral(SEKISHO_GATEWAY_PROGRAM), m_upstream->url(), 1);
    QVERIFY(m_gateway->start());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(chat(true)->status, 200);
    QCOMPARE(m_served.size(), 3);
}

std::shared_ptr<Reply> TestFullDisk::chat(bool stream)
{
    auto reply = m_gateway->sendChat(stream);
    test::TestClient::waitFor(*reply);
    const bool isWhole =
        reply->isDone && reply->status == 200 && (!stream || reply->body.endsWith("data: [DONE]\n\n"));
    if (isWhole)
        m_served.append(QString::fromLatin1(reply->callId()));
    return reply;
}

rlim_t TestFullDisk::journalSize() const
{
    qint64 largest = 0;
    for (const QFileInfo &file : QDir(m_gateway->dataDir() + u"/journal"_s).entryInfoList(QDir::Files))
        largest = std::max(largest, file.size());
    return static_cast<rlim_t>(largest);
}

void TestFullDisk::limitFiles(rlim_t bytes)
{
    const rlimit limit{bytes, RLIM_INFINITY};
    QCOMPARE(prlimit(static_cast<pid_t>(m_gateway->pid()), RLIMIT_FSIZE, &limit, nullptr), 0);
}

void TestFullDisk::fillDisk(Room room)
{
    QVERIFY(journalSize() > 0);
    limitFiles(journalSize() + (room == Room::None ? 0 : 20));
}

void TestFullDisk::emptyDisk()
{
    limitFiles(RLIM_INFINITY);
}

bool TestFullDisk::servesAgain()
{
    return QTest::qWaitFor([&] { return chat(true)->status == 200; }, 20000);
}

void TestFullDisk::refusesCallsItCannotRecord_data()
{
    QTest::addColumn<bool>("stream");
    QTest::newRow("a plain answer") << false;
    QTest::newRow("a stream") << true;
}

void TestFullDisk::refusesCallsItCannotRecord()
{
    QFETCH(bool, stream);
    m_upstream->answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],"usage":)" + Usage + "}"));
    fillDisk(Room::None);
    // The first finds out, after its upstream has answered; the next is not even begun.
    const auto first = chat();
    QCOMPARE(first->status, 503);
    QVERIFY(first->body.contains("cannot write its ledger"));
    const auto asked = m_upstream->requests().size();
    const auto second = chat(stream);
    QCOMPARE(second->status, 503);
    QVERIFY(second->body.contains("cannot write its ledger"));
    QCOMPARE(m_upstream->requests().size(), asked);
    QVERIFY(m_gateway->isRunning());
}

void TestFullDisk::breaksOffAStreamItCannotRecord()
{
    m_upstream->answer(FakeAnswer::chatStream(QStringList(20, u"word "_s), Usage).inPiecesOf(100).every(1ms));
    const auto reply = m_gateway->sendChat(true);
    QTRY_VERIFY(!reply->body.isEmpty());
    fillDisk(Room::ForAPieceOfARow);
    test::TestClient::waitFor(*reply);
    QCOMPARE(reply->status, 200);
    QVERIFY(reply->isBroken);
    QVERIFY(!reply->body.contains("[DONE]"));
}

void TestFullDisk::saysSoWhereProbesLook()
{
    auto &client = m_gateway->client();
    QCOMPARE(client.request("GET", u"/health/readiness"_s)->status, 200);
    fillDisk(Room::None);
    (void)chat();
    const auto readiness = client.request("GET", u"/health/readiness"_s);
    QCOMPARE(readiness->status, 503);
    QCOMPARE(core::stringOr(readiness->json(), "ledger"), u"not writable"_s);
    // A restart would not help.
    QCOMPARE(client.request("GET", u"/health/liveliness"_s)->status, 200);
}

void TestFullDisk::goesOnWhenThereIsRoom()
{
    fillDisk(Room::ForAPieceOfARow);
    QVERIFY(chat()->status != 200);
    emptyDisk();
    QVERIFY(servesAgain());
    QTRY_COMPARE(m_gateway->client().request("GET", u"/health/readiness"_s)->status, 200);
    const auto recorded = m_gateway->recordedCalls();
    for (const QString &call : std::as_const(m_served))
        QCOMPARE(recorded.value(call), 1);
}

void TestFullDisk::losesNoCallItServed()
{
    fillDisk(Room::ForAPieceOfARow);
    for (int i = 0; i < 5; ++i)
        (void)chat(i % 2);
    emptyDisk();
    QVERIFY(servesAgain());
    fillDisk(Room::ForAPieceOfARow);
    (void)chat();
    QVERIFY(m_gateway->kill());
    QVERIFY(m_gateway->start());
    const auto recorded = m_gateway->recordedCalls();
    for (const QString &call : std::as_const(m_served))
        QCOMPARE(recorded.value(call), 1);
    for (auto it = recorded.begin(); it != recorded.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key() + u" is there twice"_s));
    QVERIFY(m_gateway->terminate());
}

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
