// SPDX-License-Identifier: GPL-3.0-or-later
#include <widgets/common/combobox.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/meter.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/searchfield.h>
#include <widgets/common/secretreveal.h>
#include <widgets/common/sidepane.h>
#include <widgets/common/tableview.h>
#include <widgets/common/toast.h>
#include <widgets/theme/theme.h>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStyleOptionComboBox>
#include <QTest>

using namespace sekisho;
using namespace sekisho::widgets;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto never = 1h;

template <typename T>
T *child(QWidget *parent, const char *name)
{
    return parent->findChild<T *>(QString::fromLatin1(name));
}

} // namespace

class TestCommonWidgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void wordsAreNeverCut_data();
    void wordsAreNeverCut();
    void skeletonWaitsForTheDelay();
    void skeletonNeverShowsWhenTheAnswerIsFast();
    void errorOffersRetryAndDetails();
    void emptyOffersItsOneAction();
    void notPermittedNamesThePermission();
    void staleLineStandsOverTheContent();
    void sheetKeepsKeyboardAndMouse();
    void escapeRejectsAnOpenSheet();
    void guardedSheetIgnoresEscape();
    void enterInALineAcceptsTheSheet();
    void focusReturnsAfterASheet();
    void confirmationNamesThingsAndStartsOnCancel();
    void confirmationConfirmsOnlyByItsButton();
    void secretClosesOnlyAfterCopy();
    void secretClosesAfterBeingNoted();
    void toastUndoneDoesNotExpire();
    void toastExpires();
    void newToastReplacesTheLast();
    void searchFollowsTypingAfterARest();
    void searchIgnoresReturnWhileComposing();
    void searchLeavesItsTextToTheInputMethod();
    void emptySearchGivesEscapeToItsPage();
    void comboBoxEndsLongTextWithAnEllipsis();
    void tableCopiesTheNameOfTheRow();
    void tableEnterActivatesTheRow();
    void removedRowHandsOnNoChoice();
    void tableRowsFollowTheDensity();
    void sidePaneOverItsHostMovesNothing();
    void sidePaneClosesByEscape();
    void meterLevels_data();
    void meterLevels();

private:
    std::unique_ptr<QWidget> m_window;
    QPushButton *m_behind = nullptr;
};

void TestCommonWidgets::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_behind = new QPushButton(u"behind"_s, m_window.get());
    m_behind->setFocusPolicy(Qt::StrongFocus);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_behind->setFocus();
}

void TestCommonWidgets::skeletonWaitsForTheDelay()
{
    PageFrame frame(m_window.get());
    auto *content = new QLabel(u"content"_s);
    frame.setContent(content);
    frame.setLoadingDelay(never);
    frame.show();
    frame.showLoading();
    QCOMPARE(frame.state(), PageFrame::State::Loading);
    QVERIFY(content->isVisible());
    frame.showContent();
    frame.setLoadingDelay(0ms);
    frame.showLoading();
    QTRY_VERIFY(child<QWidget>(&frame, "skeletonWidget")->isVisible());
    QVERIFY(!content->isVisible());
}

void TestCommonWidgets::skeletonNeverShowsWhenTheAnswerIsFast()
{
    PageFrame frame(m_window.get());
    frame.setContent(new QLabel(u"content"_s));
    frame.setLoadingDelay(0ms);
    frame.show();
    frame.showLoading();
    frame.showContent();
    QCoreApplication::processEvents();
    QVERIFY(frame.content()->isVisible());
    QVERIFY(!child<QWidget>(&frame, "skeletonWidget")->isVisible());
}

void TestCommonWidgets::errorOffersRetryAndDetails()
{
    PageFrame frame(m_window.get());
    frame.setContent(new QLabel);
    frame.resize(800, 500);
    frame.show();
    QSignalSpy retried(&frame, &PageFrame::retryRequested);
    QSignalSpy acted(&frame, &PageFrame::actionRequested);
    frame.showError({u"Failed"_s, u"The gateway did not answer."_s, u"connection refused"_s});
    auto *details = child<QWidget>(&frame, "stateDetailsEdit");
    QVERIFY(!details->isVisible());
    QTest::mouseClick(child<QPushButton>(&frame, "stateDetailsButton"), Qt::LeftButton);
    QVERIFY(details->isVisible());
    QTest::mouseClick(child<QPushButton>(&frame, "stateActionButton"), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    QCOMPARE(acted.count(), 0);
}

void TestCommonWidgets::emptyOffersItsOneAction()
{
    PageFrame frame(m_window.get());
    frame.setContent(new QLabel);
    frame.resize(800, 500);
    frame.show();
    QSignalSpy acted(&frame, &PageFrame::actionRequested);
    frame.showEmpty(
        {.icon = {}, .title = u"No keys yet"_s, .text = {}, .action = u"New key"_s, .details = {}});
    QTest::mouseClick(child<QPushButton>(&frame, "stateActionButton"), Qt::LeftButton);
    QCOMPARE(acted.count(), 1);
}

void TestCommonWidgets::wordsAreNeverCut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    const QString japanese = u"会話はここに並びます。"_s;
    const QString english = u"Your conversations will be listed here."_s;
    QTest::newRow("Japanese in a narrow pane") << japanese << 260;
    QTest::newRow("English in a narrow pane") << english << 260;
    QTest::newRow("Japanese on a page") << japanese.repeated(3) << 800;
}

void TestCommonWidgets::wordsAreNeverCut()
{
    QFETCH(QString, text);
    QFETCH(int, width);
    PageFrame frame(m_window.get());
    frame.setContent(new QLabel);
    frame.showEmpty({.icon = {}, .title = {}, .text = text, .action = {}, .details = {}});
    frame.resize(width, 500);
    frame.show();
    const auto *label = child<QLabel>(&frame, "stateTextLabel");
    const int widest = std::min(420, width - 32);
    QTRY_VERIFY(label->isVisible());
    const auto isWhole = [label] { return label->height() >= label->heightForWidth(label->width()); };
    QTRY_VERIFY(isWhole() && label->height() == label->heightForWidth(widest));
    // It stays so: fitting must not make it fit again.
    const QRect place = label->geometry();
    QTest::qWait(50);
    QVERIFY(isWhole());
    QCOMPARE(label->geometry(), place);
}

void TestCommonWidgets::notPermittedNamesThePermission()
{
    PageFrame frame(m_window.get());
    frame.setContent(new QLabel);
    frame.showNotPermitted(u"/key/list"_s);
    QVERIFY(child<QLabel>(&frame, "stateTextLabel")->text().contains(u"/key/list"_s));
}

void TestCommonWidgets::staleLineStandsOverTheContent()
{
    PageFrame frame(m_window.get());
    frame.setContent(new QLabel(u"content"_s));
    frame.show();
    frame.setStale(u"Offline. As of 10:05."_s);
    QVERIFY(child<QWidget>(&frame, "staleNotice")->isVisible());
    QVERIFY(frame.content()->isVisible());
    frame.setStale({});
    QVERIFY(!child<QWidget>(&frame, "staleNotice")->isVisible());
}

void TestCommonWidgets::sheetKeepsKeyboardAndMouse()
{
    QSignalSpy pressed(m_behind, &QPushButton::clicked);
    auto *sheet = new Sheet(m_window.get());
    auto *edit = new QLineEdit;
    sheet->setBody(edit);
    sheet->addCancel(u"Cancel"_s);
    sheet->addPrimary(u"Save"_s);
    sheet->open();
    QVERIFY(edit->hasFocus());
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
    }
    const QPoint overButton = m_behind->mapTo(m_window.get(), m_behind->rect().center());
    QCOMPARE(m_window->childAt(overButton), sheet);
    QTest::mouseClick(m_window->childAt(overButton), Qt::LeftButton);
    QCOMPARE(pressed.count(), 0);
    QVERIFY(sheet->isVisible());
}

void TestCommonWidgets::escapeRejectsAnOpenSheet()
{
    auto *sheet = new Sheet(m_window.get());
    sheet->addPrimary(u"Save"_s);
    QSignalSpy rejected(sheet, &Sheet::rejected);
    QSignalSpy finished(sheet, &Sheet::finished);
    QPointer<Sheet> alive = sheet;
    sheet->open();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(finished.count(), 1);
    QTRY_VERIFY(!alive);
}

void TestCommonWidgets::guardedSheetIgnoresEscape()
{
    auto *sheet = new Sheet(m_window.get(), Sheet::Guard::ButtonsOnly);
    sheet->addPrimary(u"Done"_s);
    sheet->open();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(sheet->isVisible());
}

void TestCommonWidgets::enterInALineAcceptsTheSheet()
{
    auto *sheet = new Sheet(m_window.get());
    auto *edit = new QLineEdit;
    sheet->setBody(edit);
    QPushButton *save = sheet->addPrimary(u"Save"_s);
    QSignalSpy accepted(sheet, &Sheet::accepted);
    sheet->open();
    save->setEnabled(false);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(accepted.count(), 0);
    save->setEnabled(true);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(accepted.count(), 1);
    QVERIFY(sheet->isVisible());
}

void TestCommonWidgets::focusReturnsAfterASheet()
{
    auto *sheet = new Sheet(m_window.get());
    sheet->addCancel(u"Cancel"_s);
    sheet->open();
    QVERIFY(!m_behind->hasFocus());
    QTest::mouseClick(child<QPushButton>(sheet, "sheetCancelButton"), Qt::LeftButton);
    QVERIFY(m_behind->hasFocus());
}

void TestCommonWidgets::confirmationNamesThingsAndStartsOnCancel()
{
    auto *sheet = new ConfirmSheet(
        m_window.get(),
        {u"Delete 2 keys?"_s, u"This cannot be undone."_s, {u"mykey"_s, u"batch"_s}, u"Delete"_s});
    QSignalSpy confirmed(sheet, &ConfirmSheet::confirmed);
    sheet->open();
    const QString names = child<QLabel>(sheet, "confirmThingsLabel")->text();
    QVERIFY(names.contains(u"mykey"_s) && names.contains(u"batch"_s));
    QVERIFY(child<QPushButton>(sheet, "sheetCancelButton")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(confirmed.count(), 0);
}

void TestCommonWidgets::confirmationConfirmsOnlyByItsButton()
{
    auto *sheet = new ConfirmSheet(m_window.get(), {u"Delete?"_s, {}, {}, u"Delete"_s});
    QSignalSpy confirmed(sheet, &ConfirmSheet::confirmed);
    QSignalSpy finished(sheet, &Sheet::finished);
    sheet->open();
    QTest::mouseClick(child<QPushButton>(sheet, "confirmButton"), Qt::LeftButton);
    QCOMPARE(confirmed.count(), 1);
    QCOMPARE(finished.count(), 1);
}

void TestCommonWidgets::secretClosesOnlyAfterCopy()
{
    auto *sheet = new SecretReveal(
        m_window.get(), [] { return u"New key"_s; }, core::SecretString(u"sk-secret-123456"_s));
    QPointer<Sheet> alive = sheet;
    sheet->open();
    auto *done = child<QPushButton>(sheet, "secretDoneButton");
    QVERIFY(!done->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTest::keyClick(child<QLineEdit>(sheet, "secretEdit"), Qt::Key_Return);
    QVERIFY(alive && sheet->isVisible());
    QTest::mouseClick(child<QPushButton>(sheet, "secretCopyButton"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sk-secret-123456"_s);
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_VERIFY(!alive);
}

void TestCommonWidgets::secretClosesAfterBeingNoted()
{
    auto *sheet = new SecretReveal(
        m_window.get(), [] { return u"New key"_s; }, core::SecretString(u"sk-secret-123456"_s));
    sheet->open();
    child<QCheckBox>(sheet, "secretNotedCheck")->click();
    QVERIFY(child<QPushButton>(sheet, "secretDoneButton")->isEnabled());
    child<QCheckBox>(sheet, "secretNotedCheck")->click();
    QVERIFY(!child<QPushButton>(sheet, "secretDoneButton")->isEnabled());
}

void TestCommonWidgets::toastUndoneDoesNotExpire()
{
    Toast *toast = Toast::show(m_window.get(), u"Deleted"_s, u"Undo"_s, never);
    QSignalSpy undone(toast, &Toast::actionRequested);
    QSignalSpy expired(toast, &Toast::expired);
    QTest::mouseClick(child<QPushButton>(toast, "toastActionButton"), Qt::LeftButton);
    QCOMPARE(undone.count(), 1);
    QCOMPARE(expired.count(), 0);
}

void TestCommonWidgets::toastExpires()
{
    // Under the pointer it would stay.
    QTest::mouseMove(m_window.get(), QPoint(1, 1));
    Toast *toast = Toast::show(m_window.get(), u"Deleted"_s, {}, 0ms);
    QSignalSpy expired(toast, &Toast::expired);
    QTRY_COMPARE(expired.count(), 1);
}

void TestCommonWidgets::newToastReplacesTheLast()
{
    Toast *first = Toast::show(m_window.get(), u"one"_s, u"Undo"_s, never);
    QSignalSpy expired(first, &Toast::expired);
    Toast *second = Toast::show(m_window.get(), u"two"_s, {}, never);
    QCOMPARE(expired.count(), 1);
    QVERIFY(second->isVisible());
}

void TestCommonWidgets::searchFollowsTypingAfterARest()
{
    SearchField search(m_window.get());
    search.setRest(never);
    search.show();
    QSignalSpy changed(&search, &SearchField::searchChanged);
    QTest::keyClicks(&search, u"budget"_s);
    QCOMPARE(changed.count(), 0);
    QTest::keyClick(&search, Qt::Key_Return);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.last().first().toString(), u"budget"_s);
    QTest::keyClick(&search, Qt::Key_Escape);
    QCOMPARE(changed.last().first().toString(), QString());
}

void TestCommonWidgets::searchIgnoresReturnWhileComposing()
{
    SearchField search(m_window.get());
    search.setRest(never);
    search.show();
    QSignalSpy changed(&search, &SearchField::searchChanged);
    QInputMethodEvent composing(u"よさん"_s, {});
    QCoreApplication::sendEvent(&search, &composing);
    QTest::keyClick(&search, Qt::Key_Return);
    QCOMPARE(changed.count(), 0);
}

void TestCommonWidgets::searchLeavesItsTextToTheInputMethod()
{
    SearchField search(m_window.get());
    search.show();
    search.setText(u"budget"_s);
    QInputMethodEvent composing(u"よさん"_s, {});
    QCoreApplication::sendEvent(&search, &composing);
    QTest::keyClick(&search, Qt::Key_Escape);
    QCOMPARE(search.text(), u"budget"_s);
}

void TestCommonWidgets::emptySearchGivesEscapeToItsPage()
{
    SearchField search(m_window.get());
    search.show();
    QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(&search, &escape);
    QVERIFY(!escape.isAccepted());
}

namespace {

class OpenComboBox : public ComboBox
{
public:
    using ComboBox::ComboBox;
    using ComboBox::initStyleOption;
};

} // namespace

void TestCommonWidgets::comboBoxEndsLongTextWithAnEllipsis()
{
    OpenComboBox combo(m_window.get());
    combo.addItem(u"gemini/gemini-2.0-flash-lite"_s);
    QStyleOptionComboBox option;
    combo.resize(400, 30);
    combo.initStyleOption(&option);
    QCOMPARE(option.currentText, u"gemini/gemini-2.0-flash-lite"_s);
    combo.resize(140, 30);
    combo.initStyleOption(&option);
    QVERIFY(option.currentText.endsWith(u'…'));
    QCOMPARE(combo.currentText(), u"gemini/gemini-2.0-flash-lite"_s);
}

void TestCommonWidgets::tableCopiesTheNameOfTheRow()
{
    QStandardItemModel model(2, 2);
    model.setItem(1, 0, new QStandardItem(u"sk-...W8TA"_s));
    TableView table(m_window.get());
    table.setModel(&model);
    table.show();
    QSignalSpy rows(&table, &TableView::currentRowChanged);
    table.setCurrentIndex(model.index(1, 1));
    QCOMPARE(rows.last().first().toInt(), 1);
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sk-...W8TA"_s);
}

void TestCommonWidgets::tableEnterActivatesTheRow()
{
    QStandardItemModel model(2, 2);
    TableView table(m_window.get());
    table.setModel(&model);
    table.show();
    QSignalSpy activated(&table, &QTableView::activated);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(activated.count(), 0);
    table.setCurrentIndex(model.index(0, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
}

void TestCommonWidgets::removedRowHandsOnNoChoice()
{
    QStandardItemModel model(3, 1);
    TableView table(m_window.get());
    table.setModel(&model);
    table.show();
    table.setCurrentIndex(model.index(1, 0));
    QSignalSpy rows(&table, &TableView::currentRowChanged);
    model.removeRow(1);
    QCOMPARE(rows.count(), 1);
    QCOMPARE(rows.last().first().toInt(), -1);
    QVERIFY(table.currentIndex().isValid());
}

void TestCommonWidgets::tableRowsFollowTheDensity()
{
    Theme theme(qApp);
    QStandardItemModel model(3, 1);
    TableView table(m_window.get());
    table.setModel(&model);
    table.show();
    theme.setDensity(Density::Compact);
    QTRY_COMPARE(table.rowHeight(2), metrics::rowCompact);
    theme.setDensity(Density::Comfortable);
    QTRY_COMPARE(table.rowHeight(2), metrics::rowComfortable);
}

void TestCommonWidgets::sidePaneOverItsHostMovesNothing()
{
    SidePane pane(SidePane::Placement::Over, m_window.get(), 300);
    pane.setContent(new QLabel(u"settings"_s));
    const QRect before = m_behind->geometry();
    pane.open();
    QTRY_COMPARE(pane.geometry(), QRect(600, 0, 300, 600));
    QCOMPARE(m_behind->geometry(), before);
    m_window->resize(1000, 700);
    QTRY_COMPARE(pane.geometry(), QRect(700, 0, 300, 700));
}

void TestCommonWidgets::sidePaneClosesByEscape()
{
    SidePane pane(SidePane::Placement::Over, m_window.get(), 300);
    auto *edit = new QLineEdit;
    pane.setContent(edit);
    QSignalSpy changed(&pane, &SidePane::openChanged);
    pane.open();
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!pane.isOpen());
    QCOMPARE(changed.count(), 2);
    QTRY_VERIFY(!pane.isVisible());
}

void TestCommonWidgets::meterLevels_data()
{
    QTest::addColumn<double>("used");
    QTest::addColumn<std::optional<double>>("limit");
    QTest::addColumn<Meter::Level>("level");
    QTest::addColumn<double>("fraction");
    const auto row = [](const char *name, double used, std::optional<double> limit, Meter::Level level,
                        double fraction) { QTest::newRow(name) << used << limit << level << fraction; };
    row("without a limit there is no bar", 3.0, std::nullopt, Meter::Level::Unlimited, 0.0);
    row("half is calm", 2.5, 5.0, Meter::Level::Calm, 0.5);
    row("four fifths is near", 4.0, 5.0, Meter::Level::Near, 0.8);
    row("all of it is over", 5.0, 5.0, Meter::Level::Over, 1.0);
    row("more than all of it fills the bar", 9.0, 5.0, Meter::Level::Over, 1.0);
    row("a limit of zero is over at once", 0.0, 0.0, Meter::Level::Over, 1.0);
}

void TestCommonWidgets::meterLevels()
{
    QFETCH(double, used);
    QFETCH(std::optional<double>, limit);
    QFETCH(Meter::Level, level);
    QFETCH(double, fraction);
    const Meter meter{used, limit, {}};
    QCOMPARE(meter.level(), level);
    QCOMPARE(meter.fraction(), fraction);
}

QTEST_MAIN(TestCommonWidgets)
#include "tst_commonwidgets.moc"
