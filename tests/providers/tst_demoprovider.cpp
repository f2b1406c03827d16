// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordinglistener.h"

#include <providers/demodeployments.h>
#include <providers/demoprovider.h>
#include <providers/tokenestimate.h>

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::Json;
using providers::Deployment;
using test::RecordingListener;

namespace {

Deployment fastModel(const QString &model = u"gpt-4o-mini"_s)
{
    Deployment deployment;
    deployment.provider = u"demo"_s;
    deployment.upstreamModel = model;
    deployment.parameters = Json{{"demo_delay_ms", 0}, {"demo_chunk_ms", 0}};
    return deployment;
}

providers::ChatRequest ask(const QString &text, bool stream = true, const Json &more = Json::object())
{
    Json body{{"model", "x"},
              {"messages", Json::array({{{"role", "user"}, {"content", text}}})},
              {"stream", stream}};
    body.update(more);
    return {core::toJsonBytes(body), stream, false};
}

} // namespace

class TestDemoProvider : public QObject
{
    Q_OBJECT
private:
    providers::DemoProvider m_provider;

    QString answerTo(const QString &text, const Deployment &deployment = fastModel())
    {
        RecordingListener listener;
        const auto call = m_provider.startChat(deployment, ask(text), listener);
        if (!QTest::qWaitFor([&] { return listener.ended(); }))
            return {};
        return listener.text();
    }

private Q_SLOTS:
    void streamsLikeOpenAi();
    void plainAnswerHasUsage();
    void usageEventOnlyIfAsked();
    void answersInTheLanguageOfTheQuestion_data();
    void answersInTheLanguageOfTheQuestion();
    void repeatsTheUsersWords();
    void fillsEveryBlank_data();
    void fillsEveryBlank();
    void sameQuestionSameAnswer();
    void modelsDifferInVoice();
    void honoursMaxTokens();
    void isPacedAsAModelIs();
    void failsOnDemand_data();
    void failsOnDemand();
    void breaksOffMidway();
    void staysSilentWhilePaused();
    void canBeDestroyedFromAnyWord_data();
    void canBeDestroyedFromAnyWord();
    void saysNothingAfterDestruction();
    void refusesABodyWithoutMessages();
    void demoModelsHavePrices();
};

void TestDemoProvider::streamsLikeOpenAi()
{
    RecordingListener listener;
    const auto call = m_provider.startChat(fastModel(), ask(u"今期の予算を表にして"_s), listener);
    QCOMPARE(listener.startedCount, 0);
    QTRY_COMPARE(listener.completedCount, 1);
    const auto events = listener.events();
    QVERIFY(events.size() > 10);
    QVERIFY(events.first()["choices"][0]["delta"]["role"] == Json("assistant"));
    QVERIFY(events.last()["choices"][0]["finish_reason"] == Json("stop"));
    for (const Json &event : events) {
        QVERIFY(event["object"] == Json("chat.completion.chunk"));
        QVERIFY(event["id"] == events.first()["id"]);
        QVERIFY(event["system_fingerprint"] == Json("demo"));
    }
    QVERIFY(core::stringOr(events.first(), "id").startsWith("chatcmpl-"_L1));
    QVERIFY(!listener.bytes.contains("[DONE]"));
    QCOMPARE(listener.headers.value("x-sekisho-demo"), "true");
    QCOMPARE(listener.usage.completionTokens, providers::estimateTokens(listener.text().toUtf8()));
    QVERIFY(listener.usage.promptTokens > 0);
}

void TestDemoProvider::plainAnswerHasUsage()
{
    RecordingListener listener;
    const auto call = m_provider.startChat(fastModel(), ask(u"Hello"_s, false), listener);
    QTRY_COMPARE(listener.completedCount, 1);
    QCOMPARE(listener.receivedCount, 1);
    const auto body = core::parseJson(listener.bytes);
    QVERIFY(body);
    QVERIFY((*body)["object"] == Json("chat.completion"));
    QVERIFY((*body)["choices"][0]["finish_reason"] == Json("stop"));
    QVERIFY((*body)["usage"]["completion_tokens"] == Json(listener.usage.completionTokens));
    QVERIFY((*body)["usage"]["prompt_tokens"] == Json(listener.usage.promptTokens));
}

void TestDemoProvider::usageEventOnlyIfAsked()
{
    RecordingListener quiet;
    const auto first = m_provider.startChat(fastModel(), ask(u"Hello"_s), quiet);
    QTRY_COMPARE(quiet.completedCount, 1);
    QVERIFY(!quiet.bytes.contains("usage"));

    RecordingListener curious;
    auto request = ask(u"Hello"_s);
    request.clientWantsUsage = true;
    const auto second = m_provider.startChat(fastModel(), request, curious);
    QTRY_COMPARE(curious.completedCount, 1);
    const Json last = curious.events().last();
    QVERIFY(last["choices"] == Json::array());
    QVERIFY(last["usage"]["completion_tokens"] == Json(curious.usage.completionTokens));
}

void TestDemoProvider::answersInTheLanguageOfTheQuestion_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("expected");
    QTest::newRow("a Japanese greeting") << u"こんにちは"_s << u"こんにちは"_s;
    QTest::newRow("an English greeting") << u"Hello!"_s << u"Hello."_s;
    QTest::newRow("a Japanese table") << u"今期の予算を表にして"_s << u"| 項目 |"_s;
    QTest::newRow("an English table") << u"Please make a budget table for the sales team"_s << u"| Item |"_s;
    QTest::newRow("Japanese with code") << u"PythonでCSVを集計するコードを書いて"_s << u"```python\ndef "_s;
    QTest::newRow("English with SQL") << u"Write an SQL query that sums the spend"_s << u"```sql\nSELECT"_s;
    QTest::newRow("English with C++") << u"A C++ function please"_s << u"```cpp\n#include"_s;
    QTest::newRow("a Japanese summary") << u"議事録を要約してください"_s << u"## 要約"_s;
    QTest::newRow("an English comparison")
        << u"Compare SQLite and PostgreSQL"_s << u"## SQLite and PostgreSQL"_s;
    QTest::newRow("a Japanese comparison")
        << u"オンプレミスとクラウドの違い"_s << u"## オンプレミスとクラウドの比較"_s;
    QTest::newRow("anything in Japanese") << u"社内勉強会を続けるには"_s << u"## 整理"_s;
    QTest::newRow("anything in English") << u"Onboarding new colleagues"_s << u"## A way to look at it"_s;
    QTest::newRow("nothing at all") << u""_s << u"## A way to look at it"_s;
}

void TestDemoProvider::answersInTheLanguageOfTheQuestion()
{
    QFETCH(QString, question);
    QFETCH(QString, expected);
    const QString answer = answerTo(question);
    QVERIFY2(answer.contains(expected), qPrintable(answer));
}

void TestDemoProvider::repeatsTheUsersWords()
{
    QVERIFY(answerTo(u"新入社員の研修計画を考えたい"_s).contains(u"「新入社員の研修計画を考えたい」"_s));
    QVERIFY(answerTo(u"Planning the autumn release"_s).contains(u"“Planning the autumn release”"_s));
    const Json messages = Json::array({{{"role", "user"}, {"content", "予算の相談です"}},
                                       {{"role", "assistant"}, {"content", "はい"}},
                                       {{"role", "user"}, {"content", "表にしてください"}}});
    RecordingListener listener;
    const auto call = m_provider.startChat(fastModel(), ask({}, true, {{"messages", messages}}), listener);
    QTRY_VERIFY(listener.ended());
    QVERIFY(listener.text().contains(u"先ほどの「予算の相談です」"_s));
}

void TestDemoProvider::fillsEveryBlank_data()
{
    QTest::addColumn<QString>("model");
    QTest::newRow("the plain voice") << u"gpt-4o-mini"_s;
    QTest::newRow("the eager voice") << u"gemini-2.0-flash-lite"_s;
}

void TestDemoProvider::fillsEveryBlank()
{
    QFETCH(QString, model);
    for (const QString &question :
         {u"こんにちは"_s, u"予算の表"_s, u"コード"_s, u"JavaScript のコード"_s, u"bash のコード"_s,
          u"要約"_s, u"比較"_s, u"相談"_s, u"hi"_s, u"budget"_s, u"code"_s, u"summary"_s, u"compare"_s,
          u"thoughts"_s, u"[[a/b]] |*x*| in a table"_s}) {
        const QString answer = answerTo(question, fastModel(model));
        QVERIFY2(!answer.contains("[["_L1) && !answer.contains("]]"_L1) && answer.size() > 60,
                 qPrintable(answer));
    }
}

void TestDemoProvider::sameQuestionSameAnswer()
{
    QCOMPARE(answerTo(u"予算の内訳"_s), answerTo(u"予算の内訳"_s));
    QVERIFY(answerTo(u"予算の内訳"_s) != answerTo(u"予算の内訳を"_s));
}

void TestDemoProvider::modelsDifferInVoice()
{
    const QString gemini = answerTo(u"予算の内訳"_s, fastModel(u"gemini-2.0-flash-lite"_s));
    QVERIFY(gemini.contains(u"**ポイント**"_s));
    QVERIFY(!answerTo(u"予算の内訳"_s).contains(u"**ポイント**"_s));
}

void TestDemoProvider::honoursMaxTokens()
{
    RecordingListener listener;
    const auto call =
        m_provider.startChat(fastModel(), ask(u"予算の内訳"_s, true, {{"max_tokens", 12}}), listener);
    QTRY_VERIFY(listener.ended());
    QVERIFY(listener.events().last()["choices"][0]["finish_reason"] == Json("length"));
    QVERIFY(listener.usage.completionTokens <= 12);
    QVERIFY(listener.usage.completionTokens >= 10);
}

void TestDemoProvider::isPacedAsAModelIs()
{
    Deployment deployment = fastModel();
    deployment.parameters = Json::object();
    RecordingListener listener;
    QElapsedTimer clock;
    clock.start();
    qint64 firstWord = -1;
    listener.onEvent = [&] {
        if (firstWord < 0)
            firstWord = clock.elapsed();
    };
    const auto call = m_provider.startChat(deployment, ask(u"予算の内訳"_s), listener);
    QTRY_COMPARE(listener.completedCount, 1);
    QVERIFY(firstWord >= 149);
    QVERIFY(clock.elapsed() >= 1000);
    QVERIFY(listener.receivedCount > 20);
}

void TestDemoProvider::failsOnDemand_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("question");
    QTest::addColumn<int>("status");
    QTest::addColumn<core::ErrorKind>("kind");
    QTest::addColumn<int>("retryAfter");
    using core::ErrorKind;
    QTest::newRow("a failing model") << QByteArray(R"({"demo_fail":true})") << u"hi"_s << 500
                                     << ErrorKind::Upstream << -1;
    QTest::newRow("a model that is away")
        << QByteArray(R"({"demo_fail":503})") << u"hi"_s << 503 << ErrorKind::Unavailable << -1;
    QTest::newRow("a limiting model")
        << QByteArray(R"({"demo_rate_limit":7})") << u"hi"_s << 429 << ErrorKind::RateLimited << 7;
    QTest::newRow("the command fail")
        << QByteArray("{}") << u"/demo fail"_s << 500 << ErrorKind::Upstream << -1;
    QTest::newRow("the command fail 503")
        << QByteArray("{}") << u"/demo fail 503"_s << 503 << ErrorKind::Unavailable << -1;
    QTest::newRow("the command rate-limit")
        << QByteArray("{}") << u"/demo rate-limit\nhello"_s << 429 << ErrorKind::RateLimited << 20;
}

void TestDemoProvider::failsOnDemand()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, question);
    QFETCH(int, retryAfter);
    Deployment deployment = fastModel();
    deployment.parameters = *core::parseJson(parameters);
    RecordingListener listener;
    const auto call = m_provider.startChat(deployment, ask(question), listener);
    QTRY_COMPARE(listener.failedCount, 1);
    QCOMPARE(listener.startedCount, 0);
    QTEST(listener.error.status, "status");
    QTEST(listener.error.error.kind, "kind");
    QCOMPARE(listener.error.retryAfter.value_or(std::chrono::seconds(-1)).count(), retryAfter);
    QVERIFY(listener.error.body["error"]["message"].is_string());
}

void TestDemoProvider::breaksOffMidway()
{
    RecordingListener listener;
    const auto call = m_provider.startChat(fastModel(), ask(u"/demo break 予算の内訳"_s), listener);
    QTRY_COMPARE(listener.failedCount, 1);
    QCOMPARE(listener.startedCount, 1);
    QCOMPARE(listener.completedCount, 0);
    QCOMPARE(listener.error.error.kind, core::ErrorKind::Network);
    QVERIFY(!listener.text().isEmpty());
    QVERIFY(listener.usage.estimated);
    QCOMPARE(listener.usage.completionTokens, providers::estimateTokens(listener.text().toUtf8()));
}

void TestDemoProvider::staysSilentWhilePaused()
{
    RecordingListener listener;
    std::unique_ptr<providers::ChatCall> call;
    listener.onEvent = [&] {
        if (listener.receivedCount == 1)
            call->pause();
    };
    call = m_provider.startChat(fastModel(), ask(u"予算の内訳"_s), listener);
    QTRY_COMPARE(listener.receivedCount, 1);
    QTest::qWait(50);
    QCOMPARE(listener.receivedCount, 1);
    call->resume();
    QTRY_COMPARE(listener.completedCount, 1);
    call->pause();
    call->resume();
    QTest::qWait(20);
    QCOMPARE(listener.completedCount, 1);
}

void TestDemoProvider::canBeDestroyedFromAnyWord_data()
{
    QTest::addColumn<int>("word");
    QTest::addColumn<bool>("stream");
    for (const bool stream : {true, false}) {
        for (int word = 1; word <= 4; ++word)
            QTest::addRow("at word %d of a %s answer", word, stream ? "streamed" : "plain") << word << stream;
    }
}

void TestDemoProvider::canBeDestroyedFromAnyWord()
{
    QFETCH(int, word);
    QFETCH(bool, stream);
    RecordingListener listener;
    std::unique_ptr<providers::ChatCall> call;
    int words = 0;
    listener.onEvent = [&] {
        if (++words == word)
            call.reset();
    };
    call = m_provider.startChat(fastModel(), ask(u"予算の内訳"_s, stream), listener);
    QTRY_VERIFY(words == word || listener.ended());
    QTest::qWait(20);
    QVERIFY(words <= word);
}

void TestDemoProvider::saysNothingAfterDestruction()
{
    RecordingListener listener;
    m_provider.startChat(fastModel(), ask(u"hi"_s), listener).reset();
    QTest::qWait(20);
    QCOMPARE(listener.startedCount, 0);
}

void TestDemoProvider::refusesABodyWithoutMessages()
{
    RecordingListener listener;
    const auto call = m_provider.startChat(fastModel(), {"{}", false, false}, listener);
    QTRY_COMPARE(listener.failedCount, 1);
    QCOMPARE(listener.error.status, 400);
    QVERIFY(listener.error.error.detail.contains("messages"_L1));
}

void TestDemoProvider::demoModelsHavePrices()
{
    const auto deployments = providers::demoDeployments();
    QCOMPARE(deployments.size(), 2U);
    QCOMPARE(deployments[0].modelName, u"gpt-4o-mini"_s);
    QCOMPARE(deployments[1].modelName, u"gemini/gemini-2.0-flash-lite"_s);
    QCOMPARE(deployments[0].inputPrice.forTokens(1'000'000).usd(), 0.15);
    QCOMPARE(deployments[0].outputPrice.forTokens(1'000'000).usd(), 0.6);
    QCOMPARE(deployments[1].inputPrice.forTokens(1'000'000).usd(), 0.075);
    QCOMPARE(deployments[1].outputPrice.forTokens(1'000'000).usd(), 0.3);
    for (const auto &deployment : deployments)
        QVERIFY(deployment.isDemo());
}

QTEST_GUILESS_MAIN(TestDemoProvider)
#include "tst_demoprovider.moc"
