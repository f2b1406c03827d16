// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/ledger/journalcodec.h>
#include <gateway/ledger/ledger.h>
#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/spendlogrepository.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <support/testdatabase.h>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

/// Rows from the journal to the database, each once.
class TestLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aRowSurvivesItsLine();
    void anOlderLineIsStillRead();
    void aDamagedLineIsNoRow_data();
    void aDamagedLineIsNoRow();
    void foldsWhatIsAppended();
    void foldsByItself();
    void replaysEachRowOnce();
    void toleratesATornLastLine();
    void keepsAFileWithDamagedLines();
    void goesOnInANewFile();
    void countsAgainstTheTeamsBudgetToo();
    void saysWhenItCannotWrite();
    void writesTheRowsOfATurnTogether();
    void keepsTheRowsOfATurnWhenItGoes();
    void tellsEachRowThatItIsNotWritten();

private:
    static storage::SpendLog rowNamed(const QString &id);
    bool open(Ledger &ledger);
    bool fold(Ledger &ledger);
    void writeJournal(const QByteArray &content);
    QStringList journals() const;
    QStringList recorded();

    const storage::DatabaseAddress &databasePath() const { return m_address; }
    QString folder() const { return m_dir->filePath(u"journal"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
    storage::DatabaseAddress m_address;
};

void TestLedger::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_address = support::newDatabase(m_dir->filePath(u"gateway.db"_s));
}

storage::SpendLog TestLedger::rowNamed(const QString &id)
{
    storage::SpendLog row;
    row.requestId = id;
    row.callType = u"acompletion"_s;
    row.apiKey = "hash";
    row.spend = core::Money::fromNanos(1234);
    row.startTime = core::fromMicros(1'700'000'000'000'000);
    row.endTime = core::fromMicros(1'700'000'000'500'000);
    row.status = u"success"_s;
    row.httpStatus = 200;
    return row;
}

bool TestLedger::open(Ledger &ledger)
{
    // Shared with the ledger's thread, which may come to it after a test that has given up.
    const auto state = std::make_shared<std::atomic<int>>(0);
    ledger.openThen(databasePath(), [state](core::Result<void> done) { *state = done ? 1 : 2; });
    (void)QTest::qWaitFor([&] { return *state != 0; }, 30000);
    return *state == 1;
}

bool TestLedger::fold(Ledger &ledger)
{
    const auto state = std::make_shared<std::atomic<int>>(0);
    ledger.foldThen([state](core::Result<void> done) { *state = done ? 1 : 2; });
    (void)QTest::qWaitFor([&] { return *state != 0; }, 30000);
    return *state == 1;
}

void TestLedger::writeJournal(const QByteArray &content)
{
    QVERIFY(QDir().mkpath(folder()));
    QFile file(folder() + u"/left.rows"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QStringList TestLedger::journals() const
{
    return QDir(folder()).entryList(QDir::Files);
}

QStringList TestLedger::recorded()
{
    auto database = storage::Database::open(databasePath());
    QStringList ids;
    const auto rows = storage::SpendLogRepository(**database).list({}, {0, 100000});
    for (const auto &row : *rows)
        ids.append(row.requestId);
    ids.sort();
    return ids;
}

void TestLedger::aRowSurvivesItsLine()
{
    storage::SpendLog row = rowNamed(u"id"_s);
    row.endUser = u"tab\there, line\nhere, back\\slash, 関所"_s;
    row.error = u"\\n"_s;
    row.tags = {u"a\tb"_s, u""_s};
    row.metadata = {{"k", "v\n"}};
    row.completionStartTime = core::fromMicros(1'700'000'000'100'000);
    row.organizationId = u"org\t"_s;
    row.apiBase = u"https://api.test/v1"_s;
    row.cachedTokens = 7;
    row.hasModelBudget = true;
    const QByteArray line = encodeRow(row);
    QCOMPARE(line.count('\n'), 1);
    const auto back = decodeRow(QByteArrayView(line).chopped(1));
    QVERIFY(back.has_value());
    QVERIFY(*back == row);
    QVERIFY(!back->teamId.isNull());
}

void TestLedger::anOlderLineIsStillRead()
{
    // As version 0.1 wrote it.
    const QByteArray line =
        "2a303a4f\t1\tid\tacompletion\t/v1/chat/completions\thash\talias\tteam\tbudget\tuser\t"
        "customer\tsession\tgroup\tmodel\tmodel-id\tdemo\tsuccess\t\t127.0.0.1\t1234\t3\t4\t"
        "1700000000000000\t1700000000500000\t0\t200\t[\"a\"]\t{\"k\":1}";
    const auto row = decodeRow(line);
    QVERIFY(row.has_value());
    QCOMPARE(row->teamId, u"team"_s);
    QVERIFY(row->metadata == core::Json({{"k", 1}}));
    QCOMPARE(row->organizationId, u""_s);
    QCOMPARE(row->cachedTokens, 0);
    QVERIFY(!row->hasModelBudget);
}

void TestLedger::aDamagedLineIsNoRow_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray line = encodeRow(rowNamed(u"id"_s)).chopped(1);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << line.chopped(1);
    QTest::newRow("one letter changed") << QByteArray(line).replace("acompletion", "bcompletion");
    QTest::newRow("two lines run together") << line + line;
    QTest::newRow("not ours") << QByteArray("hello, world, this is not a row");
}

void TestLedger::aDamagedLineIsNoRow()
{
    QFETCH(QByteArray, line);
    QVERIFY(!decodeRow(line));
}

void TestLedger::foldsWhatIsAppended()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    const auto journal = ledger.makeJournal();
    QVERIFY(journal->append(rowNamed(u"a"_s)));
    QVERIFY(journal->append(rowNamed(u"b"_s)));
    QVERIFY(fold(ledger));
    QCOMPARE(recorded(), QStringList({u"a"_s, u"b"_s}));
}

void TestLedger::foldsByItself()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    const auto journal = ledger.makeJournal();
    for (int i = 0; i < 250; ++i)
        QVERIFY(journal->append(rowNamed(QString::number(i))));
    QTRY_COMPARE(recorded().size(), 250);
    QVERIFY(journal->append(rowNamed(u"later"_s)));
    QTRY_COMPARE(recorded().size(), 251);
}

void TestLedger::replaysEachRowOnce()
{
    {
        Ledger ledger(folder());
        QVERIFY(open(ledger));
        const auto journal = ledger.makeJournal();
        QVERIFY(journal->append(rowNamed(u"a"_s)));
    }
    QVERIFY(journals().isEmpty());
    writeJournal(encodeRow(rowNamed(u"a"_s)) + encodeRow(rowNamed(u"b"_s)) + encodeRow(rowNamed(u"b"_s)));
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    QCOMPARE(recorded(), QStringList({u"a"_s, u"b"_s}));
    QVERIFY(journals().isEmpty());
}

void TestLedger::toleratesATornLastLine()
{
    writeJournal(encodeRow(rowNamed(u"a"_s)) + encodeRow(rowNamed(u"torn"_s)).chopped(5));
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    QCOMPARE(recorded(), QStringList({u"a"_s}));
    QCOMPARE(journals(), QStringList({u"left.rows.damaged"_s}));
}

void TestLedger::keepsAFileWithDamagedLines()
{
    writeJournal("damaged\n" + encodeRow(rowNamed(u"a"_s)));
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    QCOMPARE(recorded(), QStringList({u"a"_s}));
    QCOMPARE(journals(), QStringList({u"left.rows.damaged"_s}));
}

void TestLedger::goesOnInANewFile()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    auto journal = ledger.makeJournal();
    storage::SpendLog row = rowNamed(u"big"_s);
    row.error = QString(qsizetype(Journal::LargestFile), u'x');
    QVERIFY(journal->append(row));
    QVERIFY(journal->append(rowNamed(u"next"_s)));
    QVERIFY(fold(ledger));
    QCOMPARE(recorded(), QStringList({u"big"_s, u"next"_s}));
    QCOMPARE(journals().size(), 1);
}

void TestLedger::countsAgainstTheTeamsBudgetToo()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    auto database = storage::Database::open(databasePath());
    storage::BudgetRepository budgets(**database);
    for (const QString &id : {u"of-key"_s, u"of-team"_s}) {
        storage::Budget budget;
        budget.budgetId = id;
        budget.createdBy = budget.updatedBy = u"test"_s;
        QVERIFY(budgets.insert(budget).has_value());
    }
    storage::SpendLog row = rowNamed(u"a"_s);
    row.budgetId = u"of-key"_s;
    row.metadata["team_budget_id"] = "of-team";
    const auto journal = ledger.makeJournal();
    QVERIFY(journal->append(row));
    QVERIFY(fold(ledger));
    for (const QString &id : {u"of-key"_s, u"of-team"_s}) {
        const auto found = budgets.find(id);
        QVERIFY(found.has_value() && found->has_value());
        QCOMPARE((*found)->spend.nanos(), 1234);
    }
}

void TestLedger::saysWhenItCannotWrite()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    const auto journal = ledger.makeJournal();
    QVERIFY(QDir(folder()).removeRecursively());
    QVERIFY(!journal->append(rowNamed(u"a"_s)));
    QVERIFY(!journal->isWritable());
    QVERIFY(ledger.isJournalFailing());
    QVERIFY(QDir().mkpath(folder()));
    QTRY_VERIFY(journal->isWritable());
    QVERIFY(!ledger.isJournalFailing());
    QVERIFY(journal->append(rowNamed(u"b"_s)));
}

void TestLedger::writesTheRowsOfATurnTogether()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    const auto journal = ledger.makeJournal();
    QStringList told;
    for (const QString &id : {u"a"_s, u"b"_s})
        journal->append(rowNamed(id), [&told, id](bool written) { told.append(written ? id : u"lost"_s); });
    QVERIFY(told.isEmpty());
    QVERIFY(journals().isEmpty());
    QTRY_COMPARE(told, QStringList({u"a"_s, u"b"_s}));
    QVERIFY(fold(ledger));
    QCOMPARE(recorded(), told);
}

void TestLedger::keepsTheRowsOfATurnWhenItGoes()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    bool told = false;
    ledger.makeJournal()->append(rowNamed(u"a"_s), [&told](bool) { told = true; });
    QVERIFY(fold(ledger));
    QCOMPARE(recorded(), QStringList(u"a"_s));
    QCoreApplication::processEvents();
    QVERIFY(!told);
}

void TestLedger::tellsEachRowThatItIsNotWritten()
{
    Ledger ledger(folder());
    QVERIFY(open(ledger));
    const auto journal = ledger.makeJournal();
    QVERIFY(QDir(folder()).removeRecursively());
    QList<bool> told;
    for (const QString &id : {u"a"_s, u"b"_s})
        journal->append(rowNamed(id), [&told](bool written) { told.append(written); });
    QTRY_COMPARE(told, QList<bool>({false, false}));
    QVERIFY(ledger.isJournalFailing());
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
