// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/database.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <support/testdatabase.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using storage::Database;
using storage::Row;

namespace {

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

std::int64_t countOf(Database &database, const QString &table)
{
    const auto count = database.selectOne<std::int64_t>(u"SELECT count(*) FROM "_s + table, {},
                                                        [](const Row &row) { return row.integer(0); });
    return count && *count ? **count : -1;
}

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    storage::DatabaseAddress m_address;

    QString steps() const { return m_dir->filePath(u"steps"_s); }
    void addStep(const QString &name, const QByteArray &sql) { writeFile(steps() + u'/' + name, sql); }

    /// The database of the running test; always the same one.
    std::unique_ptr<Database> opened()
    {
        auto database = Database::open(m_address);
        return database ? std::move(*database) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_address = support::newDatabase(m_dir->filePath(u"test.db"_s));
    }

    void valuesComeBackAsTheyWentIn()
    {
        const auto database = opened();
        QVERIFY(database->execute(
            u"CREATE TABLE t (i BIGINT, r DOUBLE PRECISION, s TEXT, b %1, at BIGINT, no TEXT)"_s.arg(
                support::runsOnPostgres() ? u"BYTEA"_s : u"BLOB"_s)));
        const auto at = core::fromMicros(1'234'567'890'123'456);
        QVERIFY(database->execute(u"INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)"_s,
                                  {QVariant::fromValue(std::int64_t(9'000'000'000'000'000'001)), 0.5,
                                   u"夜; '\""_s, QByteArray("\0\xff", 2), storage::bind(at),
                                   storage::bind(std::optional<QString>())}));
        const auto done = database->forEach(u"SELECT i, r, s, b, at, no FROM t"_s, {}, [&](const Row &row) {
            QCOMPARE(row.integer(0), 9'000'000'000'000'000'001);
            QCOMPARE(row.real(1), 0.5);
            QCOMPARE(row.text(2), u"夜; '\""_s);
            QCOMPARE(row.bytes(3), QByteArray("\0\xff", 2));
            QCOMPARE(row.time(4), at);
            QVERIFY(row.isNull(5));
            QVERIFY(!row.optionalText(5));
            QCOMPARE(row.text(5), QString());
        });
        QVERIFY(done);
    }

    void aNullStringIsAnEmptyText()
    {
        const auto database = opened();
        QVERIFY(database->execute(u"CREATE TABLE t (s TEXT NOT NULL)"_s));
        QVERIFY(database->execute(u"INSERT INTO t VALUES (?)"_s, {QString()}));
    }

    void errorsNameTheConstraintButNoValue()
    {
        const auto database = opened();
        QVERIFY(database->execute(u"CREATE TABLE t (s TEXT UNIQUE)"_s));
        QVERIFY(database->execute(u"INSERT INTO t VALUES (?)"_s, {u"hidden-value"_s}));
        const auto again = database->execute(u"INSERT INTO t VALUES (?)"_s, {u"hidden-value"_s});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Storage);
        QCOMPARE(again.error().code, u"constraint"_s);
        QVERIFY(again.error().detail.contains(support::runsOnPostgres() ? u"t_s_key"_s : u"t.s"_s));
        QVERIFY(!core::describe(again.error()).contains(u"hidden-value"_s));
    }

    void aVisitorMayRunTheSameStatement()
    {
        const auto database = opened();
        QVERIFY(database->execute(u"CREATE TABLE t (i BIGINT)"_s));
        QVERIFY(database->execute(u"INSERT INTO t VALUES (1), (2), (3)"_s));
        int visits = 0;
        QVERIFY(database->forEach(u"SELECT i FROM t"_s, {}, [&](const Row &) {
            QVERIFY(database->forEach(u"SELECT i FROM t"_s, {}, [&](const Row &) { ++visits; }));
        }));
        QCOMPARE(visits, 9);
    }

    void aFailedTransactionLeavesNothing()
    {
        const auto database = opened();
        QVERIFY(database->execute(u"CREATE TABLE t (i BIGINT)"_s));
        const auto done = database->transaction([&]() -> core::Result<void> {
            if (auto inserted = database->run(u"INSERT INTO t VALUES (1)"_s); !inserted)
                return inserted;
            return core::fail(ErrorKind::Conflict, u"stop"_s);
        });
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Conflict);
        QCOMPARE(countOf(*database, u"t"_s), 0);
        QVERIFY(database->transaction(
            [&]() -> core::Result<void> { return database->run(u"INSERT INTO t VALUES (1)"_s); }));
        QCOMPARE(countOf(*database, u"t"_s), 1);
    }

    void twoConnectionsSeeCommittedRows()
    {
        const auto writer = opened();
        const auto reader = opened();
        QVERIFY(writer->execute(u"CREATE TABLE t (i BIGINT)"_s));
        QVERIFY(writer->transaction([&]() -> core::Result<void> {
            auto inserted = writer->run(u"INSERT INTO t VALUES (1)"_s);
            [&] { QCOMPARE(countOf(*reader, u"t"_s), 0); }();
            return inserted;
        }));
        QCOMPARE(countOf(*reader, u"t"_s), 1);
    }

    void migratesEachStepOnce()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT); INSERT INTO a VALUES (1);");
        auto database = opened();
        QVERIFY(database->migrate(steps()));
        QVERIFY(database->migrate(steps()));
        QCOMPARE(countOf(*database, u"a"_s), 1);
        addStep(u"0002_b.sql"_s, "INSERT INTO a VALUES (2);");
        database = opened();
        QVERIFY(database->migrate(steps()));
        QCOMPARE(countOf(*database, u"a"_s), 2);
        QCOMPARE(database->schemaVersion().value(), 2);
    }

    void aFailingStepLeavesTheVersionBefore()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT);");
        addStep(u"0002_b.sql"_s, "INSERT INTO a VALUES (2); INSERT INTO missing VALUES (1);");
        const auto database = opened();
        const auto done = database->migrate(steps());
        QVERIFY(!done);
        QVERIFY(done.error().detail.contains(u"0002_b.sql"_s));
        QCOMPARE(database->schemaVersion().value(), 1);
        QCOMPARE(countOf(*database, u"a"_s), 0);
    }

    void aNewerFileIsRefusedAndLeftAlone()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT);");
        const auto database = opened();
        QVERIFY(database->run(database->dialect().setSchemaVersion(7)));
        const auto done = database->migrate(steps());
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Unsupported);
        QVERIFY(done.error().detail.contains(u"newer"_s));
        QCOMPARE(countOf(*database, u"a"_s), -1);
    }

    void aGapInTheStepsIsRefused()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT);");
        addStep(u"0003_c.sql"_s, "CREATE TABLE c (i BIGINT);");
        QVERIFY(!opened()->migrate(steps()));
        QVERIFY(!opened()->migrate(m_dir->filePath(u"nothing"_s)));
    }

    void everyOldVersionOpens_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("version");
        QVERIFY(opened()->migrate(u":/storage/gateway"_s));
        const auto folders = QDir(u":/storage"_s).entryList(QDir::Dirs);
        for (const QString &folder : folders) {
            const qsizetype newest = QDir(u":/storage/"_s + folder).entryList(QDir::Files).size();
            // The other files are never on a server.
            if (support::runsOnPostgres() && folder != u"gateway")
                continue;
            for (int version = 1; version <= newest; ++version)
                QTest::addRow("%s of version %d", qPrintable(folder), version) << folder << version;
        }
    }

    void everyOldVersionOpens()
    {
        QFETCH(QString, folder);
        QFETCH(int, version);
        const QDir all(u":/storage/"_s + folder);
        const auto names = all.entryList(QDir::Files, QDir::Name);
        for (const QString &name : names.first(version)) {
            QFile step(all.filePath(name));
            QVERIFY(step.open(QIODevice::ReadOnly));
            addStep(name, step.readAll());
        }
        QVERIFY(opened()->migrate(steps()));
        const auto database = opened();
        QCOMPARE(database->schemaVersion().value(), version);
        const auto done = database->migrate(all.path());
        QVERIFY2(done, done ? "" : qPrintable(core::describe(done.error())));
        QCOMPARE(database->schemaVersion().value(), int(names.size()));
    }

    void theGatewaysSchemaComesWithTheLibrary()
    {
        const auto database = opened();
        const auto done = database->migrate(u":/storage/gateway"_s);
        QVERIFY2(done, done ? "" : qPrintable(core::describe(done.error())));
        QCOMPARE(countOf(*database, u"verification_tokens"_s), 0);
    }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
