// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagedriver.h"

#include <models/format.h>
#include <widgets/admin/budgetpage.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/sidepane.h>

#include <QSignalSpy>

#include <support/pageworld.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using models::BudgetColumn;

class BudgetPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void saysWhatABudgetIsWhenThereIsNone();
    void createsABudget();
    void wantsAtLeastOneLimit();
    void changesALimit();
    void deletesOnlyAfterConfirmation();
    void leadsToItsKeys();
    void showsWhatItsKeysHaveSpent();
    void refusesAKeyWithoutTheRight();

private:
    void makeBudget();
    void open();
    QString said() const { return saidIn(m_page->detail()); }
    QString sheetError() const;

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<BudgetPage> m_page;
};

void BudgetPageTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void BudgetPageTest::init()
{
    m_world = std::make_unique<PageWorld>();
    QVERIFY(m_world->start());
}

void BudgetPageTest::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void BudgetPageTest::makeBudget()
{
    m_world->post(u"/budget/new"_s,
                  {{"budget_id", "department"}, {"max_budget", 100}, {"budget_duration", "30d"}});
}

void BudgetPageTest::open()
{
    m_page = std::make_unique<BudgetPage>(&m_world->gateway(), &m_world->budgets(), &m_world->keys());
    m_page->resize(1280, 800);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(m_page->frame()->state() != PageFrame::State::Loading);
}

QString BudgetPageTest::sheetError() const
{
    const auto *notice = shown<Notice>(m_page.get(), u"sheetErrorNotice"_s);
    return notice ? notice->text() : QString();
}

void BudgetPageTest::saysWhatABudgetIsWhenThereIsNone()
{
    open();
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Empty);
    QVERIFY(saidIn(m_page->frame()).contains(u"No shared budgets yet"_s));
}

void BudgetPageTest::createsABudget()
{
    open();
    QVERIFY(click(m_page.get(), u"newBudgetButton"_s));
    QVERIFY(type(m_page.get(), u"idEdit"_s, u"department"_s));
    QVERIFY(type(m_page.get(), u"budgetEdit"_s, u"1,500.50"_s));
    QVERIFY(type(m_page.get(), u"requestsEdit"_s, u"60"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY(m_page->detail()->isOpen());
    QCOMPARE(cell(m_page->table(), 0, 0), u"department"_s);
    QCOMPARE(cell(m_page->table(), 0, int(BudgetColumn::RequestsPerMinute)), u"60"_s);
    QVERIFY2(said().contains(u"$1,500.50"_s), qUtf8Printable(said()));
}

void BudgetPageTest::wantsAtLeastOneLimit()
{
    open();
    QVERIFY(click(m_page.get(), u"newBudgetButton"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QVERIFY(sheetError().contains(u"at least one limit"_s));
}

void BudgetPageTest::changesALimit()
{
    makeBudget();
    open();
    QTRY_VERIFY(choose(m_page->table(), u"department"_s));
    QTRY_VERIFY(shown(m_page.get(), u"editBudgetButton"_s));
    QVERIFY(click(m_page.get(), u"editBudgetButton"_s));
    QVERIFY(type(m_page.get(), u"budgetEdit"_s, u"80"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY(said().contains(u"$80.00"_s));
    QVERIFY(said().contains(u"every month"_s));
}

void BudgetPageTest::deletesOnlyAfterConfirmation()
{
    makeBudget();
    open();
    QTRY_VERIFY(choose(m_page->table(), u"department"_s));
    QTRY_VERIFY(shown(m_page.get(), u"deleteBudgetButton"_s));
    QVERIFY(click(m_page.get(), u"deleteBudgetButton"_s));
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!shown(m_page.get(), u"confirmButton"_s));
    QVERIFY(click(m_page.get(), u"deleteBudgetButton"_s));
    QVERIFY(click(m_page.get(), u"confirmButton"_s));
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Empty);
}

void BudgetPageTest::leadsToItsKeys()
{
    makeBudget();
    const Json key = m_world->post(u"/key/generate"_s, {{"key_alias", "mykey"}, {"budget_id", "department"}});
    open();
    QSignalSpy toKey(m_page.get(), &BudgetPage::keyRequested);
    QTRY_VERIFY(choose(m_page->table(), u"department"_s));
    QTRY_VERIFY(shown<QAbstractButton>(m_page.get(), u"budgetKeyLink"_s));
    QVERIFY(click(m_page.get(), u"budgetKeyLink"_s));
    QCOMPARE(toKey.size(), 1);
    QCOMPARE(toKey.first().first().toString(), core::stringOr(key, "token"));
}

void BudgetPageTest::showsWhatItsKeysHaveSpent()
{
    makeBudget();
    QStringList keys;
    for (const QString &alias : {u"first"_s, u"second"_s})
        keys.append(core::stringOr(m_world->post(u"/key/generate"_s, {{"key_alias", alias.toStdString()},
                                                                      {"budget_id", "department"}}),
                                   "key"));
    QCOMPARE(m_world->chat(keys.first()), 200);
    open();
    const auto spent = [this] {
        const auto &rows = m_world->budgets().rows();
        return rows.isEmpty() ? core::Money() : rows.first().spend.value_or(core::Money());
    };
    QTRY_VERIFY(spent().nanos() > 0);
    const core::Money once = spent();
    QVERIFY(choose(m_page->table(), u"department"_s));
    QTRY_VERIFY2(said().contains(models::moneyText(once)), qUtf8Printable(said()));
    // The same call with another of its keys, and a look again.
    QCOMPARE(m_world->chat(keys.last()), 200);
    m_page->hide();
    m_page->show();
    QTRY_COMPARE(spent().nanos(), 2 * once.nanos());
    QTRY_VERIFY2(said().contains(models::moneyText(spent())), qUtf8Printable(said()));
    const Json rows = m_world->get(u"/key/list?return_full_object=true"_s)["keys"];
    for (const Json &row : rows)
        QCOMPARE(row["spend"].get<double>(), once.usd());
}

void BudgetPageTest::refusesAKeyWithoutTheRight()
{
    const Json key = m_world->post(u"/key/generate"_s, {{"key_alias", "mykey"}});
    m_world->signIn(core::stringOr(key, "key"));
    open();
    QTRY_COMPARE(m_world->budgets().state().kind, models::PageState::Kind::NotPermitted);
    QVERIFY2(saidIn(m_page->frame()).contains(u"administrator"_s), qUtf8Printable(saidIn(m_page->frame())));
    QVERIFY(!shown<QAbstractButton>(m_page.get(), u"newBudgetButton"_s)->isEnabled());
}

QTEST_MAIN(BudgetPageTest)
#include "tst_budgetpage.moc"
