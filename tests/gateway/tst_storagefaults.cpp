// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"

#include <storage/database.h>
#include <traces/otlpbuilder.h>

#include <QDir>
#include <QTest>

#include <support/fakeupstream.h>
#include <sys/resource.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using storage::Database;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayProcess;

/// Files that are full, locked, read-only or spoilt. The gateway says so and goes on, or does not start and
/// says why; in either case every call that it served is in the ledger once it can be. What a full disk does
/// to the journal is in tst_fulldisk.
class TestStorageFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void callsGoOnWhileTheDatabaseIsFull();
    void callsGoOnWhileTheDatabaseIsLocked();
    void doesNotStartOnWhatItCannotUse_data();
    void doesNotStartOnWhatItCannotUse();
    void spoiltTracesStopNoCalls();
    void doesNotStartOnWhatItMayNotWrite_data();
    void doesNotStartOnWhatItMayNotWrite();
    void aSpoiltJournalLosesOnlyWhatIsSpoilt_data();
    void aSpoiltJournalLosesOnlyWhatIsSpoilt();

private:
    std::shared_ptr<test::Reply> chat();
    QString file(const QString &name) const { return m_gateway->dataDir() + u'/' + name; }
    std::shared_ptr<test::Reply> readiness();
    int traceStatus();
    void limitFiles(rlim_t bytes);
    void isWholeAgain();
    void verifyServed(const QStringList &but = {});
    QStringList journals(const QString &pattern) const;

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayProcess> m_gateway;
    QStringList m_served;
};

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static bool replaceContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

/// Holds the write lock of a database, as another program would.
static std::unique_ptr<Database> lockedDatabase(const QString &path)
{
    auto database = Database::open(path);
    if (!database || !(*database)->run(u"BEGIN IMMEDIATE"_s))
        return nullptr;
    return std::move(*database);
}

void TestStorageFaults::init()
{
    m_served.clear();
    m_upstream = std::make_unique<FakeUpstream>();
    m_upstream->answer(FakeAnswer::chatCompletion());
    m_gateway =
        std::make_unique<GatewayProcess>(QStringLiteral(SEKISHO_GATEWAY_PROGRAM), m_upstream->url(), 1);
    QVERIFY(m_gateway->start());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(chat()->status, 200);
}

std::shared_ptr<test::Reply> TestStorageFaults::chat()
{
    auto reply = m_gateway->sendChat(false);
    test::TestClient::waitFor(*reply);
    if (reply->status == 200)
        m_served.append(QString::fromLatin1(reply->callId()));
    return reply;
}

std::shared_ptr<test::Reply> TestStorageFaults::readiness()
{
    return m_gateway->client().request("GET", u"/health/readiness"_s);
}

int TestStorageFaults::traceStatus()
{
    test::TestClient client(m_gateway->url(), {});
    const QByteArray keys = "pk-lf-of-the-tests:sk-lf-of-the-tests";
    return client
        .request("POST", u"/api/public/otel/v1/traces"_s,
                 test::otlpExport(Json::array(
                     {test::otlpSpan("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "")})),
                 {{"Authorization", "Basic " + keys.toBase64()}, {"Content-Type", "application/json"}})
        ->status;
}

void TestStorageFaults::limitFiles(rlim_t bytes)
{
    const rlimit limit{bytes, RLIM_INFINITY};
    QCOMPARE(prlimit(static_cast<pid_t>(m_gateway->pid()), RLIMIT_FSIZE, &limit, nullptr), 0);
}

QStringList TestStorageFaults::journals(const QString &pattern) const
{
    const QDir folder(m_gateway->dataDir() + u"/journal"_s);
    QStringList paths;
    for (const QString &name : folder.entryList({pattern}, QDir::Files))
        paths.append(folder.filePath(name));
    return paths;
}

void TestStorageFaults::verifyServed(const QStringList &but)
{
    const auto recorded = m_gateway->recordedCalls();
    for (const QString &call : std::as_const(m_served))
        QCOMPARE(recorded.value(call), but.contains(call) ? 0 : 1);
    for (auto it = recorded.begin(); it != recorded.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key() + u" is there twice"_s));
}

void TestStorageFaults::isWholeAgain()
{
    QTRY_COMPARE_WITH_TIMEOUT(readiness()->status, 200, 30'000);
    QCOMPARE(chat()->status, 200);
    QCOMPARE(m_gateway->client().request("POST", u"/key/generate"_s, Json::object())->status, 200);
    QCOMPARE(traceStatus(), 200);
    verifyServed();
}

void TestStorageFaults::callsGoOnWhileTheDatabaseIsFull()
{
    qint64 largest = 0;
    for (const QString &path : journals(u"*.rows"_s))
        largest = std::max(largest, QFileInfo(path).size());
    // The journal has room for a hundred rows, the database for a few pages.
    limitFiles(static_cast<rlim_t>(largest) + 64 * 1024);
    const auto failsAfterACall = [this] { return chat()->status == 200 && readiness()->status == 503; };
    QTRY_VERIFY_WITH_TIMEOUT(failsAfterACall(), 30'000);
    QCOMPARE(core::stringOr(readiness()->json(), "db"), u"Not connected"_s);
    QCOMPARE(core::stringOr(readiness()->json(), "ledger"), u"writable"_s);
    QCOMPARE(chat()->status, 200);
    const auto refused = m_gateway->client().request("POST", u"/key/generate"_s, Json::object());
    QCOMPARE(refused->status, 503);
    QCOMPARE(refused->errorType(), u"no_db_connection"_s);
    QCOMPARE(m_gateway->client().request("GET", u"/health/liveliness"_s)->status, 200);
    limitFiles(RLIM_INFINITY);
    isWholeAgain();
    QVERIFY(m_gateway->terminate());
}

void TestStorageFaults::callsGoOnWhileTheDatabaseIsLocked()
{
    auto other = lockedDatabase(file(u"gateway.db"_s));
    auto othersTraces = lockedDatabase(file(u"traces.db"_s));
    QVERIFY(other && othersTraces);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(chat()->status, 200);
    // Exporters send what is refused with 503 again.
    QCOMPARE(traceStatus(), 503);
    QTRY_COMPARE_WITH_TIMEOUT(readiness()->status, 503, 30'000);
    QCOMPARE(core::stringOr(readiness()->json(), "db"), u"Not connected"_s);
    QVERIFY(readiness()->body.contains("the database takes no rows; journals keep them"));
    QCOMPARE(chat()->status, 200);
    // Rows that are missing would be taken for calls that were never made.
    const auto refused = m_gateway->client().request("GET", u"/spend/logs"_s);
    QCOMPARE(refused->status, 503);
    QCOMPARE(refused->errorType(), u"no_db_connection"_s);
    other.reset();
    othersTraces.reset();
    isWholeAgain();
    QVERIFY(m_gateway->terminate());
}

void TestStorageFaults::doesNotStartOnWhatItCannotUse_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isSpoiltAtStart");
    QTest::newRow("a database that is none") << u"gateway.db"_s << true;
    QTest::newRow("a database that is spoilt behind its first page") << u"gateway.db"_s << false;
    QTest::newRow("traces that are no database") << u"traces.db"_s << true;
}

void TestStorageFaults::doesNotStartOnWhatItCannotUse()
{
    QFETCH(const QString, name);
    QFETCH(const bool, isSpoiltAtStart);
    QVERIFY(m_gateway->terminate());
    const QByteArray sound = contentOf(file(name));
    QVERIFY(sound.size() > 8192);
    const qsizetype kept = isSpoiltAtStart ? 0 : 4096;
    const QByteArray spoilt = sound.first(kept) + QByteArray(sound.size() - kept, 'x');
    QVERIFY(replaceContent(file(name), spoilt));
    const QString told = m_gateway->reasonNotToStart();
    QVERIFY2(told.contains(file(name)), qPrintable(told));
    QVERIFY2(contentOf(file(name)) == spoilt, "it was changed");
    QVERIFY(replaceContent(file(name), sound));
    QVERIFY(m_gateway->start());
    isWholeAgain();
}

/// Its first page is sound, so that only using it shows what has become of the rest.
void TestStorageFaults::spoiltTracesStopNoCalls()
{
    QVERIFY(m_gateway->terminate());
    const QByteArray sound = contentOf(file(u"traces.db"_s));
    QVERIFY(sound.size() > 8192);
    QVERIFY(replaceContent(file(u"traces.db"_s), sound.first(4096) + QByteArray(sound.size() - 4096, 'x')));
    QVERIFY(m_gateway->start());
    QCOMPARE(traceStatus(), 503);
    QCOMPARE(chat()->status, 200);
    QCOMPARE(readiness()->status, 200);
    QVERIFY2(m_gateway->errors().contains(u"malformed"_s), qPrintable(m_gateway->errors()));
    QVERIFY(m_gateway->terminate());
    QVERIFY(replaceContent(file(u"traces.db"_s), sound));
    QVERIFY(m_gateway->start());
    isWholeAgain();
}

void TestStorageFaults::doesNotStartOnWhatItMayNotWrite_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the data folder") << QString();
    QTest::newRow("the database") << u"/gateway.db"_s;
    QTest::newRow("the traces") << u"/traces.db"_s;
    QTest::newRow("the folder of journals") << u"/journal"_s;
}

void TestStorageFaults::doesNotStartOnWhatItMayNotWrite()
{
    QFETCH(const QString, name);
    const QString path = m_gateway->dataDir() + name;
    QVERIFY(m_gateway->terminate());
    if (const auto reason = m_gateway->obeyPermissions())
        QSKIP(qPrintable(*reason));
    const auto permissions = QFile::permissions(path);
    const auto writing = QFile::WriteOwner | QFile::WriteUser | QFile::WriteGroup | QFile::WriteOther;
    QVERIFY(QFile::setPermissions(path, permissions & ~writing));
    const QString told = m_gateway->reasonNotToStart();
    QVERIFY(QFile::setPermissions(path, permissions));
    QVERIFY2(told.contains(path), qPrintable(told));
    QVERIFY(m_gateway->start());
    isWholeAgain();
}

void TestStorageFaults::aSpoiltJournalLosesOnlyWhatIsSpoilt_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("lost"); ///< of the rows in the journal, the first of them
    QTest::newRow("its tail is half a row more") << u"torn"_s << -1;
    QTest::newRow("its last row is cut off") << u"cut"_s << 3;
    QTest::newRow("garbage between rows") << u"between"_s << -1;
    QTest::newRow("noughts over a row") << u"noughts"_s << 1;
    QTest::newRow("another letter in a row") << u"letter"_s << 2;
}

static QByteArray spoilt(QByteArrayList lines, const QString &how)
{
    if (how == u"torn")
        return lines.join('\n') + '\n' + lines.first().first(lines.first().size() / 2);
    if (how == u"cut")
        return lines.join('\n').chopped(10);
    if (how == u"between")
        lines.insert(1, QByteArray(10'000, '\xff'));
    else if (how == u"noughts")
        lines[1].fill('\0');
    else
        lines[2][lines[2].size() / 2] ^= 1;
    return lines.join('\n') + '\n';
}

/// The process dies while the database is locked, so that the journal is all that has its last rows.
void TestStorageFaults::aSpoiltJournalLosesOnlyWhatIsSpoilt()
{
    QFETCH(const QString, how);
    QFETCH(const int, lost);
    QTRY_COMPARE(m_gateway->recordedCalls().size(), 3);
    auto other = lockedDatabase(file(u"gateway.db"_s));
    QVERIFY(other);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(chat()->status, 200);
    QVERIFY(m_gateway->kill());
    other.reset();
    QCOMPARE(journals(u"*.rows"_s).size(), 1);
    const QString path = journals(u"*.rows"_s).first();
    QByteArrayList lines = contentOf(path).chopped(1).split('\n');
    lines = lines.sliced(lines.size() - 4);
    QVERIFY(replaceContent(path, spoilt(lines, how)));
    QVERIFY(m_gateway->start());
    verifyServed(lost < 0 ? QStringList() : QStringList{m_served.at(3 + lost)});
    // What could not be read is kept for people.
    QCOMPARE(journals(u"*.damaged"_s), QStringList{path + u".damaged"_s});
    QVERIFY2(m_gateway->errors().contains(u".damaged"_s), qPrintable(m_gateway->errors()));
    QCOMPARE(readiness()->status, 200);
}

QTEST_GUILESS_MAIN(TestStorageFaults)
#include "tst_storagefaults.moc"
