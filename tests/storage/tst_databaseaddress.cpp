// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/databaseaddress.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using storage::DatabaseAddress;

class DatabaseAddressTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryPart()
    {
        const auto address = DatabaseAddress::parse(
            u"postgresql://us%40er:p%3A%2F%25%E9%96%A2@db.example:5433/my%20db?sslmode=verify-full&"
            "sslrootcert=%2Fetc%2Fca.pem&schema=gateway"_s);
        QVERIFY(address);
        QCOMPARE(address->kind(), DatabaseAddress::Kind::Postgres);
        QCOMPARE(address->user(), u"us@er"_s);
        QCOMPARE(address->password().reveal(), u"p:/%関"_s);
        QCOMPARE(address->host(), u"db.example"_s);
        QCOMPARE(address->port(), u"5433"_s);
        QCOMPARE(address->database(), u"my db"_s);
        QCOMPARE(address->schema(), u"gateway"_s);
        QCOMPARE(address->options().size(), 2);
        QVERIFY(address->hasOption(u"sslmode"));
        QCOMPARE(address->options().last().second, u"/etc/ca.pem"_s);
        QVERIFY(address->notes().isEmpty());
    }

    void namesItselfWithoutSecrets_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::newRow("everything given")
            << u"postgresql://u:secret@h:1/d?sslpassword=secret"_s << u"postgresql://h:1/d"_s;
        QTest::newRow("the other scheme") << u"POSTGRES://u:secret@h/d"_s << u"postgresql://h/d"_s;
        QTest::newRow("an address in brackets")
            << u"postgresql://u:secret@[::1]:7/d"_s << u"postgresql://::1:7/d"_s;
        QTest::newRow("several hosts") << u"postgresql://u:secret@a:1,b:2/d"_s << u"postgresql://a:1,b:2/d"_s;
        QTest::newRow("a socket") << u"postgresql://u:secret@/d?host=/run/pg"_s
                                  << u"postgresql:///run/pg/d"_s;
        QTest::newRow("a socket as the host")
            << u"postgresql://u:secret@%2Frun%2Fpg/d"_s << u"postgresql:///run/pg/d"_s;
        QTest::newRow("a password among the options")
            << u"postgresql://h/d?user=u&password=secret"_s << u"postgresql://h/d"_s;
        QTest::newRow("a password with a bare @") << u"postgresql://u:sec@ret@h/d"_s << u"postgresql://h/d"_s;
        QTest::newRow("nothing given") << u"postgresql://"_s << u"postgresql:///"_s;
        QTest::newRow("a file") << u"/tmp/a.db"_s << u"/tmp/a.db"_s;
    }

    void namesItselfWithoutSecrets()
    {
        QFETCH(QString, url);
        QFETCH(QString, name);
        const auto address = DatabaseAddress::parse(url);
        QVERIFY(address);
        QCOMPARE(address->name(), name);
    }

    void understandsPrismasOptions()
    {
        const auto address = DatabaseAddress::parse(
            u"postgresql://h/d?connection_limit=10&pool_timeout=5&schema=s&connect_timeout=7"_s);
        QVERIFY(address);
        QCOMPARE(address->schema(), u"s"_s);
        QCOMPARE(address->notes().size(), 2);
        QVERIFY(address->notes().first().contains(u"connection_limit"_s));
        QVERIFY(address->hasOption(u"connect_timeout"));
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << u" "_s << u"empty"_s;
        QTest::newRow("another server") << u"mysql://u:secret@h/d"_s << u"must begin with postgresql://"_s;
        QTest::newRow("a slash in the password") << u"postgresql://u:secret/x@h/d"_s << u"%2F"_s;
        QTest::newRow("a question mark in the password") << u"postgresql://u:secret?x@h/d"_s << u"%3F"_s;
        QTest::newRow("a percent sign in the password") << u"postgresql://u:secret%x@h/d"_s << u"%25"_s;
        QTest::newRow("a zero in the password") << u"postgresql://u:secret%00@h/d"_s << u"zero"_s;
        QTest::newRow("a port out of range") << u"postgresql://u:secret@h:99999/d"_s << u"65535"_s;
        QTest::newRow("a port of letters") << u"postgresql://u:secret@h:x/d"_s << u"65535"_s;
        QTest::newRow("an unknown option") << u"postgresql://u:secret@h/d?colour=red"_s << u"colour"_s;
        QTest::newRow("an option without a value")
            << u"postgresql://u:secret@h/d?sslmode"_s << u"without a value"_s;
        QTest::newRow("a semicolon in an option") << u"postgresql://h/d?options=secret;x"_s << u"semicolon"_s;
        QTest::newRow("a pooler") << u"postgresql://u:secret@h/d?pgbouncer=true"_s << u"pgbouncer"_s;
    }

    void refusesWhatItCannotRead()
    {
        QFETCH(QString, url);
        QFETCH(QString, says);
        const auto address = DatabaseAddress::parse(url);
        QVERIFY(!address);
        QCOMPARE(address.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(address.error().detail.contains(says), qPrintable(address.error().detail));
        QVERIFY(!core::describe(address.error()).contains(u"secret"_s));
    }
};

QTEST_GUILESS_MAIN(DatabaseAddressTest)
#include "tst_databaseaddress.moc"
