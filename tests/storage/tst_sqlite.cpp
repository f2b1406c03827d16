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

} // namespace

/// What only files do.
class SqliteTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    QString file(const QString &name = u"test.db"_s) const { return m_dir->filePath(name); }

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
};

QTEST_GUILESS_MAIN(SqliteTest)
#include "tst_sqlite.moc"
