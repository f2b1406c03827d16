// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopdatabase.h"

#include <storage/desktop/profilerepository.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;

class TestProfileRepository : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFieldComesBack();
    void builtInStandsFirstAndStays();
    void savingReplacesKeys();
    void passwordsInAddressesAreLeftOut();
};

void TestProfileRepository::everyFieldComesBack()
{
    test::DesktopDatabase file;
    ProfileRepository profiles(*file);
    Profile full{u"p"_s,
                 u"本番"_s,
                 QUrl(u"https://llm.example.org/v1"_s),
                 SignInKind::TokenAndKey,
                 u"x-key"_s,
                 u"profile/p/token"_s,
                 u"k2"_s,
                 QUrl(u"https://langfuse.example.org"_s),
                 u"pk-lf-1"_s,
                 u"profile/p/langfuse"_s,
                 u"staging"_s,
                 u"#c92a2a"_s,
                 true,
                 false,
                 {{u"k1"_s, u"mykey"_s, u"sk-...W8TA"_s, u"profile/p/key/mykey"_s, false},
                  {u"k2"_s, u"master"_s, u"sk-...IWjQ"_s, u"profile/p/key/master"_s, true}}};
    QVERIFY(profiles.save(full));
    QVERIFY(profiles.find(u"p"_s)->value() == full);
    Profile bare;
    bare.id = u"bare"_s;
    QVERIFY(profiles.save(bare));
    QVERIFY(profiles.find(u"bare"_s)->value() == bare);
    QVERIFY(!profiles.find(u"none"_s)->has_value());
}

void TestProfileRepository::builtInStandsFirstAndStays()
{
    test::DesktopDatabase file;
    ProfileRepository profiles(*file);
    for (const QString &name : {u"b"_s, u"a"_s, u"z-local"_s}) {
        Profile profile;
        profile.id = profile.name = name;
        profile.builtIn = name == u"z-local"_s;
        QVERIFY(profiles.save(profile));
    }
    QCOMPARE(profiles.list()->at(0).id, u"z-local"_s);
    QCOMPARE(profiles.list()->at(1).id, u"a"_s);
    QCOMPARE(profiles.remove(u"z-local"_s).error().kind, core::ErrorKind::Conflict);
    QVERIFY(profiles.remove(u"a"_s));
    QVERIFY(profiles.remove(u"a"_s));
    QCOMPARE(profiles.list()->size(), 2);
}

void TestProfileRepository::savingReplacesKeys()
{
    test::DesktopDatabase file;
    ProfileRepository profiles(*file);
    Profile profile;
    profile.id = u"p"_s;
    profile.keys = {{u"ka"_s, u"a"_s, u"sk-...a"_s, u"ref-a"_s, false},
                    {u"kb"_s, u"b"_s, u"sk-...b"_s, u"ref-b"_s, false}};
    QVERIFY(profiles.save(profile));
    profile.keys.removeFirst();
    QVERIFY(profiles.save(profile));
    QVERIFY(profiles.list()->first() == profile);
    QVERIFY(profiles.remove(u"p"_s));
    profile.keys.clear();
    QVERIFY(profiles.save(profile));
    QVERIFY(profiles.list()->first().keys.isEmpty());
}

void TestProfileRepository::passwordsInAddressesAreLeftOut()
{
    test::DesktopDatabase file;
    ProfileRepository profiles(*file);
    Profile profile;
    profile.id = u"p"_s;
    profile.gatewayUrl = QUrl(u"https://user:secret@llm.example.org/"_s);
    QVERIFY(profiles.save(profile));
    QCOMPARE(profiles.find(u"p"_s)->value().gatewayUrl, QUrl(u"https://llm.example.org/"_s));
}

QTEST_GUILESS_MAIN(TestProfileRepository)
#include "tst_profilerepository.moc"
