// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/addressgate.h>

#include <QTest>

using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

class TestAddressGate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void letsIn_data();
    void letsIn();
    void knowsWhatIsAnAddress_data();
    void knowsWhatIsAnAddress();
};

void TestAddressGate::letsIn_data()
{
    QTest::addColumn<QStringList>("entries");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isLetIn");
    QTest::newRow("everybody without a list") << QStringList() << u"203.0.113.9"_s << true;
    QTest::newRow("an address of the list") << QStringList{u"10.0.0.1"_s} << u"10.0.0.1"_s << true;
    QTest::newRow("not another address") << QStringList{u"10.0.0.1"_s} << u"10.0.0.2"_s << false;
    QTest::newRow("an address of a network") << QStringList{u"10.0.0.0/8"_s} << u"10.9.8.7"_s << true;
    QTest::newRow("not one beside the network") << QStringList{u"10.0.0.0/8"_s} << u"11.0.0.1"_s << false;
    QTest::newRow("the network of all") << QStringList{u"0.0.0.0/0"_s} << u"11.0.0.1"_s << true;
    QTest::newRow("an IPv4 address over IPv6") << QStringList{u"10.0.0.1"_s} << u"::ffff:10.0.0.1"_s << true;
    QTest::newRow("an IPv6 network") << QStringList{u"2001:db8::/32"_s} << u"2001:db8::7"_s << true;
    QTest::newRow("not IPv6 by an IPv4 network") << QStringList{u"0.0.0.0/0"_s} << u"2001:db8::7"_s << false;
    QTest::newRow("nobody by nonsense") << QStringList{u"somewhere"_s} << u"10.0.0.1"_s << false;
    QTest::newRow("no address at all") << QStringList{u"0.0.0.0/0"_s} << QString() << false;
}

void TestAddressGate::letsIn()
{
    QFETCH(QStringList, entries);
    QFETCH(QString, address);
    AddressGate gate;
    gate.set(entries);
    QTEST(gate.lets(QHostAddress(address)), "isLetIn");
}

void TestAddressGate::knowsWhatIsAnAddress_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("an address") << u"127.0.0.1"_s << true;
    QTest::newRow("a network") << u"127.0.0.0/8"_s << true;
    QTest::newRow("an IPv6 address") << u"::1"_s << true;
    QTest::newRow("a name") << u"localhost"_s << false;
    QTest::newRow("too many bits") << u"10.0.0.0/33"_s << false;
    QTest::newRow("bits in words") << u"10.0.0.0/eight"_s << false;
    QTest::newRow("negative bits") << u"10.0.0.0/-1"_s << false;
    QTest::newRow("nothing") << QString() << false;
}

void TestAddressGate::knowsWhatIsAnAddress()
{
    QFETCH(QString, entry);
    QTEST(AddressGate::check(entry).has_value(), "isOne");
}

QTEST_GUILESS_MAIN(TestAddressGate)
#include "tst_addressgate.moc"
