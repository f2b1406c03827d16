// SPDX-License-Identifier: GPL-3.0-or-later
#include <models/chat/chatsession.h>
#include <models/chat/conversationlistmodel.h>
#include <models/chat/keychoicemodel.h>
#include <models/chat/modelchoicemodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <support/fakearchive.h>
#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::models;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::FakeAnswer;
using test::FakeArchive;
using test::FakeTracer;

namespace {
constexpr char Usage[] = R"({"prompt_tokens":3,"completion_tokens":5,"cost":0.25})";
} // namespace

class ChatSessionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aTurnIsAskedAnsweredAndKept();
    void identityIsFrozen();
    void textArrivesOnceATick();
    void stopKeepsWhatCame();
    void refusalIsFacts();
    void refusedTurnsAreNotToldToTheModel();
    void retryAsksAgain();
    void costIsReadFromTheLedger();
    void theTraceWaitsForASlowLedger();
    void theTraceGoesWithoutACostNobodyKnows();
    void tracingOffLeavesNoTrace();
    void tracingOnTellsTheTurn();
    void tracesGoWhereTheyWereAskedFor();
    void withoutLangfuseNothingIsTraced();
    void openAndNew();
    void clearKeepsTheConversation();
    void problemSurvivesTheArchive();
    void listGroupsAndMoves();
    void listTakesARemovalBack();
    void listSearches();
    void choicesFollowTheKey();

private:
    void ask(const QString &text);
    const ChatMessage &last() const { return m_chat->messages()->messages().last(); }
    core::Json lastBody() const
    {
        return core::parseJson(m_upstream->requests().last().body).value_or(core::Json());
    }

    std::unique_ptr<test::FakeUpstream> m_upstream;
    core::ManualClock m_clock{core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value()};
    std::unique_ptr<FakeArchive> m_archive;
    std::unique_ptr<FakeTracer> m_tracer;
    std::unique_ptr<client::ProfileSession> m_profile;
    std::unique_ptr<ChatSession> m_chat;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void ChatSessionTest::init()
{
    m_upstream = std::make_unique<test::FakeUpstream>();
    m_archive = std::make_unique<FakeArchive>();
    m_tracer = std::make_unique<FakeTracer>();
    m_profile = std::make_unique<client::ProfileSession>(&m_clock);
    client::Profile profile;
    profile.id = u"local"_s;
    profile.gatewayUrl = m_upstream->url(QString());
    profile.keys = {{u"k1"_s, u"mykey"_s, u"sk-...0001"_s, {}, false},
                    {u"k2"_s, u"master"_s, u"sk-...0002"_s, {}, true}};
    profile.currentKeyId = u"k1"_s;
    profile.langfuse =
        client::LangfuseAddress{QUrl(u"https://langfuse.example"_s), u"pk-lf"_s, {}, u"staging"_s};
    m_profile->open(profile, {core::SecretString(u"sk-0001"_s), {}, core::SecretString(u"sk-lf"_s)});
    m_chat = std::make_unique<ChatSession>(m_profile.get(), m_archive.get(), &m_clock, m_tracer.get());
    m_chat->setModel(u"gpt-4o-mini"_s);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_chat->messages(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void ChatSessionTest::cleanup()
{
    m_tester.reset();
    m_chat.reset();
    m_profile.reset();
}

void ChatSessionTest::ask(const QString &text)
{
    QSignalSpy ended(m_chat.get(), &ChatSession::answerEnded);
    m_chat->send(text);
    QVERIFY(m_chat->isAnswering());
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(!m_chat->isAnswering());
}

void ChatSessionTest::aTurnIsAskedAnsweredAndKept()
{
    m_upstream->answer(FakeAnswer::chatStream({u"はい"_s, u"。"_s}, Usage));
    m_chat->setSystemMessage(u"Be brief."_s);
    ask(u"今期の予算は\nいくら"_s);
    QCOMPARE(m_chat->messages()->rowCount(), 2);
    QCOMPARE(last().text, u"はい。"_s);
    QCOMPARE(last().status, MessageStatus::Complete);
    QCOMPARE(last().figures.cost, core::Money::fromUsd(0.25));
    QCOMPARE(m_chat->conversation().title, u"今期の予算は"_s);
    QCOMPARE(m_chat->totals().answers, 1);
    QCOMPARE(m_chat->totals().completionTokens, 5);
    QCOMPARE(m_chat->totals().cost, core::Money::fromUsd(0.25));
    const auto kept = m_archive->conversations.value(m_chat->conversation().id);
    QCOMPARE(kept.messages, m_chat->messages()->messages());
    QCOMPARE(kept.head, m_chat->conversation());
    ask(u"more"_s);
    QCOMPARE(lastBody()["messages"].size(), std::size_t(4));
    QCOMPARE(lastBody()["messages"][0]["role"].get<QString>(), u"system"_s);
    m_chat->send(u"  \n"_s);
    QVERIFY(!m_chat->isAnswering());
}

void ChatSessionTest::identityIsFrozen()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage).withHeader("x-sekisho-demo", "true"));
    m_chat->setEndUser(u"tanaka"_s);
    ask(u"one"_s);
    m_chat->setModel(u"gemini"_s);
    m_chat->setEndUser(u"suzuki"_s);
    QSignalSpy settings(m_chat.get(), &ChatSession::settingsChanged);
    m_profile->useKey(u"k2"_s, core::SecretString(u"sk-0002"_s));
    QCOMPARE(settings.count(), 1);
    QCOMPARE(m_chat->settings().keyAlias, u"master"_s);
    QCOMPARE(last().identity.model, u"gpt-4o-mini"_s);
    QCOMPARE(last().identity.keyAlias, u"mykey"_s);
    QCOMPARE(last().identity.endUser, u"tanaka"_s);
    QVERIFY(last().identity.isDemo);
    ask(u"two"_s);
    QCOMPARE(last().identity.keyAlias, u"master"_s);
    QCOMPARE(m_upstream->requests().last().header("Authorization"), QByteArray("Bearer sk-0002"));
    QCOMPARE(lastBody()["user"].get<QString>(), u"suzuki"_s);
}

void ChatSessionTest::textArrivesOnceATick()
{
    QStringList words;
    for (int i = 0; i < 500; ++i)
        words << QString::number(i) + u' ';
    m_upstream->answer(FakeAnswer::chatStream(words, Usage));
    QSignalSpy appended(m_chat->messages(), &MessageListModel::textAppended);
    ask(u"count"_s);
    QCOMPARE(last().text, words.join(QString()));
    QVERIFY2(appended.count() < 100, qPrintable(QString::number(appended.count())));
    QString together;
    for (const auto &call : appended)
        together += call.at(1).toString();
    QCOMPARE(together, last().text);
}

void ChatSessionTest::stopKeepsWhatCame()
{
    QStringList words;
    for (int i = 0; i < 300; ++i)
        words << u"word "_s;
    m_upstream->answer(FakeAnswer::chatStream(words, Usage).inPiecesOf(400).every(10ms));
    QSignalSpy appended(m_chat->messages(), &MessageListModel::textAppended);
    QSignalSpy answering(m_chat.get(), &ChatSession::answeringChanged);
    m_chat->send(u"go on"_s);
    QTRY_VERIFY(appended.count() > 0);
    m_chat->stop();
    QCOMPARE(answering.count(), 2);
    QCOMPARE(last().status, MessageStatus::Stopped);
    QVERIFY(!last().text.isEmpty());
    QTRY_COMPARE(m_upstream->connectionsAbandoned(), 1);
    QCOMPARE(m_archive->conversations.first().messages.last(), last());
}

void ChatSessionTest::refusalIsFacts()
{
    m_upstream->answer(
        FakeAnswer::json(403, R"({"error":{"type":"key_model_access_denied","param":"model","code":"403",
        "message":"key not allowed to access model. This key can only access models=['gpt-4o-mini']. Tried to access gemini"}})"));
    ask(u"hello"_s);
    QCOMPARE(last().status, MessageStatus::Refused);
    const auto problem = last().problem.value();
    QCOMPARE(problem.facts.rule, client::RefusalRule::ModelNotAllowed);
    QCOMPARE(problem.facts.allowedModels, QStringList{u"gpt-4o-mini"_s});
    QCOMPARE(problem.suggestions, (QList{Suggestion::SwitchKey, Suggestion::AskAdministrator}));
    m_upstream->closeConnections();
    m_upstream.reset();
    m_chat->retry();
    QTRY_VERIFY(!m_chat->isAnswering());
    QCOMPARE(last().status, MessageStatus::Failed);
    QCOMPARE(last().problem.value().suggestions.first(), Suggestion::CheckConnection);
    QCOMPARE(m_chat->messages()->rowCount(), 2);
}

void ChatSessionTest::refusedTurnsAreNotToldToTheModel()
{
    m_upstream->answer(FakeAnswer::json(429, R"({"error":{"type":"budget_exceeded","message":"x"}})"));
    m_upstream->thenAnswer(FakeAnswer::chatStream({u"a"_s}, Usage));
    ask(u"refused"_s);
    ask(u"asked again"_s);
    QCOMPARE(lastBody()["messages"].size(), std::size_t(1));
    QCOMPARE(lastBody()["messages"][0]["content"].get<QString>(), u"asked again"_s);
}

void ChatSessionTest::retryAsksAgain()
{
    m_upstream->answer(FakeAnswer::chatStream({u"first"_s}, Usage));
    m_upstream->thenAnswer(FakeAnswer::chatStream({u"second"_s}, Usage));
    ask(u"question"_s);
    m_chat->setModel(u"gemini"_s);
    QSignalSpy ended(m_chat.get(), &ChatSession::answerEnded);
    m_chat->retry();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(m_chat->messages()->rowCount(), 2);
    QCOMPARE(last().text, u"second"_s);
    QCOMPARE(last().identity.model, u"gemini"_s);
    QCOMPARE(lastBody()["messages"].size(), std::size_t(1));
    QCOMPARE(m_archive->conversations.first().messages, m_chat->messages()->messages());
    QCOMPARE(m_chat->totals().answers, 1);
}

void ChatSessionTest::costIsReadFromTheLedger()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}).withHeader("x-litellm-call-id", "call-1"));
    m_upstream->thenAnswer(FakeAnswer::json(
        200, R"([{"request_id":"call-1","spend":0.5,"prompt_tokens":7,"completion_tokens":9}])"));
    m_chat->setTracing(true);
    ask(u"question"_s);
    QTRY_VERIFY(last().figures.cost.has_value());
    QCOMPARE(last().figures.cost, core::Money::fromUsd(0.5));
    QCOMPARE(last().figures.promptTokens, 7);
    QCOMPARE(m_chat->totals().cost, core::Money::fromUsd(0.5));
    QCOMPARE(m_archive->conversations.first().messages.last(), last());
    QTRY_COMPARE(m_tracer->turns.size(), 1);
    QCOMPARE(m_tracer->turns.first().costUsd, 0.5);
}

void ChatSessionTest::theTraceWaitsForASlowLedger()
{
    constexpr int TimesAsked = 5;
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}).withHeader("x-litellm-call-id", "call-1"));
    // Both ids are asked for each time.
    for (int i = 1; i < 2 * TimesAsked - 1; ++i)
        m_upstream->thenAnswer(FakeAnswer::json(200, "[]"));
    m_upstream->thenAnswer(FakeAnswer::json(
        200, R"([{"request_id":"call-1","spend":0.5,"prompt_tokens":7,"completion_tokens":9}])"));
    m_chat->setTracing(true);
    ask(u"question"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_tracer->turns.size(), 1, 20000);
    QCOMPARE(m_tracer->turns.first().costUsd, 0.5);
    QCOMPARE(m_tracer->turns.first().usage.at(u"total"_s), 16);
    QCOMPARE(last().figures.cost, core::Money::fromUsd(0.5));
}

void ChatSessionTest::theTraceGoesWithoutACostNobodyKnows()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}).withHeader("x-litellm-call-id", "call-1"));
    m_upstream->thenAnswer(FakeAnswer::json(500, "{}"));
    m_chat->setTracing(true);
    ask(u"question"_s);
    QTRY_COMPARE(m_tracer->turns.size(), 1);
    QVERIFY(!m_tracer->turns.first().costUsd);
}

void ChatSessionTest::tracingOffLeavesNoTrace()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage));
    ask(u"question"_s);
    QVERIFY(last().identity.traceId.isEmpty());
    m_chat.reset();
    QCOMPARE(m_tracer->turns.size(), 0);
}

void ChatSessionTest::tracingOnTellsTheTurn()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage).withHeader("x-litellm-call-id", "call-1"));
    m_chat->setTracing(true);
    m_chat->setEndUser(u"tanaka"_s);
    m_chat->setTemperature(0.5);
    ask(u"question"_s);
    QCOMPARE(m_tracer->turns.size(), 1);
    const auto turn = m_tracer->turns.first();
    QVERIFY(turn.tracingEnabled);
    QCOMPARE(turn.traceId, last().identity.traceId);
    QCOMPARE(turn.traceId.size(), 32);
    QCOMPARE(turn.sessionId, m_chat->settings().sessionId);
    QCOMPARE(turn.userId, u"tanaka"_s);
    QCOMPARE(turn.profileId, u"local"_s);
    QCOMPARE(turn.environment, u"staging"_s);
    QCOMPARE(turn.outputText, u"a"_s);
    QCOMPARE(turn.usage.at(u"total"_s), 8);
    QCOMPARE(turn.gatewayCallId, u"call-1"_s);
    QCOMPARE(turn.modelParameters["temperature"].get<double>(), 0.5);
}

void ChatSessionTest::tracesGoWhereTheyWereAskedFor()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage).after(20ms));
    m_chat->setTracing(true);
    m_chat->send(u"question"_s);
    auto other = m_profile->profile();
    other.id = u"other"_s;
    other.langfuse->environment = u"elsewhere"_s;
    m_profile->open(other, {core::SecretString(u"sk-0001"_s), {}, core::SecretString(u"sk-lf"_s)});
    QTRY_COMPARE(m_tracer->turns.size(), 1);
    QCOMPARE(m_tracer->turns.first().profileId, u"local"_s);
    QCOMPARE(m_tracer->turns.first().environment, u"staging"_s);
}

void ChatSessionTest::withoutLangfuseNothingIsTraced()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage));
    auto bare = m_profile->profile();
    bare.langfuse.reset();
    m_profile->open(bare, {core::SecretString(u"sk-0001"_s), {}, {}});
    m_chat->setTracing(true);
    ask(u"question"_s);
    QVERIFY(!last().identity.traced);
    QVERIFY(last().identity.traceId.isEmpty());
    QCOMPARE(m_tracer->turns.size(), 0);
}

void ChatSessionTest::openAndNew()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage));
    ask(u"first"_s);
    const auto first = m_chat->conversation();
    const auto messages = m_chat->messages()->messages();
    QSignalSpy changed(m_chat.get(), &ChatSession::conversationChanged);
    m_chat->newConversation();
    QCOMPARE(changed.count(), 1);
    QVERIFY(!m_chat->isSaved());
    QCOMPARE(m_chat->messages()->rowCount(), 0);
    QVERIFY(m_chat->settings().sessionId != first.settings.sessionId);
    QCOMPARE(m_chat->settings().model, first.settings.model);
    m_chat->open(u"nobody"_s);
    m_chat->open(first.id);
    QTRY_COMPARE(m_chat->conversation().id, first.id);
    QCOMPARE(m_chat->messages()->messages(), messages);
    QCOMPARE(m_chat->totals().answers, 1);
    QSignalSpy failed(m_chat.get(), &ChatSession::archiveFailed);
    m_chat->open(u"nobody"_s);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(m_chat->conversation().id, first.id);
}

void ChatSessionTest::clearKeepsTheConversation()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage));
    ask(u"first"_s);
    const auto before = m_chat->conversation();
    m_chat->clear();
    QCOMPARE(m_chat->conversation().id, before.id);
    QVERIFY(m_chat->settings().sessionId != before.settings.sessionId);
    QCOMPARE(m_chat->messages()->rowCount(), 0);
    QCOMPARE(m_archive->conversations.first().messages.size(), 0);
    QCOMPARE(m_chat->totals(), ChatTotals());
}

void ChatSessionTest::problemSurvivesTheArchive()
{
    TurnProblem problem;
    problem.error = {core::ErrorKind::BudgetExceeded, u"d"_s, u"budget_exceeded"_s, u"p"_s, nullptr};
    problem.facts.status = 429;
    problem.facts.rule = client::RefusalRule::BudgetExceeded;
    problem.facts.scope = client::RefusalScope::Budget;
    problem.facts.subject = u"shared"_s;
    problem.facts.allowedModels = {u"a"_s};
    problem.facts.spent = core::Money::fromUsd(1.5);
    problem.facts.resetAt = m_clock.now();
    problem.facts.retryAfter = 60s;
    problem.suggestions = {Suggestion::SwitchKey, Suggestion::AskAdministrator};
    QCOMPARE(turnProblemFrom(toJson(problem)), problem);
    QCOMPARE(turnProblemFrom(core::Json("nonsense")).error.kind, core::ErrorKind::Internal);
}

void ChatSessionTest::listGroupsAndMoves()
{
    ConversationListModel list(m_archive.get(), &m_clock);
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.refresh();
    QTRY_COMPARE(list.state().kind, PageState::Kind::Empty);
    const auto now = m_clock.now();
    const auto head = [](const QString &id, core::Timestamp time) {
        return ConversationHead{id, id, time, time, {}};
    };
    list.put(head(u"old"_s, now - 240h));
    list.put(head(u"today"_s, now));
    list.put(head(u"yesterday"_s, now - 24h));
    QCOMPARE(list.rowOf(u"today"_s), 0);
    QCOMPARE(list.rowOf(u"old"_s), 2);
    const auto groupOf = [&list](int row) {
        return static_cast<ConversationGroup>(list.index(row).data(ConversationListModel::GroupRole).toInt());
    };
    QCOMPARE(groupOf(0), ConversationGroup::Today);
    QCOMPARE(groupOf(1), ConversationGroup::Yesterday);
    QCOMPARE(groupOf(2), ConversationGroup::Older);
    QSignalSpy moved(&list, &QAbstractItemModel::rowsMoved);
    list.put(head(u"old"_s, now + 1h));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(list.rowOf(u"old"_s), 0);
    list.put(head(u"today"_s, now + 2h));
    QCOMPARE(list.rowOf(u"today"_s), 0);
    list.put(head(u"today"_s, now - 2h));
    QCOMPARE(list.rowOf(u"today"_s), 1);
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    list.setCurrent(u"old"_s);
    list.setCurrent(u"today"_s);
    QCOMPARE(changed.count(), 3);
    list.remove(u"today"_s);
    QTRY_COMPARE(list.rowOf(u"today"_s), -1);
}

void ChatSessionTest::listTakesARemovalBack()
{
    m_archive->conversations[u"c"_s] = {{u"c"_s, u"c"_s, m_clock.now(), m_clock.now(), {}}, {}};
    ConversationListModel list(m_archive.get(), &m_clock);
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.refresh();
    QTRY_COMPARE(list.rowCount(), 1);
    list.remove(u"c"_s);
    QTRY_COMPARE(list.rowCount(), 0);
    QSignalSpy restored(&list, &ConversationListModel::restored);
    list.restore(u"c"_s);
    QTRY_COMPARE(list.rowOf(u"c"_s), 0);
    QCOMPARE(restored.count(), 1);
    list.remove(u"c"_s);
    QTRY_COMPARE(list.rowCount(), 0);
    list.purge(u"c"_s);
    QSignalSpy failed(&list, &ConversationListModel::failed);
    list.restore(u"c"_s);
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(list.rowCount(), 0);
}

void ChatSessionTest::listSearches()
{
    ConversationListModel list(m_archive.get(), &m_clock);
    for (const auto &title : {u"予算の相談"_s, u"Contract"_s})
        m_archive->conversations[title] = {{title, title, m_clock.now(), m_clock.now(), {}}, {}};
    list.refresh();
    QTRY_COMPARE(list.rowCount(), 2);
    list.setSearch(u"予"_s);
    list.setSearch(u"予算"_s);
    QTRY_COMPARE(list.rowCount(), 1);
    QCOMPARE(list.head(0).title, u"予算の相談"_s);
}

void ChatSessionTest::choicesFollowTheKey()
{
    KeyChoiceModel keys(m_profile.get());
    QAbstractItemModelTester keyTester(&keys, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ModelChoiceModel modelChoice(m_profile.get());
    QAbstractItemModelTester modelTester(&modelChoice,
                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(keys.currentRow(), 0);
    m_upstream->answer(FakeAnswer::json(200, R"({"data":[{"id":"a","owned_by":"sekisho-demo"}]})"));
    m_profile->useKey(u"k2"_s, core::SecretString(u"sk-0002"_s));
    QCOMPARE(keys.currentRow(), 1);
    QTRY_COMPARE(modelChoice.state().kind, PageState::Kind::Ready);
    QVERIFY(modelChoice.isDemo(u"a"_s));
    m_upstream->answer(FakeAnswer::json(401, "{}"));
    modelChoice.refresh();
    QTRY_COMPARE(modelChoice.state().kind, PageState::Kind::NotPermitted);
    QCOMPARE(modelChoice.rowCount(), 0);
}

QTEST_GUILESS_MAIN(ChatSessionTest)
#include "tst_chatsession.moc"
