// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <support/postgresserver.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;

/// sekisho-gateway as people and scripts start it.
class TestGatewayProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void printsAndEnds_data();
    void printsAndEnds();
    void refusesBadArguments_data();
    void refusesBadArguments();
    void namesTheLineOfABadConfiguration();
    void readsItsConfigurationAgain();
    void saysOneLineWhenItListens();
    void tellsNoSecret();
    void warnsOfTheOpenNetwork();
    void refusesATakenPort();
    void refusesTheDataOfAnother();
    void takesTheFirstDatabaseUrlGiven();
    void keepsItsTablesOnAServer();

private:
    void start(QProcess &process, const QStringList &arguments);
    bool isReady(QProcess &process);
    bool isOver(QProcess &process);
    QStringList usual(const QString &listen = u"127.0.0.1:0"_s) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QProcess> m_program;
};

void TestGatewayProgram::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<QProcess>();
}

void TestGatewayProgram::cleanup()
{
    m_program->kill();
    QVERIFY(isOver(*m_program));
}

void TestGatewayProgram::start(QProcess &process, const QStringList &arguments)
{
    process.setProgram(QStringLiteral(SEKISHO_GATEWAY_PROGRAM));
    process.setArguments(arguments);
    process.start(QIODevice::ReadOnly);
}

bool TestGatewayProgram::isReady(QProcess &process)
{
    return QTest::qWaitFor([&] { return process.bytesAvailable() > 0 && process.canReadLine(); }, 20000);
}

bool TestGatewayProgram::isOver(QProcess &process)
{
    return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000);
}

QStringList TestGatewayProgram::usual(const QString &listen) const
{
    return {u"--listen"_s, listen, u"--data-dir"_s, m_dir->filePath(u"data"_s)};
}

void TestGatewayProgram::printsAndEnds_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("help") << u"--help"_s << QByteArray("--data-dir");
    QTest::newRow("version") << u"--version"_s << QByteArray("sekisho-gateway ");
}

void TestGatewayProgram::printsAndEnds()
{
    QFETCH(QString, argument);
    QFETCH(QByteArray, text);
    start(*m_program, {argument});
    QVERIFY(isOver(*m_program));
    QCOMPARE(m_program->exitCode(), 0);
    QVERIFY(m_program->readAllStandardOutput().contains(text));
}

void TestGatewayProgram::refusesBadArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("an option nobody knows") << QStringList{u"--nope"_s};
    QTest::newRow("a word too many") << QStringList{u"serve"_s};
    QTest::newRow("an address without a port") << QStringList{u"--listen"_s, u"127.0.0.1"_s};
    QTest::newRow("a port out of range") << QStringList{u"--listen"_s, u"127.0.0.1:70000"_s};
    QTest::newRow("no threads") << QStringList{u"--threads"_s, u"0"_s};
    QTest::newRow("a configuration that is not there") << QStringList{u"--config"_s, u"/nonexistent.yaml"_s};
}

void TestGatewayProgram::refusesBadArguments()
{
    QFETCH(QStringList, arguments);
    start(*m_program, arguments);
    QVERIFY(isOver(*m_program));
    QCOMPARE(m_program->exitCode(), 2);
    QVERIFY(m_program->readAllStandardError().startsWith("sekisho-gateway: "));
}

void TestGatewayProgram::namesTheLineOfABadConfiguration()
{
    const QString path = m_dir->filePath(u"c.yaml"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("model_list:\n  - model_name: m\n");
    file.close();
    start(*m_program, {u"--config"_s, path});
    QVERIFY(isOver(*m_program));
    QCOMPARE(m_program->exitCode(), 2);
    QVERIFY(m_program->readAllStandardError().contains("c.yaml:2:"));
}

void TestGatewayProgram::readsItsConfigurationAgain()
{
    const QString path = m_dir->filePath(u"config.yaml"_s);
    const auto write = [&](const QByteArray &text) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QByteArray said;
    const auto says = [&](const QByteArray &text) {
        ::kill(static_cast<pid_t>(m_program->processId()), SIGHUP);
        said.clear();
        return QTest::qWaitFor([&] { return (said += m_program->readAllStandardError()).contains(text); },
                               20000);
    };
    QVERIFY(write("model_list: []\n"));
    start(*m_program, usual() + QStringList{u"--config"_s, path});
    QVERIFY(isReady(*m_program));
    QVERIFY2(says("the configuration was read again"), said.constData());
    QVERIFY(write("model_list:\n  - model_name: m\n"));
    QVERIFY2(says("the configuration was not read again"), said.constData());
    QVERIFY2(said.contains("config.yaml:2:"), said.constData());
    QVERIFY(write("model_list: []\ngeneral_settings: {error_dialect: 2026h1}\n"));
    QVERIFY2(says("error_dialect takes effect at the next start"), said.constData());
    QCOMPARE(m_program->state(), QProcess::Running);
}

void TestGatewayProgram::saysOneLineWhenItListens()
{
    start(*m_program, usual());
    QVERIFY(isReady(*m_program));
    QVERIFY(m_program->readLine().startsWith("sekisho-gateway listening on http://127.0.0.1:"));
    m_program->terminate();
    QVERIFY(isOver(*m_program));
    QCOMPARE(m_program->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_program->exitCode(), 0);
    QVERIFY(m_program->readAllStandardOutput().isEmpty());
}

void TestGatewayProgram::tellsNoSecret()
{
    start(*m_program, usual());
    QVERIFY(isReady(*m_program));
    QFile kept(m_dir->filePath(u"data/master.key"_s));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    const QByteArray key = kept.readAll().trimmed();
    m_program->terminate();
    QVERIFY(isOver(*m_program));
    const QByteArray errors = m_program->readAllStandardError();
    QVERIFY(errors.contains("master.key"));
    QVERIFY(!errors.contains(key) && !m_program->readAllStandardOutput().contains(key));
}

void TestGatewayProgram::warnsOfTheOpenNetwork()
{
    start(*m_program, usual(u"0.0.0.0:0"_s));
    QVERIFY(isReady(*m_program));
    QVERIFY(m_program->readAllStandardError().contains("without TLS"));
}

void TestGatewayProgram::refusesATakenPort()
{
    start(*m_program, usual());
    QVERIFY(isReady(*m_program));
    const QString port = QString::fromUtf8(m_program->readLine().trimmed().split(':').last());
    QProcess second;
    start(second, {u"--listen"_s, u"127.0.0.1:"_s + port, u"--data-dir"_s, m_dir->filePath(u"other"_s)});
    QVERIFY(isOver(second));
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(!second.readAllStandardError().isEmpty());
}

void TestGatewayProgram::refusesTheDataOfAnother()
{
    start(*m_program, usual());
    QVERIFY(isReady(*m_program));
    QProcess second;
    start(second, usual());
    QVERIFY(isOver(second));
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.readAllStandardError().contains("Another gateway"));
}

void TestGatewayProgram::takesTheFirstDatabaseUrlGiven()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DATABASE_URL"_s, u"mysql://u:hunter2@h/d"_s);
    m_program->setProcessEnvironment(environment);
    start(*m_program, usual());
    QVERIFY(isOver(*m_program));
    QCOMPARE(m_program->exitCode(), 2);
    QByteArray errors = m_program->readAllStandardError();
    QVERIFY2(errors.contains("DATABASE_URL: ") && !errors.contains("hunter2"), errors.constData());
    start(*m_program, usual() + QStringList{u"--database-url"_s, u"postgresql://u:hunter2@127.0.0.1:1/d"_s});
    QVERIFY(isOver(*m_program));
    QCOMPARE(m_program->exitCode(), 1);
    errors = m_program->readAllStandardError();
    QVERIFY2(errors.contains("refused") && !errors.contains("hunter2"), errors.constData());
}

void TestGatewayProgram::keepsItsTablesOnAServer()
{
    if (support::PostgresServer::programs().isEmpty())
        QSKIP("PostgreSQL is not installed");
    support::PostgresServer server;
    start(*m_program,
          usual() + QStringList{u"--database-url"_s, server.url(u"program"_s, u"sekisho:hunter2"_s)});
    QVERIFY(isReady(*m_program));
    QVERIFY(!QFile::exists(m_dir->filePath(u"data/gateway.db"_s)));
    QCOMPARE(server.sql(u"SELECT COUNT(*) FROM program.verification_tokens"_s), u"0"_s);
    QFile arguments(u"/proc/%1/cmdline"_s.arg(m_program->processId()));
    QVERIFY(arguments.open(QIODevice::ReadOnly));
    QVERIFY(!arguments.readAll().contains("hunter2"));
    m_program->terminate();
    QVERIFY(isOver(*m_program));
    const QByteArray errors = m_program->readAllStandardError();
    QVERIFY2(errors.contains("give it in DATABASE_URL") && !errors.contains("hunter2"), errors.constData());
}

QTEST_GUILESS_MAIN(TestGatewayProgram)
#include "tst_gatewayprogram.moc"
