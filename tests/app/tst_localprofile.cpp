// SPDX-License-Identifier: GPL-3.0-or-later
#include "await.h"

#include <secrets/memorysecretstore.h>

#include <QDirIterator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

#include <app/desktop/localgateway.h>
#include <app/desktop/localprofile.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using app::LocalGateway;
using app::LocalProfile;
using client::Profile;
using core::ErrorKind;
using core::SecretString;
using test::await;

namespace {

const QString MasterKeyName = u"local/master-key"_s;
const QString FirstKeyName = u"local/first-key"_s;

/// One run of the program: its local gateway, and the profile made ready with it.
struct Run {
    Run(secrets::SecretStore &store, const QString &dataDir)
        : gateway(&store, dataDir)
        , profile(&session, &store)
    {
        QObject::connect(&profile, &LocalProfile::ready, &session,
                         [this](const Profile &made) { ready = made; });
        QObject::connect(&profile, &LocalProfile::failed, &session,
                         [this](const core::Error &e) { error = e; });
        QObject::connect(&gateway, &LocalGateway::failed, &session,
                         [this](const core::Error &e) { error = e; });
    }
    ~Run()
    {
        const auto stopped = gateway.stop();
        (void)QTest::qWaitFor([&] { return stopped.isFinished(); }, 20000);
    }
    bool startGateway()
    {
        gateway.start();
        return QTest::qWaitFor([this] { return gateway.isRunning() || error; }, 20000) && !error;
    }
    bool start(const std::optional<Profile> &known = std::nullopt)
    {
        if (!startGateway())
            return false;
        profile.prepare(gateway.info(), known);
        return QTest::qWaitFor([this] { return ready || error; }, 20000) && !error;
    }
    /// All keys of this gateway, asked with its master key.
    QList<client::VirtualKeyInfo> keys()
    {
        const auto admin =
            session.newTransport({gateway.info().url, {client::bearerAuth(gateway.info().masterKey)}});
        const auto page = await(client::KeyOperations(admin.get()).list({}));
        return page ? page->rows : QList<client::VirtualKeyInfo>();
    }
    /// Whether this gateway takes `key`.
    bool accepts(const SecretString &key)
    {
        const auto asKey = session.newTransport({gateway.info().url, {client::bearerAuth(key)}});
        return await(client::ModelOperations(asKey.get()).list()).has_value();
    }

    core::SystemClock clock;
    client::ProfileSession session{&clock};
    LocalGateway gateway;
    LocalProfile profile;
    std::optional<Profile> ready;
    std::optional<core::Error> error;
};

/// A keychain that answers no question.
class BrokenStore final : public secrets::SecretStore
{
public:
    core::Async<std::optional<SecretString>> read(const QString &) override
    {
        return core::readyFuture<std::optional<SecretString>>(
            core::fail(ErrorKind::Unavailable, u"The keychain is locked"_s));
    }
    core::Async<void> write(const QString &, const SecretString &) override
    {
        return core::readyFuture<void>(core::fail(ErrorKind::Unavailable, u"The keychain is locked"_s));
    }
    core::Async<void> remove(const QString &) override { return core::readyFuture<void>({}); }
    secrets::SecretBackendState state() const override { return {}; }
};

} // namespace

class TestLocalProfile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theFirstStartMakesKeys();
    void noKeyIsInAFile();
    void theSecondStartFindsThem();
    void theKeyInUseStaysInUse();
    void aLostKeyIsReplaced();
    void aLostKeychainIsReplaced();
    void aTakenPortIsLeftAlone();
    void aBrokenKeychainIsSaid();

private:
    QString dataDir() const { return m_folder->filePath(u"gateway"_s); }
    SecretString secret(secrets::SecretStore &store, const QString &name) const
    {
        return await(store.read(name))->value_or(SecretString());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLocalProfile::theFirstStartMakesKeys()
{
    secrets::MemorySecretStore store;
    Run run(store, dataDir());
    QVERIFY(run.start());
    const SecretString master = secret(store, MasterKeyName);
    const SecretString first = secret(store, FirstKeyName);
    QVERIFY(master.reveal().startsWith(u"sk-"));
    QVERIFY(run.gateway.info().masterKey == master);
    QCOMPARE(run.ready->id, LocalProfile::Id);
    QVERIFY(run.ready->builtIn);
    QCOMPARE(run.ready->keys.size(), 2);
    QCOMPARE(run.ready->currentKey()->alias, u"my-key"_s);
    QVERIFY(!run.ready->currentKey()->isMaster);
    QVERIFY(first.reveal().endsWith(run.ready->currentKey()->masked.right(4)));
    QVERIFY(run.session.profile() == *run.ready);
    QVERIFY(run.session.langfuseEndpoint().isValid());
    QCOMPARE(run.keys().size(), 1);
    QCOMPARE(run.keys().first().alias, u"my-key"_s);
    // The session speaks with the first key, which may chat and may not administer.
    QVERIFY(!await(run.session.gateway().models().list())->isEmpty());
    QVERIFY(!await(run.session.gateway().keys().generate({})));
}

void TestLocalProfile::noKeyIsInAFile()
{
    secrets::MemorySecretStore store;
    Run run(store, dataDir());
    QVERIFY(run.start());
    int files = 0;
    for (QDirIterator it(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        ++files;
        for (const QString &name : {MasterKeyName, FirstKeyName, u"local/langfuse-secret"_s}) {
            const QByteArray key = secret(store, name).revealUtf8();
            QVERIFY(!key.isEmpty());
            QVERIFY2(!content.contains(key), qPrintable(file.fileName()));
        }
    }
    QVERIFY(files > 0);
}

void TestLocalProfile::theSecondStartFindsThem()
{
    secrets::MemorySecretStore store;
    std::optional<Profile> known;
    {
        Run run(store, dataDir());
        QVERIFY(run.start());
        known = run.ready;
    }
    const SecretString master = secret(store, MasterKeyName);
    const SecretString first = secret(store, FirstKeyName);
    Run run(store, dataDir());
    QVERIFY(run.start(known));
    QVERIFY(run.gateway.info().masterKey == master);
    QVERIFY(secret(store, FirstKeyName) == first);
    QVERIFY(run.accepts(first));
    QCOMPARE(run.keys().size(), 1);
    QCOMPARE(run.ready->keys, known->keys);
}

void TestLocalProfile::theKeyInUseStaysInUse()
{
    secrets::MemorySecretStore store;
    std::optional<Profile> known;
    {
        Run run(store, dataDir());
        QVERIFY(run.start());
        known = run.ready;
    }
    known->currentKeyId = known->keys.last().id;
    Run run(store, dataDir());
    QVERIFY(run.start(known));
    QVERIFY(run.session.currentKey()->isMaster);
    QVERIFY(await(run.session.gateway().keys().generate({})));
}

void TestLocalProfile::aLostKeyIsReplaced()
{
    secrets::MemorySecretStore store;
    std::optional<Profile> known;
    {
        Run run(store, dataDir());
        QVERIFY(run.start());
        known = run.ready;
    }
    const SecretString lost = secret(store, FirstKeyName);
    QVERIFY(await(store.remove(FirstKeyName)));
    Run run(store, dataDir());
    QVERIFY(run.start(known));
    const SecretString made = secret(store, FirstKeyName);
    QVERIFY(made != lost);
    QVERIFY(run.accepts(made));
    QVERIFY(!run.accepts(lost));
    QCOMPARE(run.keys().size(), 1);
    QCOMPARE(run.ready->keys.size(), 2);
}

void TestLocalProfile::aLostKeychainIsReplaced()
{
    SecretString oldMaster;
    {
        secrets::MemorySecretStore store;
        Run run(store, dataDir());
        QVERIFY(run.start());
        oldMaster = run.gateway.info().masterKey;
    }
    secrets::MemorySecretStore store;
    Run run(store, dataDir());
    QVERIFY(run.start());
    QVERIFY(!run.accepts(oldMaster));
    QVERIFY(run.accepts(secret(store, FirstKeyName)));
    QCOMPARE(run.keys().size(), 1);
}

void TestLocalProfile::aTakenPortIsLeftAlone()
{
    QTcpServer other;
    // If this fails, some other program has the port already, which serves as well.
    other.listen(QHostAddress::LocalHost, 4000);
    secrets::MemorySecretStore store;
    Run run(store, dataDir());
    QVERIFY(run.start());
    QVERIFY(run.gateway.info().port != 4000);
    QCOMPARE(run.ready->gatewayUrl.port(), int(run.gateway.info().port));
    QVERIFY(run.accepts(secret(store, FirstKeyName)));
}

void TestLocalProfile::aBrokenKeychainIsSaid()
{
    BrokenStore store;
    Run run(store, dataDir());
    QVERIFY(!run.startGateway());
    QCOMPARE(run.error->kind, ErrorKind::Unavailable);
    QVERIFY(!run.gateway.isRunning());
}

QTEST_GUILESS_MAIN(TestLocalProfile)
#include "tst_localprofile.moc"
