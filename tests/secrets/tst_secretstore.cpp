// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/keychainsecretstore.h>
#include <secrets/memorysecretstore.h>
#include <secrets/secretstorechooser.h>

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace sekisho;
using core::ErrorKind;
using core::SecretString;
using secrets::MemoryReason;
using secrets::SecretBackend;

namespace {

/// A keychain that answers everything with one error, or never.
class BrokenStore final : public secrets::SecretStore
{
public:
    explicit BrokenStore(std::optional<ErrorKind> kind)
        : m_kind(kind)
    {
    }
    core::Async<std::optional<SecretString>> read(const QString &) override
    {
        return answer<std::optional<SecretString>>();
    }
    core::Async<void> write(const QString &, const SecretString &) override { return answer<void>(); }
    core::Async<void> remove(const QString &) override { return answer<void>(); }
    secrets::SecretBackendState state() const override
    {
        return {SecretBackend::Keychain, MemoryReason::None, {}};
    }

private:
    template <typename T>
    core::Async<T> answer()
    {
        if (m_kind)
            return core::readyFuture<T>(core::fail(*m_kind, u"the keychain's words"_s));
        auto promise = std::make_shared<QPromise<core::Result<T>>>();
        promise->start();
        m_unanswered.push_back(promise);
        return promise->future();
    }
    std::optional<ErrorKind> m_kind;
    std::vector<std::shared_ptr<void>> m_unanswered;
};

template <typename T>
core::Result<T> waitFor(core::Async<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10000) || future.resultCount() == 0)
        return core::fail(ErrorKind::Timeout, u"no result"_s);
    return future.result();
}

bool inKeyringSession()
{
    return qEnvironmentVariableIsSet("SEKISHO_TEST_KEYRING");
}

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT
private:
    void exercise(secrets::SecretStore &store);

private Q_SLOTS:
    void memoryKeepsReplacesAndForgets();
    void keychainKeepsReplacesAndForgets();
    void keychainOutlivesTheStore();
    void chooserTakesAWorkingKeychain();
    void chooserFallsBackAndSaysWhy_data();
    void chooserFallsBackAndSaysWhy();
    void withoutAServiceMemoryIsUsed();
    void callsBeforeTheChoiceAreKept();
    void destructionEndsWaitingCalls();
};

void TestSecretStore::exercise(secrets::SecretStore &store)
{
    const QString name = u"profile/1/key/予算"_s;
    const auto nothing = waitFor(store.read(name));
    QVERIFY2(nothing, nothing ? "" : qPrintable(core::describe(nothing.error())));
    QVERIFY(!nothing->has_value());
    QVERIFY(waitFor(store.remove(name)));
    QVERIFY(waitFor(store.write(name, SecretString(u"sk-一"_s))));
    QVERIFY(waitFor(store.write(name, SecretString(u"sk-二"_s))));
    QCOMPARE((*waitFor(store.read(name)))->reveal(), u"sk-二"_s);
    QVERIFY(!waitFor(store.read(name + u'x'))->has_value());
    QVERIFY(waitFor(store.remove(name)));
    QVERIFY(!waitFor(store.read(name))->has_value());
}

void TestSecretStore::memoryKeepsReplacesAndForgets()
{
    secrets::MemorySecretStore store;
    exercise(store);
    QCOMPARE(store.state().backend, SecretBackend::MemoryOnly);
    QCOMPARE(store.state().reason, MemoryReason::Chosen);
}

void TestSecretStore::keychainKeepsReplacesAndForgets()
{
    if (!inKeyringSession())
        QSKIP("runs in the test secretstore-keyring");
    secrets::KeychainSecretStore store(u"sekisho-test"_s);
    exercise(store);
}

void TestSecretStore::keychainOutlivesTheStore()
{
    if (!inKeyringSession())
        QSKIP("runs in the test secretstore-keyring");
    {
        secrets::KeychainSecretStore first(u"sekisho-test"_s);
        QVERIFY(waitFor(first.write(u"kept"_s, SecretString(u"value"_s))));
    }
    secrets::KeychainSecretStore second(u"sekisho-test"_s);
    QCOMPARE((*waitFor(second.read(u"kept"_s)))->reveal(), u"value"_s);
    secrets::KeychainSecretStore other(u"another-service"_s);
    QVERIFY(!waitFor(other.read(u"kept"_s))->has_value());
}

void TestSecretStore::chooserTakesAWorkingKeychain()
{
    std::unique_ptr<secrets::SecretStore> keychain;
    if (inKeyringSession())
        keychain = std::make_unique<secrets::KeychainSecretStore>(u"sekisho-test"_s);
    else
        keychain = std::make_unique<secrets::MemorySecretStore>();
    const auto expected = keychain->state();
    secrets::SecretStoreChooser store(std::move(keychain), 10s);
    QSignalSpy chosen(&store, &secrets::SecretStoreChooser::chosen);
    exercise(store);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(store.state(), expected);
    QVERIFY(!waitFor(store.read(u"probe"_s))->has_value());
}

void TestSecretStore::chooserFallsBackAndSaysWhy_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<MemoryReason>("reason");
    const auto row = [](const char *name, ErrorKind kind, MemoryReason reason) {
        QTest::newRow(name) << static_cast<int>(kind) << reason;
    };
    row("no service", ErrorKind::Unavailable, MemoryReason::NoService);
    row("access denied", ErrorKind::Forbidden, MemoryReason::AccessDenied);
    row("any other error", ErrorKind::Internal, MemoryReason::Failed);
    QTest::newRow("no answer") << -1 << MemoryReason::NoAnswer;
}

void TestSecretStore::chooserFallsBackAndSaysWhy()
{
    QFETCH(int, kind);
    QFETCH(MemoryReason, reason);
    const auto error = kind < 0 ? std::nullopt : std::optional(static_cast<ErrorKind>(kind));
    secrets::SecretStoreChooser store(std::make_unique<BrokenStore>(error), 50ms);
    exercise(store);
    QCOMPARE(store.state().backend, SecretBackend::MemoryOnly);
    QCOMPARE(store.state().reason, reason);
    QVERIFY(!store.state().detail.isEmpty());
}

void TestSecretStore::withoutAServiceMemoryIsUsed()
{
    if (inKeyringSession())
        QSKIP("there is a service");
    const auto store = secrets::makeSecretStore();
    QTRY_VERIFY(store->state().backend != SecretBackend::Undecided);
    QCOMPARE(store->state().backend, SecretBackend::MemoryOnly);
    QCOMPARE(store->state().reason, MemoryReason::NoService);
    exercise(*store);
}

void TestSecretStore::callsBeforeTheChoiceAreKept()
{
    secrets::SecretStoreChooser store(std::make_unique<BrokenStore>(std::nullopt), 50ms);
    QCOMPARE(store.state().backend, SecretBackend::Undecided);
    const auto written = store.write(u"a"_s, SecretString(u"1"_s));
    const auto read = store.read(u"a"_s);
    QVERIFY(!written.isFinished());
    QTRY_VERIFY(read.isFinished());
    QCOMPARE((*read.result())->reveal(), u"1"_s);
}

void TestSecretStore::destructionEndsWaitingCalls()
{
    auto store =
        std::make_unique<secrets::SecretStoreChooser>(std::make_unique<BrokenStore>(std::nullopt), 10s);
    const auto read = store->read(u"a"_s);
    store.reset();
    QVERIFY(read.isFinished());
}

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
