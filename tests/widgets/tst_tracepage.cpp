// SPDX-License-Identifier: GPL-3.0-or-later
#include "marktranslator.h"
#include "pagedriver.h"

#include <models/traces/observationtreemodel.h>
#include <models/traces/tracetablemodel.h>
#include <widgets/chat/messageview.h>
#include <widgets/common/pageframe.h>
#include <widgets/theme/theme.h>
#include <widgets/tracepage/observationview.h>
#include <widgets/tracepage/tracepage.h>

#include <QPlainTextEdit>
#include <QTabBar>
#include <QWheelEvent>

#include <support/pageworld.h>
#include <support/tracesample.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {
const QString Session = u"session-20251012-193743"_s;
const std::string FirstTrace = "aaaaaaaaaaa1bbbbbbbbbbbbbbbbbbbb";
const std::string SecondTrace = "aaaaaaaaaaa2bbbbbbbbbbbbbbbbbbbb";
constexpr qint64 Minute = 60'000;
} // namespace

class TracePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void saysWhatTracesAreWhenThereAreNone();
    void saysThatAProfileHasNoLangfuse();
    void listsSessionsAndTraces();
    void findsATraceByItsText();
    void readsASessionAsAConversation();
    void wearsTheThemeInASession();
    void goesFromAnAnswerToItsTraceAndBack();
    void showsATraceAsATree();
    void neverCallsAnUnknownCostZero();
    void stepsWithJAndK();
    void zoomsPansAndFits();
    void waitsForATraceThatIsOnItsWay();
    void saysWhenTheServerCannotBeReached();
    void speaksTheNewLanguage();

private:
    void sendConversation();
    void open();
    void openFirstTrace();
    TableView *table(const QString &name) const { return shown<TableView>(m_page.get(), name); }
    ObservationView *tree() const { return shown<ObservationView>(m_page.get(), u"observationTree"_s); }
    QString label(const QString &name) const;
    bool isZoomed() const;
    void wheel(QPointF position, int notches);

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<TracePage> m_page;
};

void TracePageTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TracePageTest::init()
{
    m_world = std::make_unique<PageWorld>();
    QVERIFY(m_world->start());
}

void TracePageTest::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void TracePageTest::sendConversation()
{
    const qint64 start = QDateTime::currentMSecsSinceEpoch() - 10 * Minute;
    QVERIFY(m_world->sendSpans(sampleTurn({FirstTrace, Session.toStdString(), "今期の予算を表にして",
                                           "| 部門 | 予算 |\n|---|---|\n| 経理 | 120 |", start})));
    QVERIFY(m_world->sendSpans(sampleTurn({SecondTrace, Session.toStdString(), "超えた理由は何ですか",
                                           "広告が前倒しになりました。", start + 3 * Minute})));
}

void TracePageTest::open()
{
    m_page = std::make_unique<TracePage>(&m_world->traces());
    m_page->resize(1280, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(m_world->traces().tracesState().kind != models::PageState::Kind::Loading);
    QTRY_VERIFY(m_world->traces().sessionsState().kind != models::PageState::Kind::Loading);
}

void TracePageTest::openFirstTrace()
{
    sendConversation();
    open();
    m_page->openTrace(QString::fromStdString(FirstTrace));
    QTRY_VERIFY(tree() && tree()->currentObservation());
    tree()->setFocus();
}

QString TracePageTest::label(const QString &name) const
{
    const auto *found = shown<QLabel>(m_page.get(), name);
    return found ? found->text() : QString();
}

bool TracePageTest::isZoomed() const
{
    return shown<QAbstractButton>(m_page.get(), u"showWholeTraceButton"_s)->isEnabled();
}

void TracePageTest::wheel(QPointF position, int notches)
{
    QWheelEvent event(position, tree()->viewport()->mapToGlobal(position), {}, QPoint(0, notches * 120),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(tree()->viewport(), &event);
}

void TracePageTest::saysWhatTracesAreWhenThereAreNone()
{
    open();
    QTRY_VERIFY(saidIn(m_page.get()).contains(u"No sessions yet"_s));
    shown<QTabBar>(m_page.get(), u"traceTabs"_s)->setCurrentIndex(1);
    QTRY_VERIFY(saidIn(m_page.get()).contains(u"No traces yet"_s));
}

void TracePageTest::saysThatAProfileHasNoLangfuse()
{
    m_world->traces().setClient(nullptr);
    open();
    QTRY_VERIFY(saidIn(m_page.get()).contains(u"No Langfuse in this profile"_s));
    QTRY_VERIFY(shown<QLabel>(m_page.get(), u"stateTextLabel"_s));
}

void TracePageTest::listsSessionsAndTraces()
{
    sendConversation();
    open();
    QTRY_VERIFY(table(u"sessionTable"_s));
    QTRY_COMPARE(table(u"sessionTable"_s)->model()->rowCount(), 1);
    QCOMPARE(cell(table(u"sessionTable"_s), 0, 0), Session);
    shown<QTabBar>(m_page.get(), u"traceTabs"_s)->setCurrentIndex(1);
    QTRY_VERIFY(table(u"traceTable"_s));
    QCOMPARE(table(u"traceTable"_s)->model()->rowCount(), 2);
    using Model = models::TraceTableModel;
    QCOMPARE(cell(table(u"traceTable"_s), 0, Model::InputColumn), u"超えた理由は何ですか"_s);
    QCOMPARE(cell(table(u"traceTable"_s), 0, Model::UserColumn), u"tanaka"_s);
    QCOMPARE(cell(table(u"traceTable"_s), 0, Model::CostColumn), u"$0.00014"_s);
}

void TracePageTest::findsATraceByItsText()
{
    sendConversation();
    open();
    shown<QTabBar>(m_page.get(), u"traceTabs"_s)->setCurrentIndex(1);
    QTRY_COMPARE(table(u"traceTable"_s)->model()->rowCount(), 2);
    QVERIFY(type(m_page.get(), u"listSearchEdit"_s, u"予算"_s));
    QTRY_COMPARE(table(u"traceTable"_s)->model()->rowCount(), 1);
}

void TracePageTest::readsASessionAsAConversation()
{
    sendConversation();
    open();
    QTRY_VERIFY(table(u"sessionTable"_s));
    QTRY_VERIFY(choose(table(u"sessionTable"_s), Session));
    QTest::keyClick(table(u"sessionTable"_s), Qt::Key_Return);
    QTRY_VERIFY(shown<MessageView>(m_page.get(), u"sessionMessages"_s));
    auto *messages = shown<MessageView>(m_page.get(), u"sessionMessages"_s);
    QTRY_VERIFY(messages->messageIds().size() == 5);
    QCOMPARE(messages->sourceText(messages->messageIds().last()), u"広告が前倒しになりました。"_s);
    QCOMPARE(label(u"sessionNameLabel"_s), Session);
    QVERIFY2(label(u"sessionSummaryLabel"_s).contains(u"$0.00028"_s),
             qUtf8Printable(label(u"sessionSummaryLabel"_s)));
}

void TracePageTest::wearsTheThemeInASession()
{
    sendConversation();
    Theme theme(qApp);
    theme.setScheme(Scheme::Dark);
    open();
    m_page->openSession(Session);
    QTRY_VERIFY(shown<MessageView>(m_page.get(), u"sessionMessages"_s));
    const auto *messages = shown<MessageView>(m_page.get(), u"sessionMessages"_s);
    QCOMPARE(messages->chatStyle().text, Colors::of(Scheme::Dark).text);
    theme.setScheme(Scheme::Light);
    QTRY_COMPARE(messages->chatStyle().text, Colors::of(Scheme::Light).text);
}

void TracePageTest::goesFromAnAnswerToItsTraceAndBack()
{
    sendConversation();
    open();
    m_page->openSession(Session);
    QTRY_VERIFY(shown<MessageView>(m_page.get(), u"sessionMessages"_s));
    auto *messages = shown<MessageView>(m_page.get(), u"sessionMessages"_s);
    QTRY_VERIFY(!messages->messageIds().isEmpty());
    Q_EMIT messages->traceRequested(messages->messageIds().last());
    QTRY_VERIFY(tree() && tree()->currentObservation());
    QCOMPARE(m_world->traces().trace().summary.id, QString::fromStdString(SecondTrace));
    QVERIFY(label(u"tracePathLabel"_s).contains(Session));
    QVERIFY(click(m_page.get(), u"traceBackButton"_s));
    QTRY_VERIFY(shown<MessageView>(m_page.get(), u"sessionMessages"_s));
    messages->setFocus();
    QTest::keyClick(messages, Qt::Key_Escape);
    QTRY_VERIFY(table(u"sessionTable"_s));
    QVERIFY(!shown(m_page.get(), u"traceBackButton"_s));
}

void TracePageTest::showsATraceAsATree()
{
    openFirstTrace();
    QCOMPARE(label(u"traceNameLabel"_s), u"chat-completion"_s);
    const QString summary = label(u"traceSummaryLabel"_s);
    QVERIFY2(summary.contains(u"1.37 s"_s) && summary.contains(u"$0.00014"_s), qUtf8Printable(summary));
    const auto *model = tree()->model();
    const auto root = model->index(0, 0);
    QCOMPARE(root.data().toString(), u"chat-completion"_s);
    QCOMPARE(model->rowCount(root), 2);
    QCOMPARE(model->index(1, 0, root).data().toString(), u"call gateway"_s);
    QCOMPARE(model->index(0, 0, model->index(1, 0, root)).data().toString(), u"gpt-4o-mini"_s);
}

void TracePageTest::neverCallsAnUnknownCostZero()
{
    QVERIFY(m_world->sendSpans(core::Json::array({otlpSpan(FirstTrace, "aaaaaaaaaaaa0001", "", {})})));
    open();
    shown<QTabBar>(m_page.get(), u"traceTabs"_s)->setCurrentIndex(1);
    QTRY_VERIFY(table(u"traceTable"_s));
    QTRY_COMPARE(cell(table(u"traceTable"_s), 0, models::TraceTableModel::CostColumn), u"–"_s);
    m_page->openTrace(QString::fromStdString(FirstTrace));
    QTRY_VERIFY(label(u"traceSummaryLabel"_s).contains(u"cost unknown"_s));
}

void TracePageTest::stepsWithJAndK()
{
    openFirstTrace();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(tree(), Qt::Key_J);
    QCOMPARE(tree()->currentObservation()->name, u"gpt-4o-mini"_s);
    QCOMPARE(label(u"observationNameLabel"_s), u"gpt-4o-mini"_s);
    const QString facts = saidIn(m_page.get());
    QVERIFY(facts.contains(u"first token 0.32 s"_s));
    QVERIFY(facts.contains(u"138"_s) && facts.contains(u"177"_s));
    const auto *input = m_page->findChild<QWidget *>(u"inputText"_s)->findChild<MessageView *>();
    QVERIFY(input->isVisible());
    QVERIFY(input->sourceText(input->messageIds().last()).contains(u"今期の予算"_s));
    QTest::keyClick(tree(), Qt::Key_J);
    QCOMPARE(tree()->currentObservation()->name, u"gpt-4o-mini"_s);
    QTest::keyClick(tree(), Qt::Key_K);
    QCOMPARE(tree()->currentObservation()->name, u"call gateway"_s);
}

void TracePageTest::zoomsPansAndFits()
{
    openFirstTrace();
    QVERIFY(!isZoomed());
    const QPointF overTimeline(600, 20);
    const QPointF overNames(60, 20);
    wheel(overNames, 1);
    QVERIFY(!isZoomed());
    wheel(overTimeline, 2);
    QVERIFY(isZoomed());
    const QImage before = tree()->viewport()->grab().toImage();
    QTest::mousePress(tree()->viewport(), Qt::LeftButton, {}, {600, 20});
    QTest::mouseMove(tree()->viewport(), {500, 20});
    QTest::mouseRelease(tree()->viewport(), Qt::LeftButton, {}, {500, 20});
    QVERIFY(tree()->viewport()->grab().toImage() != before);
    QTest::keyClick(tree(), Qt::Key_0);
    QVERIFY(!isZoomed());
    QTest::keyClick(tree(), Qt::Key_J);
    QTest::keyClick(tree(), Qt::Key_F);
    QVERIFY(isZoomed());
    QVERIFY(click(m_page.get(), u"showWholeTraceButton"_s));
    QVERIFY(!isZoomed());
}

void TracePageTest::waitsForATraceThatIsOnItsWay()
{
    open();
    m_page->openTrace(QString::fromStdString(FirstTrace));
    QTRY_COMPARE(m_world->traces().traceState().kind, models::PageState::Kind::Loading);
    sendConversation();
    QTRY_VERIFY(tree() && tree()->currentObservation());
}

void TracePageTest::saysWhenTheServerCannotBeReached()
{
    m_world->stop();
    open();
    QTRY_COMPARE(m_world->traces().sessionsState().kind, models::PageState::Kind::Failed);
    QVERIFY(saidIn(m_page.get()).contains(u"cannot be reached"_s));
    QVERIFY(m_world->start());
    sendConversation();
    m_world->traces().refresh();
    QTRY_VERIFY(table(u"sessionTable"_s));
}

void TracePageTest::speaksTheNewLanguage()
{
    openFirstTrace();
    MarkTranslator other;
    QCoreApplication::installTranslator(&other);
    QTRY_COMPARE(shown<QAbstractButton>(m_page.get(), u"traceBackButton"_s)->accessibleName(), u"「Back」"_s);
    QVERIFY(label(u"traceSummaryLabel"_s).contains(u"「ok」"_s));
    QVERIFY(saidIn(m_page.get()).contains(u"「Duration」"_s));
    QVERIFY(click(m_page.get(), u"traceBackButton"_s));
    QCOMPARE(shown<QTabBar>(m_page.get(), u"traceTabs"_s)->tabText(0), u"「Sessions」"_s);
    QCOMPARE(table(u"sessionTable"_s)->model()->headerData(0, Qt::Horizontal).toString(), u"「Session」"_s);
    QCoreApplication::removeTranslator(&other);
}

QTEST_MAIN(TracePageTest)
#include "tst_tracepage.moc"
