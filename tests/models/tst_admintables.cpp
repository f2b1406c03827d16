// SPDX-License-Identifier: GPL-3.0-or-later
#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>
#include <models/admin/tablefilter.h>
#include <models/admin/teamtablemodel.h>

#include <QAbstractItemModelTester>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::models;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using test::FakeAnswer;

class AdminTablesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysComeInPages();
    void refreshKeepsWhatStays();
    void failuresAreStates_data();
    void failuresAreStates();
    void staleAnswersAreDropped();
    void keyStates_data();
    void keyStates();
    void filterLoadsTheRest();
    void emptyCellsSortLast();
    void teamsAndBudgets();

private:
    static FakeAnswer page(const QStringList &tokens, int page = 1, int pages = 1);

    test::FakeUpstream m_upstream;
    QNetworkAccessManager m_network;
    client::ApiTransport m_transport{&m_network, {m_upstream.url(QString()), {}}};
    core::ManualClock m_clock{core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value()};
};

FakeAnswer AdminTablesTest::page(const QStringList &tokens, int page, int pages)
{
    Json keys = Json::array();
    for (const auto &token : tokens)
        keys.push_back(Json{{"token", token}, {"key_alias", u"alias "_s + token}, {"spend", 0.42}});
    return FakeAnswer::json(
        200,
        core::toJsonBytes(Json{
            {"keys", keys}, {"total_count", pages * 2}, {"current_page", page}, {"total_pages", pages}}));
}

void AdminTablesTest::keysComeInPages()
{
    KeyTableModel table(client::KeyOperations(&m_transport), &m_clock);
    m_upstream.answer(page({u"a"_s, u"b"_s}, 1, 2));
    m_upstream.thenAnswer(page({u"b"_s, u"c"_s}, 2, 2));
    QVERIFY(!table.canFetchMore({}));
    table.refresh();
    QCOMPARE(table.state().kind, PageState::Kind::Loading);
    QTRY_COMPARE(table.state().kind, PageState::Kind::Ready);
    QCOMPARE(table.totalCount(), 4);
    QVERIFY(table.canFetchMore({}));
    table.fetchMore({});
    QVERIFY(!table.canFetchMore({}));
    QTRY_COMPARE(table.rowCount(), 3);
    QVERIFY(!table.canFetchMore({}));
    // The tester fetches by itself, so it comes last.
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto spend = table.index(0, static_cast<int>(KeyColumn::Spend));
    QCOMPARE(spend.data().toString(), u"$0.42"_s);
    QVERIFY(!spend.data(BudgetRole).isValid());
    table.setTitles({u"Alias"_s});
    QCOMPARE(table.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Alias"_s);
}

void AdminTablesTest::refreshKeepsWhatStays()
{
    KeyTableModel table(client::KeyOperations(&m_transport), &m_clock);
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_upstream.answer(page({u"a"_s, u"b"_s, u"c"_s}));
    table.refresh();
    QTRY_COMPARE(table.rowCount(), 3);
    const QPersistentModelIndex c = table.index(2, 0);
    QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    m_upstream.answer(page({u"c"_s, u"d"_s, u"a"_s}));
    table.refresh();
    QCOMPARE(table.state().kind, PageState::Kind::Refreshing);
    QTRY_COMPARE(table.state().kind, PageState::Kind::Ready);
    QCOMPARE(c.row(), 0);
    QCOMPARE(table.rowOf(u"a"_s), 2);
    QCOMPARE(table.rowOf(u"b"_s), -1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(inserted.count(), 1);
}

void AdminTablesTest::failuresAreStates_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<PageState::Kind>("kind");
    QTest::newRow("forbidden") << 403 << PageState::Kind::NotPermitted;
    QTest::newRow("wrong key") << 401 << PageState::Kind::NotPermitted;
    QTest::newRow("no such method") << 405 << PageState::Kind::Unsupported;
    QTest::newRow("broken") << 500 << PageState::Kind::Failed;
}

void AdminTablesTest::failuresAreStates()
{
    QFETCH(int, status);
    QFETCH(PageState::Kind, kind);
    m_upstream.answer(FakeAnswer::json(status, "{}"));
    KeyTableModel keys(client::KeyOperations(&m_transport), &m_clock);
    TeamTableModel teams(client::TeamOperations(&m_transport), &m_clock);
    BudgetTableModel budgets(client::BudgetOperations(&m_transport), &m_clock);
    keys.refresh();
    teams.refresh();
    budgets.refresh();
    QTRY_COMPARE(keys.state().kind, kind);
    QTRY_COMPARE(teams.state().kind, kind);
    QTRY_COMPARE(budgets.state().kind, kind);
}

void AdminTablesTest::staleAnswersAreDropped()
{
    KeyTableModel table(client::KeyOperations(&m_transport), &m_clock);
    m_upstream.answer(page({u"stale"_s}).after(std::chrono::milliseconds(100)));
    m_upstream.thenAnswer(page({u"fresh"_s}));
    m_upstream.thenAnswer(FakeAnswer::json(200, "{}").after(std::chrono::milliseconds(300)));
    QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    const auto before = m_upstream.requests().size();
    table.refresh();
    QTRY_COMPARE(m_upstream.requests().size(), before + 1);
    table.refresh();
    QTRY_COMPARE(table.rowOf(u"fresh"_s), 0);
    // Answered when the stale answer must have arrived.
    auto late = m_transport.send(client::ApiRequest::get(u"/x"_s));
    QTRY_VERIFY(late.isFinished());
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(table.rowOf(u"stale"_s), -1);
}

void AdminTablesTest::keyStates_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<RowState>("state");
    QTest::newRow("nothing said") << core::toJsonBytes(Json{{"token", "a"}}) << RowState::Active;
    QTest::newRow("blocked") << core::toJsonBytes(Json{{"token", "a"}, {"blocked", true}})
                             << RowState::Blocked;
    QTest::newRow("expired") << core::toJsonBytes(Json{{"token", "a"}, {"expires", "2026-11-23T09:59:59Z"}})
                             << RowState::Expired;
    QTest::newRow("not yet expired") << core::toJsonBytes(
                                            Json{{"token", "a"}, {"expires", "2026-11-23T10:00:01Z"}})
                                     << RowState::Active;
    QTest::newRow("near") << core::toJsonBytes(Json{{"token", "a"}, {"spend", 4.0}, {"max_budget", 5.0}})
                          << RowState::NearBudget;
    QTest::newRow("over") << core::toJsonBytes(Json{{"token", "a"}, {"spend", 5.0}, {"max_budget", 5.0}})
                          << RowState::OverBudget;
}

void AdminTablesTest::keyStates()
{
    QFETCH(QByteArray, row);
    KeyTableModel table(client::KeyOperations(&m_transport), &m_clock);
    QTEST(table.stateOf(client::virtualKeyFrom(core::parseJson(row).value())), "state");
}

void AdminTablesTest::filterLoadsTheRest()
{
    KeyTableModel table(client::KeyOperations(&m_transport), &m_clock);
    TableFilter filter(&table);
    m_upstream.answer(page({u"a"_s, u"b"_s}, 1, 3));
    m_upstream.thenAnswer(page({u"c"_s, u"d"_s}, 2, 3));
    m_upstream.thenAnswer(page({u"e"_s, u"f"_s}, 3, 3));
    table.refresh();
    QTRY_COMPARE(table.rowCount(), 2);
    filter.setText(u"F ALIAS"_s);
    QTRY_COMPARE(filter.rowCount(), 1);
    QCOMPARE(table.rowCount(), 6);
    QCOMPARE(filter.index(0, 0).data(PagedTableModel::IdRole).toString(), u"f"_s);
    // The tester fetches by itself, so it comes last.
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setText({});
    QCOMPARE(filter.rowCount(), 6);
}

void AdminTablesTest::emptyCellsSortLast()
{
    KeyTableModel table(client::KeyOperations(&m_transport), &m_clock);
    TableFilter filter(&table);
    m_upstream.answer(FakeAnswer::json(200, R"({"keys":[{"token":"never"},
        {"token":"late","expires":"2027-01-01T00:00:00Z"},{"token":"soon","expires":"2026-12-01T00:00:00Z"}]})"));
    table.refresh();
    QTRY_COMPARE(table.rowCount(), 3);
    const auto order = [&filter] {
        QStringList ids;
        for (int row = 0; row < filter.rowCount(); ++row)
            ids << filter.index(row, 0).data(PagedTableModel::IdRole).toString();
        return ids;
    };
    filter.sort(static_cast<int>(KeyColumn::Expires), Qt::AscendingOrder);
    QCOMPARE(order(), QStringList({u"soon"_s, u"late"_s, u"never"_s}));
    filter.sort(static_cast<int>(KeyColumn::Expires), Qt::DescendingOrder);
    QCOMPARE(order(), QStringList({u"late"_s, u"soon"_s, u"never"_s}));
}

void AdminTablesTest::teamsAndBudgets()
{
    TeamTableModel teams(client::TeamOperations(&m_transport), &m_clock);
    QAbstractItemModelTester teamTester(&teams, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_upstream.answer(
        FakeAnswer::json(200, R"([{"team_id":"t1","team_alias":"Search","spend":1,"max_budget":2}])"));
    teams.refresh();
    QTRY_COMPARE(teams.rowCount(), 1);
    QCOMPARE(teams.names().value(u"t1"_s), u"Search"_s);
    QCOMPARE(teams.index(0, 0).data(BudgetRole).toDouble(), 2.0);
    BudgetTableModel budgets(client::BudgetOperations(&m_transport), &m_clock);
    QAbstractItemModelTester budgetTester(&budgets, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_upstream.answer(FakeAnswer::json(200, R"([{"budget_id":"b1","max_budget":2,"tpm_limit":1000}])"));
    budgets.refresh();
    QTRY_COMPARE(budgets.rowCount(), 1);
    QVERIFY(!budgets.index(0, 0).data(SpendRole).isValid());
    QCOMPARE(budgets.index(0, static_cast<int>(BudgetColumn::TokensPerMinute)).data().toString(), u"1,000"_s);
}

int main(int argc, char **argv)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication app(argc, argv);
    AdminTablesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_admintables.moc"
