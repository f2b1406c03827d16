// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/database.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using storage::Database;
using storage::Row;

namespace {

/// Permissions mean nothing to root, so tests about them run as nobody.
class Unprivileged
{
public:
#ifdef Q_OS_UNIX
    Unprivileged()
    {
        m_changed = geteuid() == 0 && seteuid(65534) == 0;
    }
    ~Unprivileged()
    {
        if (m_changed && seteuid(0) != 0)
            abort();
    }

private:
    bool m_changed = false;
#endif
};

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

    QString file(const QString &name = u"test.db"_s) const { return m_dir->filePath(name); }
    QString steps() const { return m_dir->filePath(u"steps"_s); }
    void addStep(const QString &name, const QByteArray &sql) { writeFile(steps() + u'/' + name, sql); }

    std::unique_ptr<Database> opened(const QString &path)
    {
        auto database = Database::open(path);
        return database ? std::move(*database) : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void makesTheMissingFolder()
    {
        const QString path = file(u"a/b/new.db"_s);
        QVERIFY(opened(path));
        QVERIFY(QFile::exists(path));
    }

    void refusesAFolderThatCannotBeMade()
    {
        writeFile(file(u"plain"_s), "x");
        const auto database = Database::open(file(u"plain/new.db"_s));
        QVERIFY(!database);
        QCOMPARE(database.error().kind, ErrorKind::Storage);
    }

    void refusesAFileThatIsNoDatabase()
    {
        writeFile(file(), QByteArray(8192, 'x'));
        const auto database = Database::open(file());
        QVERIFY(!database);
        QCOMPARE(database.error().kind, ErrorKind::Storage);
        QVERIFY2(core::describe(database.error()).contains(u"not a database"_s),
                 qPrintable(core::describe(database.error())));
    }

    void refusesAFileThatCannotBeWritten()
    {
        opened(file());
        QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther |
                                                         QFile::ExeOther));
        {
            const Unprivileged nobody;
            const auto database = Database::open(file());
            QVERIFY(!database);
            QCOMPARE(database.error().kind, ErrorKind::Storage);
        }
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void usesWriteAheadLogAndForeignKeys()
    {
        const auto database = opened(file());
        const auto text = [&](const QString &sql) {
            return database->selectOne<QString>(sql, {}, [](const Row &row) { return row.text(0); })->value();
        };
        QCOMPARE(text(u"PRAGMA journal_mode"_s), u"wal"_s);
        QCOMPARE(text(u"PRAGMA foreign_keys"_s), u"1"_s);
        QCOMPARE(text(u"PRAGMA synchronous"_s), u"1"_s);
    }

    void valuesComeBackAsTheyWentIn()
    {
        const auto database = opened(u":memory:"_s);
        QVERIFY(
            database->execute(u"CREATE TABLE t (i BIGINT, r REAL, s TEXT, b BLOB, at BIGINT, no TEXT)"_s));
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
        const auto database = opened(u":memory:"_s);
        QVERIFY(database->execute(u"CREATE TABLE t (s TEXT NOT NULL)"_s));
        QVERIFY(database->execute(u"INSERT INTO t VALUES (?)"_s, {QString()}));
    }

    void errorsNameTheConstraintButNoValue()
    {
        const auto database = opened(u":memory:"_s);
        QVERIFY(database->execute(u"CREATE TABLE t (s TEXT UNIQUE)"_s));
        QVERIFY(database->execute(u"INSERT INTO t VALUES (?)"_s, {u"hidden-value"_s}));
        const auto again = database->execute(u"INSERT INTO t VALUES (?)"_s, {u"hidden-value"_s});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Storage);
        QCOMPARE(again.error().code, u"constraint"_s);
        QVERIFY(again.error().detail.contains(u"t.s"_s));
        QVERIFY(!core::describe(again.error()).contains(u"hidden-value"_s));
    }

    void aBrokenSearchExpressionIsNotInTheError()
    {
        const auto database = opened(u":memory:"_s);
        QVERIFY(database->execute(u"CREATE VIRTUAL TABLE f USING fts5(x)"_s));
        const auto found =
            database->select<QString>(u"SELECT x FROM f WHERE f MATCH ?"_s, {u"hidden-value: \""_s},
                                      [](const Row &row) { return row.text(0); });
        QVERIFY(!found);
        QVERIFY2(!core::describe(found.error()).contains(u"hidden"_s),
                 qPrintable(core::describe(found.error())));
    }

    void aVisitorMayRunTheSameStatement()
    {
        const auto database = opened(u":memory:"_s);
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
        const auto database = opened(file());
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
        const auto writer = opened(file());
        const auto reader = opened(file());
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
        auto database = opened(file());
        QVERIFY(database->migrate(steps()));
        QVERIFY(database->migrate(steps()));
        QCOMPARE(countOf(*database, u"a"_s), 1);
        addStep(u"0002_b.sql"_s, "INSERT INTO a VALUES (2);");
        database = opened(file());
        QVERIFY(database->migrate(steps()));
        QCOMPARE(countOf(*database, u"a"_s), 2);
        QCOMPARE(database->schemaVersion().value(), 2);
    }

    void aFailingStepLeavesTheVersionBefore()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT);");
        addStep(u"0002_b.sql"_s, "INSERT INTO a VALUES (2); INSERT INTO missing VALUES (1);");
        const auto database = opened(file());
        const auto done = database->migrate(steps());
        QVERIFY(!done);
        QVERIFY(done.error().detail.contains(u"0002_b.sql"_s));
        QCOMPARE(database->schemaVersion().value(), 1);
        QCOMPARE(countOf(*database, u"a"_s), 0);
    }

    void aNewerFileIsRefusedAndLeftAlone()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT);");
        const auto database = opened(file());
        QVERIFY(database->execute(u"PRAGMA user_version = 7"_s));
        const auto done = database->migrate(steps());
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Unsupported);
        QVERIFY(done.error().detail.contains(u"newer"_s));
        QCOMPARE(countOf(*database, u"sqlite_master"_s), 0);
    }

    void aGapInTheStepsIsRefused()
    {
        addStep(u"0001_a.sql"_s, "CREATE TABLE a (i BIGINT);");
        addStep(u"0003_c.sql"_s, "CREATE TABLE c (i BIGINT);");
        QVERIFY(!opened(file())->migrate(steps()));
        QVERIFY(!opened(file())->migrate(m_dir->filePath(u"nothing"_s)));
    }

    void aDamagedPageIsAnErrorWhereItIsRead()
    {
        {
            const auto database = opened(file());
            QVERIFY(database->execute(u"CREATE TABLE t (s TEXT)"_s));
            for (int i = 0; i < 100; ++i)
                QVERIFY(database->execute(u"INSERT INTO t VALUES (?)"_s, {QString(200, u'x')}));
        }
        QFile raw(file());
        QVERIFY(raw.open(QIODevice::ReadWrite) && raw.size() > 8192);
        QVERIFY(raw.seek(4096) && raw.write(QByteArray(int(raw.size()) - 4096, '\xee')) > 0);
        raw.close();
        const auto database = opened(file());
        QVERIFY(database);
        const auto rows =
            database->select<QString>(u"SELECT s FROM t"_s, {}, [](const Row &row) { return row.text(0); });
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Storage);
    }

    void everyOldVersionOpens_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("version");
        QVERIFY(opened(u":memory:"_s)->migrate(u":/storage/gateway"_s));
        const auto folders = QDir(u":/storage"_s).entryList(QDir::Dirs);
        for (const QString &folder : folders) {
            const qsizetype newest = QDir(u":/storage/"_s + folder).entryList(QDir::Files).size();
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
        QVERIFY(opened(file())->migrate(steps()));
        const auto database = opened(file());
        QCOMPARE(database->schemaVersion().value(), version);
        const auto done = database->migrate(all.path());
        QVERIFY2(done, done ? "" : qPrintable(core::describe(done.error())));
        QCOMPARE(database->schemaVersion().value(), int(names.size()));
    }

    void theGatewaysSchemaComesWithTheLibrary()
    {
        const auto database = opened(file());
        const auto done = database->migrate(u":/storage/gateway"_s);
        QVERIFY2(done, done ? "" : qPrintable(core::describe(done.error())));
        QCOMPARE(countOf(*database, u"verification_tokens"_s), 0);
    }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
