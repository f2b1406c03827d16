// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/ids.h>
#include <gateway/stages/authenticate.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

static const core::SystemClock Clock;

class TestAuthenticate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheKeyWhereverItIs_data();
    void findsTheKeyWhereverItIs();
    void refusesWhatIsNoKey_data();
    void refusesWhatIsNoKey();
    void knowsTheMasterKey();
    void knowsVirtualKeysByTheirHash();
    void withoutMasterKeyNobodyIsAdmin();
};

void TestAuthenticate::findsTheKeyWhereverItIs_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("Authorization with Bearer") << QByteArray("Authorization") << QByteArray("Bearer sk-x");
    QTest::newRow("Authorization with bearer") << QByteArray("authorization") << QByteArray("bearer sk-x");
    QTest::newRow("Authorization with Basic") << QByteArray("Authorization") << QByteArray("Basic sk-x");
    QTest::newRow("x-litellm-api-key raw") << QByteArray("x-litellm-api-key") << QByteArray("sk-x");
    QTest::newRow("x-litellm-api-key with Bearer")
        << QByteArray("x-litellm-api-key") << QByteArray("Bearer sk-x");
    QTest::newRow("Azure's header") << QByteArray("api-key") << QByteArray("sk-x");
    QTest::newRow("Anthropic's header") << QByteArray("x-api-key") << QByteArray("sk-x");
    QTest::newRow("Google's header") << QByteArray("x-goog-api-key") << QByteArray("sk-x");
    QTest::newRow("API Management's header") << QByteArray("Ocp-Apim-Subscription-Key") << QByteArray("sk-x");
}

void TestAuthenticate::findsTheKeyWhereverItIs()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const auto key = presentedKey({{name, value}});
    QVERIFY(key.has_value());
    QCOMPARE(*key, QByteArray("sk-x"));
}

void TestAuthenticate::refusesWhatIsNoKey_data()
{
    QTest::addColumn<http::Headers>("headers");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing sent") << http::Headers{} << u"No api key passed in."_s;
    QTest::newRow("a bare Authorization")
        << http::Headers{{"Authorization", "sk-x"}} << u"Ensure Key has `Bearer ` prefix."_s;
    QTest::newRow("Bearer and nothing") << http::Headers{{"Authorization", "Bearer "}} << u"Malformed"_s;
    QTest::newRow("an unknown key") << http::Headers{{"Authorization", "Bearer sk-unknown"}}
                                    << u"not known here"_s;
}

void TestAuthenticate::refusesWhatIsNoKey()
{
    QFETCH(http::Headers, headers);
    QFETCH(QString, message);
    const Directory directory;
    const MasterKey master(core::SecretString(u"sk-master"_s));
    const auto caller = Authenticate(directory, master, Clock).run(headers);
    QVERIFY(!caller);
    QCOMPARE(caller.error().kind, core::ErrorKind::Unauthenticated);
    QVERIFY2(caller.error().detail.contains(message), qPrintable(caller.error().detail));
    QVERIFY(!caller.error().detail.contains(u"sk-unknown"));
}

void TestAuthenticate::knowsTheMasterKey()
{
    const Directory directory;
    const MasterKey master(core::SecretString(u"sk-master"_s));
    const auto caller = Authenticate(directory, master, Clock).run({{"Authorization", "Bearer sk-master"}});
    QVERIFY(caller.has_value());
    QVERIFY(caller->isAdmin());
    QVERIFY(!caller->key);
    QCOMPARE(caller->userId, u"default_user_id"_s);
}

void TestAuthenticate::knowsVirtualKeysByTheirHash()
{
    Directory directory;
    storage::VirtualKey key;
    key.token = core::sha256Hex("sk-mine");
    key.userId = u"owner"_s;
    directory.publish(key);
    const MasterKey master(core::SecretString(u"sk-master"_s));
    const auto caller = Authenticate(directory, master, Clock).run({{"x-api-key", "sk-mine"}});
    QVERIFY(caller.has_value());
    QVERIFY(!caller->isAdmin());
    QCOMPARE(caller->userId, u"owner"_s);
    QCOMPARE(caller->keyHash, key.token);
}

void TestAuthenticate::withoutMasterKeyNobodyIsAdmin()
{
    const Directory directory;
    const MasterKey none{core::SecretString()};
    QVERIFY(!none.matches(""));
    QVERIFY(!Authenticate(directory, none, Clock).run({{"x-api-key", "sk-any"}}));
}

QTEST_GUILESS_MAIN(TestAuthenticate)
#include "tst_authenticate.moc"
