// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagedriver.h"

#include <client/memorytracequeue.h>
#include <secrets/memorysecretstore.h>
#include <widgets/chat/messageview.h>
#include <widgets/chat/sendedit.h>
#include <widgets/chatpage/chatpage.h>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

#include <support/fakearchive.h>
#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace sekisho::widgets;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using client::TraceExporter;
using models::MessageStatus;

namespace {

constexpr char Usage[] = R"({"prompt_tokens":3,"completion_tokens":5,"cost":0.25})";

/// The chat's tracer as the program has it: what is traced is exported at once.
class ForwardingTracer final : public models::TurnTracer
{
public:
    explicit ForwardingTracer(TraceExporter &exporter)
        : m_exporter(exporter)
    {
    }
    void trace(const client::ChatTurnTrace &turn) override { m_last = m_exporter.enqueue(turn); }

private:
    TraceExporter &m_exporter;
    core::Async<std::int64_t> m_last;
};

FakeAnswer refusal()
{
    return FakeAnswer::json(403, R"({"error":{"type":"key_model_access_denied","param":"model","code":"403",
        "message":"key not allowed to access model. This key can only access models=['gpt-4o-mini']. Tried to access gemini"}})");
}

FakeAnswer slowAnswer()
{
    QStringList words;
    for (int i = 0; i < 300; ++i)
        words << u"word "_s;
    return FakeAnswer::chatStream(words, Usage).inPiecesOf(400).every(10ms);
}

} // namespace

/// The chat page before a scripted gateway and a scripted Langfuse.
class ChatPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void theCursorWaitsInTheComposer();
    void sendsByKeyAndShowsTheAnswer();
    void showsTheAnswerAsItComes();
    void aStoppedAnswerStaysAndIsTriedAgain();
    void saysARefusalInPlainWords();
    void switchesTheKey();
    void tracesOnlyWhileTracingIsOn();
    void withoutLangfuseTracingCannotBeSwitchedOn();
    void tellsWhatWaitsAndWhatWasLost();
    void withoutModelsItSaysSoAndKeepsTheText();
    void aGatewayThatFailsIsSaidAndAskedAgain();
    void anUnreachableGatewayIsSaidUnderTheQuestion();
    void findsATextInTheConversation();
    void aDeletedConversationComesBackByKeyboard();
    void aDeletedConversationIsGoneWhenTheOfferIs();

private:
    client::Profile profile() const;
    void openProfile(const client::Profile &profile);
    void open();
    void ask(const QString &text);
    void deleteCurrent();
    QString welcome() const;
    QPushButton *tracing() const { return m_page->findChild<QPushButton *>(u"tracingButton"_s); }
    SendEdit *edit() const { return m_page->findChild<SendEdit *>(u"composerEdit"_s); }
    MessageView *view() const { return m_page->findChild<MessageView *>(u"messageView"_s); }
    const models::ChatMessage &last() const { return m_chat->messages()->messages().last(); }
    QList<FakeRequest> chats() const;

    core::SystemClock m_clock;
    QNetworkAccessManager m_network;
    secrets::MemorySecretStore m_secrets;
    std::unique_ptr<FakeUpstream> m_gateway;
    std::unique_ptr<FakeUpstream> m_langfuse;
    std::unique_ptr<FakeArchive> m_archive;
    std::unique_ptr<MemoryTraceQueue> m_queue;
    std::unique_ptr<TraceExporter> m_exporter;
    std::unique_ptr<ForwardingTracer> m_tracer;
    std::unique_ptr<client::ProfileSession> m_session;
    std::unique_ptr<client::ProfileSignIn> m_signIn;
    std::unique_ptr<client::AdminAccess> m_admin;
    std::unique_ptr<models::CallerState> m_caller;
    std::unique_ptr<models::ModelChoiceModel> m_models;
    std::unique_ptr<models::KeyChoiceModel> m_keys;
    std::unique_ptr<models::ConversationListModel> m_conversations;
    std::unique_ptr<models::ChatSession> m_chat;
    std::unique_ptr<ChatPage> m_page;
};

void ChatPageTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    for (const QString &key : {u"k1"_s, u"k2"_s})
        m_secrets.write(key, core::SecretString(u"sk-"_s + key));
    m_secrets.write(u"lf"_s, core::SecretString(u"sk-lf"_s));
}

void ChatPageTest::init()
{
    m_gateway = std::make_unique<FakeUpstream>();
    m_gateway->answerAt("/v1/models",
                        FakeAnswer::json(200, R"({"data":[{"id":"gpt-4o-mini"},{"id":"gemini"}]})"));
    m_gateway->answerAt("/model/info", FakeAnswer::json(403, "{}"));
    m_gateway->answerAt("/key/info", FakeAnswer::json(200, R"({"key":"h","info":{"key_alias":"mykey"}})"));
    m_gateway->answerAt("/user/info", FakeAnswer::json(404, "{}"));
    m_gateway->answer(
        FakeAnswer::chatStream({u"はい"_s, u"。"_s}, Usage).withHeader("x-litellm-call-id", "c1"));
    m_langfuse = std::make_unique<FakeUpstream>();
    m_langfuse->answer(FakeAnswer::json(200, "{}"));
    m_archive = std::make_unique<FakeArchive>();
    m_queue = std::make_unique<MemoryTraceQueue>();
    m_exporter = std::make_unique<TraceExporter>(*m_queue, m_network, m_clock);
    m_tracer = std::make_unique<ForwardingTracer>(*m_exporter);
    m_session = std::make_unique<client::ProfileSession>(&m_clock);
    m_signIn = std::make_unique<client::ProfileSignIn>(m_session.get(), &m_secrets);
    m_admin = std::make_unique<client::AdminAccess>(m_session.get(), &m_secrets);
    m_caller = std::make_unique<models::CallerState>(m_session.get());
    m_models = std::make_unique<models::ModelChoiceModel>(m_session.get());
    m_keys = std::make_unique<models::KeyChoiceModel>(m_session.get());
    m_conversations = std::make_unique<models::ConversationListModel>(m_archive.get(), &m_clock);
    m_chat =
        std::make_unique<models::ChatSession>(m_session.get(), m_archive.get(), &m_clock, m_tracer.get());
}

void ChatPageTest::cleanup()
{
    m_page.reset();
    m_chat.reset();
    m_conversations.reset();
    m_keys.reset();
    m_models.reset();
    m_caller.reset();
    m_admin.reset();
    m_signIn.reset();
    m_session.reset();
    m_exporter.reset();
    m_network.clearConnectionCache();
}

client::Profile ChatPageTest::profile() const
{
    client::Profile profile;
    profile.id = u"office"_s;
    profile.gatewayUrl = m_gateway->url(QString());
    profile.keys = {{u"k1"_s, u"mykey"_s, u"sk-...0001"_s, u"k1"_s, false},
                    {u"k2"_s, u"other"_s, u"sk-...0002"_s, u"k2"_s, false}};
    profile.currentKeyId = u"k1"_s;
    profile.langfuse = client::LangfuseAddress{m_langfuse->url(QString()), u"pk-lf"_s, u"lf"_s, u"staging"_s};
    return profile;
}

void ChatPageTest::openProfile(const client::Profile &profile)
{
    const auto opened = m_signIn->open(profile);
    QTRY_VERIFY(opened.isFinished());
    m_exporter->setEndpoint(m_session->langfuseEndpoint());
}

void ChatPageTest::open()
{
    m_page = std::make_unique<ChatPage>(
        ChatPage::Services{m_chat.get(), m_conversations.get(), m_models.get(), m_keys.get(), m_caller.get(),
                           m_session.get(), m_signIn.get(), m_admin.get(), [] { return nullptr; }});
    m_page->setTraceTarget(m_session->langfuseEndpoint().isValid() ? u"Langfuse"_s : QString());
    m_page->resize(1280, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

QList<FakeRequest> ChatPageTest::chats() const
{
    QList<FakeRequest> found;
    for (const FakeRequest &request : m_gateway->requests())
        if (request.target == "/v1/chat/completions")
            found.append(request);
    return found;
}

/// Types and sends by keyboard, then waits for the end of the answer.
void ChatPageTest::ask(const QString &text)
{
    QTRY_VERIFY(!m_chat->settings().model.isEmpty());
    QSignalSpy ended(m_chat.get(), &models::ChatSession::answerEnded);
    QTest::keyClicks(edit(), text);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_COMPARE(ended.count(), 1);
}

QString ChatPageTest::welcome() const
{
    QStringList said;
    for (const auto *label : m_page->findChildren<QLabel *>())
        if (label->isVisible())
            said.append(label->text());
    return said.join(u'\n');
}

void ChatPageTest::deleteCurrent()
{
    auto *list = m_page->findChild<QListView *>(u"conversationList"_s);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(click(m_page.get(), u"confirmButton"_s));
    QTRY_COMPARE(list->model()->rowCount(), 0);
}

void ChatPageTest::theCursorWaitsInTheComposer()
{
    openProfile(profile());
    open();
    QVERIFY(edit()->hasFocus());
    QTRY_COMPARE(m_chat->settings().model, u"gpt-4o-mini"_s);
}

void ChatPageTest::sendsByKeyAndShowsTheAnswer()
{
    openProfile(profile());
    open();
    ask(u"hello"_s);
    QVERIFY(m_page->findChild<Composer *>()->text().isEmpty());
    QVERIFY(view()->isVisible());
    QCOMPARE(view()->messageIds().size(), 2);
    QCOMPARE(view()->sourceText(last().id), u"はい。"_s);
    QTRY_VERIFY2(welcome().contains(u"$0.25"_s), qUtf8Printable(welcome()));
    QCOMPARE(chats().first().header("Authorization"), QByteArray("Bearer sk-k1"));
    QCOMPARE(m_conversations->rowCount(), 1);
}

void ChatPageTest::showsTheAnswerAsItComes()
{
    m_gateway->answer(slowAnswer());
    openProfile(profile());
    open();
    QTRY_VERIFY(!m_chat->settings().model.isEmpty());
    QTest::keyClicks(edit(), u"go on"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY(m_chat->isAnswering() && !view()->sourceText(last().id).isEmpty());
    // Writing goes on meanwhile, but nothing is sent.
    QTest::keyClicks(edit(), u"and"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(m_page->findChild<Composer *>()->text(), u"and"_s);
    QCOMPARE(chats().size(), 1);
}

void ChatPageTest::aStoppedAnswerStaysAndIsTriedAgain()
{
    m_gateway->answer(slowAnswer());
    openProfile(profile());
    open();
    QTRY_VERIFY(!m_chat->settings().model.isEmpty());
    QTest::keyClicks(edit(), u"go on"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QTRY_VERIFY(m_chat->isAnswering() && !view()->sourceText(last().id).isEmpty());
    QTest::keyClick(edit(), Qt::Key_Escape);
    QTRY_VERIFY(!m_chat->isAnswering());
    QCOMPARE(last().status, MessageStatus::Stopped);
    QVERIFY(view()->sourceText(last().id).startsWith(u"word"));
    m_gateway->answer(FakeAnswer::chatStream({u"done"_s}, Usage));
    QSignalSpy ended(m_chat.get(), &models::ChatSession::answerEnded);
    Q_EMIT view()->retryRequested(last().id);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(view()->messageIds().size(), 2);
    QCOMPARE(view()->sourceText(last().id), u"done"_s);
}

void ChatPageTest::saysARefusalInPlainWords()
{
    m_gateway->answer(refusal());
    openProfile(profile());
    open();
    ask(u"hello"_s);
    QCOMPARE(last().status, MessageStatus::Refused);
    auto *keys = m_page->findChild<QComboBox *>(u"keyCombo"_s);
    // The first thing that is offered helps: the list of keys opens.
    view()->triggerAction(1, u"switch_key"_s);
    QTRY_VERIFY(keys->view()->isVisible());
    keys->hidePopup();
    view()->triggerAction(1, u"ask_administrator"_s);
    const QString note = QGuiApplication::clipboard()->text();
    QVERIFY2(note.contains(u"This key may not use gemini. It may use: gpt-4o-mini."_s), qUtf8Printable(note));
    QVERIFY2(!note.contains(u"sk-"_s), qUtf8Printable(note));
}

void ChatPageTest::switchesTheKey()
{
    openProfile(profile());
    open();
    ask(u"one"_s);
    auto *keys = m_page->findChild<QComboBox *>(u"keyCombo"_s);
    Q_EMIT keys->activated(1);
    QTRY_COMPARE(m_chat->settings().keyAlias, u"other"_s);
    ask(u"two"_s);
    QCOMPARE(chats().last().header("Authorization"), QByteArray("Bearer sk-k2"));
    QCOMPARE(last().identity.keyAlias, u"other"_s);
}

void ChatPageTest::tracesOnlyWhileTracingIsOn()
{
    openProfile(profile());
    open();
    QVERIFY(!tracing()->isChecked());
    ask(u"quiet"_s);
    QVERIFY(m_queue->rows.isEmpty());
    QTest::mouseClick(tracing(), Qt::LeftButton);
    QVERIFY(tracing()->text().contains(u"Langfuse"_s));
    ask(u"loud"_s);
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QTest::mouseClick(tracing(), Qt::LeftButton);
    ask(u"quiet again"_s);
    // Nothing of the turns before and after has left.
    QCOMPARE(m_langfuse->requests().size(), 1);
    QVERIFY(m_queue->rows.isEmpty());
    const QByteArray body = m_langfuse->requests().first().body;
    QVERIFY(body.contains("staging"));
    QVERIFY(!body.contains("quiet again"));
}

void ChatPageTest::withoutLangfuseTracingCannotBeSwitchedOn()
{
    auto bare = profile();
    bare.langfuse.reset();
    openProfile(bare);
    m_chat->setTracing(true);
    open();
    QVERIFY(!tracing()->isEnabled());
    QVERIFY(!tracing()->isChecked());
    ask(u"hello"_s);
    QVERIFY(!last().identity.traced);
    QVERIFY(m_queue->rows.isEmpty());
}

void ChatPageTest::tellsWhatWaitsAndWhatWasLost()
{
    openProfile(profile());
    open();
    m_page->setTraceDelivery({});
    const QString calm = tracing()->toolTip();
    QSignalSpy seen(m_page.get(), &ChatPage::traceLossesSeen);
    client::TraceExportState state;
    state.queued = 2;
    state.lost = 3;
    state.lastError = core::Error{core::ErrorKind::Network, {}, {}, {}, nullptr};
    m_page->setTraceDelivery(state);
    QVERIFY2(tracing()->toolTip().contains(u"2 trace"_s), qUtf8Printable(tracing()->toolTip()));
    QVERIFY2(tracing()->toolTip().contains(u"3 trace"_s), qUtf8Printable(tracing()->toolTip()));
    auto *line = m_page->findChild<QLabel *>(u"traceDeliveryLabel"_s);
    QVERIFY(!line->text().isEmpty());
    m_page->findChild<QPushButton *>(u"lossesSeenButton"_s)->click();
    QCOMPARE(seen.count(), 1);
    m_page->setTraceDelivery({});
    QCOMPARE(tracing()->toolTip(), calm);
    QVERIFY(line->text().isEmpty());
}

void ChatPageTest::withoutModelsItSaysSoAndKeepsTheText()
{
    m_gateway->answerAt("/v1/models", FakeAnswer::json(200, R"({"data":[]})"));
    openProfile(profile());
    open();
    QTRY_COMPARE(m_models->state().kind, models::PageState::Kind::Empty);
    QVERIFY2(welcome().contains(u"No model to ask"_s), qUtf8Printable(welcome()));
    QTest::keyClicks(edit(), u"hello"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(m_page->findChild<Composer *>()->text(), u"hello"_s);
    QVERIFY(chats().isEmpty());
    QVERIFY(shown<Toast>(m_page.get(), u"toastWidget"_s));
}

void ChatPageTest::aGatewayThatFailsIsSaidAndAskedAgain()
{
    m_gateway->answerAt("/v1/models", FakeAnswer::json(500, R"({"error":{"message":"broken"}})"));
    openProfile(profile());
    open();
    QTRY_COMPARE(m_models->state().kind, models::PageState::Kind::Failed);
    QVERIFY2(!welcome().contains(u"What would you like"_s), qUtf8Printable(welcome()));
    m_gateway->answerAt("/v1/models", FakeAnswer::json(200, R"({"data":[{"id":"gpt-4o-mini"}]})"));
    Q_EMIT m_page->findChild<StateView *>()->actionRequested();
    QTRY_COMPARE(m_models->state().kind, models::PageState::Kind::Ready);
}

void ChatPageTest::anUnreachableGatewayIsSaidUnderTheQuestion()
{
    openProfile(profile());
    open();
    QTRY_VERIFY(!m_chat->settings().model.isEmpty());
    m_gateway.reset();
    ask(u"hello"_s);
    QCOMPARE(last().status, MessageStatus::Failed);
    QCOMPARE(last().problem->suggestions.first(), models::Suggestion::CheckConnection);
    view()->triggerAction(1, u"check_connection"_s);
    QTRY_VERIFY(!m_page->findChild<QLabel *>(u"testResultLabel"_s)->text().isEmpty());
}

void ChatPageTest::findsATextInTheConversation()
{
    m_gateway->answer(
        FakeAnswer::chatStream({u"予算は 120、実績は 98。予算内で、来期の予算も同じです。"_s}, Usage));
    openProfile(profile());
    open();
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY2(!shown<QLineEdit>(m_page.get(), u"findEdit"_s), "there is nothing to search in yet");
    ask(u"hi"_s);
    QTRY_COMPARE(last().status, MessageStatus::Complete);
    QTest::keyClick(edit(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(type(m_page.get(), u"findEdit"_s, u"予算"_s));
    const auto count = [this] { return shown<QLabel>(m_page.get(), u"findCountLabel"_s)->text(); };
    QCOMPARE(count(), u"1 of 3"_s);
    auto *line = shown<QLineEdit>(m_page.get(), u"findEdit"_s);
    // The Return that ends a composition is the input method's.
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(count(), u"1 of 3"_s);
    QCoreApplication::processEvents();
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(count(), u"2 of 3"_s);
    QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(count(), u"3 of 3"_s);
    QVERIFY(type(m_page.get(), u"findEdit"_s, u"決算"_s));
    QCOMPARE(count(), u"Not found"_s);
    QVERIFY(!shown<QAbstractButton>(m_page.get(), u"findNextButton"_s)->isEnabled());
    QCoreApplication::processEvents();
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!shown<QLineEdit>(m_page.get(), u"findEdit"_s));
    QCOMPARE(view()->matchCount(), 0);
    QVERIFY(edit()->hasFocus());
}

void ChatPageTest::aDeletedConversationComesBackByKeyboard()
{
    openProfile(profile());
    open();
    ask(u"keep me"_s);
    const QString id = m_chat->conversation().id;
    deleteCurrent();
    QVERIFY(m_chat->conversation().id != id);
    auto *undo = shown<QPushButton>(m_page.get(), u"toastActionButton"_s);
    QVERIFY(undo);
    QTest::keyClick(m_page.get(), Qt::Key_U, Qt::AltModifier);
    QTRY_COMPARE(m_chat->conversation().id, id);
    QTRY_COMPARE(m_conversations->rowCount(), 1);
    QCOMPARE(view()->messageIds().size(), 2);
}

void ChatPageTest::aDeletedConversationIsGoneWhenTheOfferIs()
{
    openProfile(profile());
    open();
    ask(u"forget me"_s);
    deleteCurrent();
    QCOMPARE(m_archive->removed.size(), 1);
    // The next message takes the place of the offer.
    Toast::show(m_page.get(), u"something else"_s);
    QTRY_COMPARE(m_archive->removed.size(), 0);
    QVERIFY(m_archive->conversations.isEmpty());
}

QTEST_MAIN(ChatPageTest)
#include "tst_chatpage.moc"
