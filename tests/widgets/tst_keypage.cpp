// SPDX-License-Identifier: GPL-3.0-or-later
#include "marktranslator.h"
#include "pagedriver.h"

#include <widgets/admin/keypage.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/sidepane.h>

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

#include <support/pageworld.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using models::KeyColumn;

class KeyPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void saysWhatAKeyIsWhenThereIsNone();
    void createsAKeyForOneModelAndShowsItOnce();
    void keepsTheFormWhenTheAliasIsTaken();
    void refusesAnAmountThatIsNone_data();
    void refusesAnAmountThatIsNone();
    void refusesNoModelAtAll();
    void changesTheBudget();
    void blocksAndUnblocks();
    void deletesOnlyAfterConfirmation();
    void opensNoOtherPaneAfterADelete();
    void leadsToItsTeamAndBudget();
    void namesTheTeam();
    void keepsThePaneClosed();
    void findsBySearch();
    void editsWithEnterAndClosesWithEscape();
    void showsWhatItHasWhenTheGatewayIsGone();
    void saysWhenTheGatewayCannotBeReached();
    void speaksTheNewLanguage();
    void openSheetsFollowTheLanguage();
    void dropsColumnsWhereThereIsNoRoom();

private:
    void makeKey(const Json &fields);
    void open();
    TableView *table() const { return m_page->table(); }
    int rows() const { return table()->model()->rowCount(); }
    QString said() const { return saidIn(m_page->detail()); }
    QString sheetError() const;
    core::Json keyOf(const QString &alias);

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<KeyPage> m_page;
};

void KeyPageTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void KeyPageTest::init()
{
    m_world = std::make_unique<PageWorld>();
    QVERIFY(m_world->start());
}

void KeyPageTest::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void KeyPageTest::makeKey(const Json &fields)
{
    QVERIFY(m_world->post(u"/key/generate"_s, fields).contains("key"));
}

void KeyPageTest::open()
{
    m_page = std::make_unique<KeyPage>(&m_world->gateway(), &m_world->keys(), &m_world->teams(),
                                       &m_world->budgets());
    m_page->resize(1280, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(m_page->frame()->state() != PageFrame::State::Loading);
    QTRY_COMPARE(m_world->teams().state().kind == models::PageState::Kind::Loading, false);
}

QString KeyPageTest::sheetError() const
{
    const auto *notice = shown<Notice>(m_page.get(), u"sheetErrorNotice"_s);
    return notice ? notice->text() : QString();
}

core::Json KeyPageTest::keyOf(const QString &alias)
{
    const auto list = m_world->get(u"/key/list?return_full_object=true&size=100"_s);
    for (const auto &key : list["keys"]) {
        if (core::stringOr(key, "key_alias") == alias)
            return key;
    }
    return {};
}

void KeyPageTest::saysWhatAKeyIsWhenThereIsNone()
{
    open();
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Empty);
    QVERIFY(saidIn(m_page->frame()).contains(u"No keys yet"_s));
    QVERIFY(click(m_page.get(), u"stateActionButton"_s));
    QVERIFY(shown(m_page.get(), u"aliasEdit"_s));
}

void KeyPageTest::createsAKeyForOneModelAndShowsItOnce()
{
    open();
    QSignalSpy generated(m_page.get(), &KeyPage::keyGenerated);
    QVERIFY(click(m_page.get(), u"newKeyButton"_s));
    QVERIFY(type(m_page.get(), u"aliasEdit"_s, u"mykey"_s));
    shown<QRadioButton>(m_page.get(), u"someModelsRadio"_s)->click();
    auto *models = shown<QListWidget>(m_page.get(), u"modelList"_s);
    QTRY_COMPARE(models->count(), 2);
    models->findItems(u"gpt-4o-mini"_s, Qt::MatchExactly).first()->setCheckState(Qt::Checked);
    QVERIFY(type(m_page.get(), u"budgetEdit"_s, u"5"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));

    QTRY_VERIFY(shown(m_page.get(), u"secretEdit"_s));
    const QString secret = shown<QLineEdit>(m_page.get(), u"secretEdit"_s)->text();
    QVERIFY(secret.startsWith(u"sk-"_s));
    QCOMPARE(generated.size(), 1);
    auto *done = shown<QAbstractButton>(m_page.get(), u"secretDoneButton"_s);
    QVERIFY(!done->isEnabled());
    QVERIFY(click(m_page.get(), u"secretCopyButton"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), secret);
    QVERIFY(click(m_page.get(), u"secretDoneButton"_s));
    QTRY_VERIFY(!shown(m_page.get(), u"secretEdit"_s));

    QTRY_COMPARE(rows(), 1);
    QCOMPARE(cell(table(), 0, int(KeyColumn::Alias)), u"mykey"_s);
    QCOMPARE(cell(table(), 0, int(KeyColumn::Models)), u"gpt-4o-mini"_s);
    QTRY_VERIFY(said().contains(u"$0.00 / $5.00"_s));
    QVERIFY(!said().contains(secret));
    QCOMPARE(core::toJsonBytes(keyOf(u"mykey"_s)["models"]), QByteArray(R"(["gpt-4o-mini"])"));
}

void KeyPageTest::keepsTheFormWhenTheAliasIsTaken()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QVERIFY(click(m_page.get(), u"newKeyButton"_s));
    QVERIFY(type(m_page.get(), u"aliasEdit"_s, u"mykey"_s));
    QVERIFY(type(m_page.get(), u"ownerEdit"_s, u"tanaka"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY2(sheetError().contains(u"already exists"_s), qUtf8Printable(sheetError()));
    QCOMPARE(shown<QLineEdit>(m_page.get(), u"ownerEdit"_s)->text(), u"tanaka"_s);
    QVERIFY(shown<QAbstractButton>(m_page.get(), u"sheetPrimaryButton"_s)->isEnabled());

    QVERIFY(type(m_page.get(), u"aliasEdit"_s, u"another"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY(shown(m_page.get(), u"secretEdit"_s));
}

void KeyPageTest::refusesAnAmountThatIsNone_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::newRow("words are no budget") << u"budgetEdit"_s << u"five"_s;
    QTest::newRow("a budget is not below zero") << u"budgetEdit"_s << u"-1"_s;
    QTest::newRow("tokens are whole") << u"tokensEdit"_s << u"1.5"_s;
    QTest::newRow("requests are a number") << u"requestsEdit"_s << u"many"_s;
}

void KeyPageTest::refusesAnAmountThatIsNone()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    open();
    QVERIFY(click(m_page.get(), u"newKeyButton"_s));
    QVERIFY(type(m_page.get(), field, text));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QVERIFY2(sheetError().contains(text), qUtf8Printable(sheetError()));
    QVERIFY(shown(m_page.get(), field));
    QCOMPARE(core::toJsonBytes(m_world->get(u"/key/list"_s)["total_count"]), QByteArray("0"));
}

void KeyPageTest::refusesNoModelAtAll()
{
    open();
    QVERIFY(click(m_page.get(), u"newKeyButton"_s));
    shown<QRadioButton>(m_page.get(), u"someModelsRadio"_s)->click();
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QVERIFY(sheetError().contains(u"at least one model"_s));
}

void KeyPageTest::changesTheBudget()
{
    makeKey({{"key_alias", "mykey"}, {"max_budget", 5}, {"models", {"gpt-4o-mini"}}, {"duration", "30d"}});
    const Json before = keyOf(u"mykey"_s);
    open();
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    QTRY_VERIFY(shown(m_page.get(), u"editKeyButton"_s));
    QVERIFY(click(m_page.get(), u"editKeyButton"_s));
    QCOMPARE(shown<QLineEdit>(m_page.get(), u"budgetEdit"_s)->text(), u"5"_s);
    QVERIFY(type(m_page.get(), u"budgetEdit"_s, u"12.5"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY(said().contains(u"$12.50"_s));
    const Json after = keyOf(u"mykey"_s);
    QCOMPARE(core::toJsonBytes(after["max_budget"]), QByteArray("12.5"));
    QVERIFY(after["models"] == before["models"]);
    QVERIFY(after["expires"] == before["expires"]);
}

void KeyPageTest::blocksAndUnblocks()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    QTRY_VERIFY(shown(m_page.get(), u"blockKeyButton"_s));
    QVERIFY(click(m_page.get(), u"blockKeyButton"_s));
    QTRY_VERIFY(said().contains(u"Unblock"_s));
    QVERIFY(said().contains(u"Blocked"_s));
    QCOMPARE(core::toJsonBytes(keyOf(u"mykey"_s)["blocked"]), QByteArray("true"));
    QVERIFY(click(m_page.get(), u"blockKeyButton"_s));
    QTRY_VERIFY(!said().contains(u"Unblock"_s));
    QVERIFY(keyOf(u"mykey"_s)["blocked"] != Json(true));
}

void KeyPageTest::deletesOnlyAfterConfirmation()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    QTRY_VERIFY(shown(m_page.get(), u"deleteKeyButton"_s));
    QVERIFY(click(m_page.get(), u"deleteKeyButton"_s));
    QVERIFY(shown<QLabel>(m_page.get(), u"sheetTitleLabel"_s)->text().contains(u"mykey"_s));
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!shown(m_page.get(), u"confirmButton"_s));
    QVERIFY(!keyOf(u"mykey"_s).is_null());

    QVERIFY(click(m_page.get(), u"deleteKeyButton"_s));
    QVERIFY(click(m_page.get(), u"confirmButton"_s));
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Empty);
    QVERIFY(!m_page->detail()->isOpen());
    QVERIFY(keyOf(u"mykey"_s).is_null());
}

void KeyPageTest::opensNoOtherPaneAfterADelete()
{
    for (const char *alias : {"first", "second", "third"})
        makeKey({{"key_alias", alias}});
    open();
    QTRY_VERIFY(choose(table(), u"second"_s));
    QTRY_VERIFY(shown(m_page.get(), u"deleteKeyButton"_s));
    QVERIFY(click(m_page.get(), u"deleteKeyButton"_s));
    QVERIFY(click(m_page.get(), u"confirmButton"_s));
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QVERIFY(!m_page->detail()->isOpen());
}

void KeyPageTest::leadsToItsTeamAndBudget()
{
    const Json team = m_world->post(u"/team/new"_s, {{"team_alias", "人事部"}});
    m_world->post(u"/budget/new"_s, {{"budget_id", "department"}, {"max_budget", 100}});
    makeKey({{"key_alias", "mykey"}, {"team_id", team["team_id"]}, {"budget_id", "department"}});
    open();
    QSignalSpy toTeam(m_page.get(), &KeyPage::teamRequested);
    QSignalSpy toBudget(m_page.get(), &KeyPage::budgetRequested);
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    QTRY_COMPARE(shown<QAbstractButton>(m_page.get(), u"teamLink"_s)->text(), u"人事部"_s);
    QVERIFY(click(m_page.get(), u"teamLink"_s));
    QVERIFY(click(m_page.get(), u"budgetLink"_s));
    QCOMPARE(toTeam.size(), 1);
    QCOMPARE(toTeam.first().first().toString(), core::stringOr(team, "team_id"));
    QCOMPARE(toBudget.first().first().toString(), u"department"_s);
}

void KeyPageTest::namesTheTeam()
{
    const Json team = m_world->post(u"/team/new"_s, {{"team_alias", "人事部"}});
    makeKey({{"key_alias", "mykey"}, {"team_id", team["team_id"]}});
    open();
    QTRY_COMPARE(cell(table(), 0, int(KeyColumn::Team)), u"人事部"_s);
}

void KeyPageTest::keepsThePaneClosed()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    QVERIFY(m_page->detail()->isOpen());
    m_page->detail()->close();
    m_world->post(u"/key/update"_s, {{"key", keyOf(u"mykey"_s)["token"]}, {"max_budget", 7}});
    m_world->keys().refresh();
    QTRY_VERIFY(m_world->keys().rows().first().limits.maxBudget);
    QVERIFY(!m_page->detail()->isOpen());
    const QRect row = table()->visualRect(table()->model()->index(0, 0));
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(m_page->detail()->isOpen());
}

void KeyPageTest::findsBySearch()
{
    makeKey({{"key_alias", "経理部 月次"}});
    makeKey({{"key_alias", "batch"}});
    open();
    QTRY_COMPARE(rows(), 2);
    QTest::keyClick(table(), Qt::Key_Slash);
    QVERIFY(type(m_page.get(), u"listSearchEdit"_s, u"経理"_s));
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(cell(table(), 0, 0), u"経理部 月次"_s);
}

void KeyPageTest::editsWithEnterAndClosesWithEscape()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    QTest::keyClick(table(), Qt::Key_Return);
    QVERIFY(shown(m_page.get(), u"aliasEdit"_s));
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!shown(m_page.get(), u"aliasEdit"_s));
}

void KeyPageTest::showsWhatItHasWhenTheGatewayIsGone()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QTRY_COMPARE(rows(), 1);
    m_world->stop();
    m_world->keys().refresh();
    QTRY_VERIFY(shown<Notice>(m_page.get(), u"staleNotice"_s));
    QCOMPARE(rows(), 1);
    QVERIFY(m_world->start());
    auto *notice = shown<Notice>(m_page.get(), u"staleNotice"_s);
    QTest::mouseClick(notice->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_VERIFY(!shown<Notice>(m_page.get(), u"staleNotice"_s));
}

void KeyPageTest::saysWhenTheGatewayCannotBeReached()
{
    makeKey({{"key_alias", "mykey"}});
    m_world->stop();
    open();
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Error);
    QVERIFY(saidIn(m_page->frame()).contains(u"cannot be reached"_s));
    QVERIFY(m_world->start());
    QVERIFY(click(m_page.get(), u"stateActionButton"_s));
    QTRY_COMPARE(rows(), 1);
    QCOMPARE(m_page->frame()->state(), PageFrame::State::Content);
}

void KeyPageTest::speaksTheNewLanguage()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QTRY_VERIFY(choose(table(), u"mykey"_s));
    MarkTranslator other;
    QCoreApplication::installTranslator(&other);
    QTRY_COMPARE(shown<QAbstractButton>(m_page.get(), u"newKeyButton"_s)->text(), u"「New key」"_s);
    QCOMPARE(table()->model()->headerData(0, Qt::Horizontal).toString(), u"「Alias」"_s);
    QCOMPARE(cell(table(), 0, int(KeyColumn::Models)), u"「All models」"_s);
    QTRY_COMPARE(shown<QAbstractButton>(m_page.get(), u"editKeyButton"_s)->text(), u"「Edit」"_s);
    QCoreApplication::removeTranslator(&other);
    QTRY_COMPARE(shown<QAbstractButton>(m_page.get(), u"newKeyButton"_s)->text(), u"New key"_s);
}

void KeyPageTest::openSheetsFollowTheLanguage()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    QVERIFY(click(m_page.get(), u"newKeyButton"_s));
    auto *title = shown<QLabel>(m_page.get(), u"sheetTitleLabel"_s);
    auto *alias = shown<QLineEdit>(m_page.get(), u"aliasEdit"_s);
    QVERIFY(title && alias);
    alias->setText(u"half typed"_s);
    MarkTranslator other;
    QCoreApplication::installTranslator(&other);
    QTRY_COMPARE(title->text(), u"「New key」"_s);
    const auto text = [this](const QString &button) {
        return shown<QAbstractButton>(m_page.get(), button)->text();
    };
    QCOMPARE(text(u"sheetPrimaryButton"_s), u"「Create key」"_s);
    QCOMPARE(text(u"sheetCancelButton"_s), u"「Cancel」"_s);
    QCOMPARE(text(u"allModelsRadio"_s), u"「All models」"_s);
    QCOMPARE(shown<QLabel>(m_page.get(), u"budgetEditLabel"_s)->text(), u"「Budget」"_s);
    QCOMPARE(shown<QComboBox>(m_page.get(), u"expiryCombo"_s)->currentText(), u"「Never」"_s);
    QCOMPARE(shown<QComboBox>(m_page.get(), u"periodCombo"_s)->currentText(), u"「Never」"_s);
    QCOMPARE(alias->text(), u"half typed"_s);
    QCoreApplication::removeTranslator(&other);
    QTRY_COMPARE(title->text(), u"New key"_s);
}

void KeyPageTest::dropsColumnsWhereThereIsNoRoom()
{
    makeKey({{"key_alias", "mykey"}});
    open();
    const auto isHidden = [this](KeyColumn column) { return table()->isColumnHidden(int(column)); };
    m_page->resize(1800, 800);
    QTRY_VERIFY(!isHidden(KeyColumn::Owner));
    m_page->resize(800, 600);
    QTRY_VERIFY(isHidden(KeyColumn::Owner) && isHidden(KeyColumn::Key));
    QVERIFY(!isHidden(KeyColumn::Alias) && !isHidden(KeyColumn::Spend) && !isHidden(KeyColumn::State));
}

QTEST_MAIN(KeyPageTest)
#include "tst_keypage.moc"
