// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <http/rawclient.h>

#include <QDeadlineTimer>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// A client that takes a long answer slowly: the gateway reads no further upstream, instead of keeping the
/// answer in memory.
class TestSlowClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void holdsTheUpstreamBack();
    void losesNothingOfTheAnswer();
    void letsGoOfTheUpstreamWhenTheClientLeaves();

private:
    void askForMuch();
    bool sendsNothingFurther();
    bool hasUpstreamStalled();

    static constexpr int Words = 1000;
    static constexpr int WordBytes = 24 * 1024;
    FakeAnswer m_longAnswer;
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<FakeUpstream> m_quickUpstream;
    std::unique_ptr<GatewayFixture> m_fixture;
    std::unique_ptr<RawClient> m_client;
};

void TestSlowClient::initTestCase()
{
    const QByteArray event =
        R"({"id":"a","choices":[{"index":0,"delta":{"content":")" + QByteArray(WordBytes, 'x') + R"("}}]})";
    m_longAnswer = FakeAnswer::stream(QByteArrayList(Words, event) + QByteArrayList{"[DONE]"});
}

void TestSlowClient::init()
{
    m_upstream = std::make_unique<FakeUpstream>();
    m_quickUpstream = std::make_unique<FakeUpstream>();
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"long"_s, m_upstream->url()),
                                             GatewayFixture::deployment(u"short"_s, m_quickUpstream->url())};
    const QByteArray usage = R"({"prompt_tokens":10,"completion_tokens":20})";
    m_upstream->answer(m_longAnswer);
    m_quickUpstream->answer(FakeAnswer::chatStream({u"hello"_s}, usage));
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
    askForMuch();
}

void TestSlowClient::cleanup()
{
    m_client.reset();
    m_fixture.reset();
}

void TestSlowClient::askForMuch()
{
    const QByteArray body = GatewayFixture::chat(u"long"_s, true);
    m_client = std::make_unique<RawClient>(m_fixture->info().port, std::nullopt);
    m_client->stopReading();
    m_client->send("POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " +
                   GatewayFixture::MasterKey.toLatin1() +
                   "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QTRY_COMPARE(m_upstream->requests().size(), 1);
}

/// Whether the upstream gets rid of nothing while the same I/O thread serves others at their pace.
bool TestSlowClient::sendsNothingFurther()
{
    const qint64 before = m_upstream->bytesUnsent();
    auto quick = m_fixture->client(GatewayFixture::MasterKey);
    for (int i = 0; i < 5; ++i) {
        auto reply = quick.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"short"_s, true));
        test::TestClient::waitFor(*reply);
        if (!reply->body.endsWith("[DONE]\n\n"))
            return false;
    }
    return before > 0 && m_upstream->bytesUnsent() == before;
}

/// The system's buffers grow by and by: it has stalled when it did for a while.
bool TestSlowClient::hasUpstreamStalled()
{
    const QDeadlineTimer deadline(30s);
    int times = 0;
    while (times < 3 && !deadline.hasExpired())
        times = sendsNothingFurther() ? times + 1 : 0;
    return times == 3;
}

void TestSlowClient::holdsTheUpstreamBack()
{
    QVERIFY(hasUpstreamStalled());
    // What is missing is in the buffers of two connections and, at most a quarter of a megabyte, in the
    // gateway.
    QVERIFY(m_upstream->bytesUnsent() > qint64(Words) * WordBytes / 2);
}

void TestSlowClient::losesNothingOfTheAnswer()
{
    QVERIFY(hasUpstreamStalled());
    m_client->resumeReading();
    QTRY_VERIFY_WITH_TIMEOUT(m_client->received().endsWith("data: [DONE]\n\n\r\n0\r\n\r\n"), 60000);
    QCOMPARE(m_client->received().count('x') / WordBytes, Words);
    QCOMPARE(m_upstream->bytesUnsent(), 0);
}

void TestSlowClient::letsGoOfTheUpstreamWhenTheClientLeaves()
{
    QVERIFY(hasUpstreamStalled());
    m_client->close();
    QTRY_COMPARE(m_upstream->connectionsOpen(), 0);
    const auto isRecorded = [this] {
        const core::Json rows = m_fixture->rows();
        return std::any_of(rows.begin(), rows.end(), [](const core::Json &row) {
            return core::stringOr(row, "model_group") == u"long"_s &&
                   core::stringOr(row["metadata"]["error_information"], "error_class") == u"client_gone"_s;
        });
    };
    QTRY_VERIFY(isRecorded());
}

QTEST_GUILESS_MAIN(TestSlowClient)
#include "tst_slowclient.moc"
