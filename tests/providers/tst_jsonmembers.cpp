// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/json.h>
#include <providers/jsonmembers.h>

#include <QTest>

using namespace sekisho;
using providers::membersOf;

/// Finds the members of an object in its bytes, and agrees with a real parser on what they are.
class TestJsonMembers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatAParserFinds_data();
    void findsWhatAParserFinds();
    void keepsTheBytes();
    void findsNoneWhereThereIsNoObject_data();
    void findsNoneWhereThereIsNoObject();
    void survivesEveryCut();
};

void TestJsonMembers::findsWhatAParserFinds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing in it") << QByteArray(" { } ");
    QTest::newRow("one of each kind")
        << QByteArray(R"({"a":1,"b":"x","c":[1,2],"d":{"e":null},"f":true,"g":-1.5e3})");
    QTest::newRow("blanks everywhere") << QByteArray("\n{ \"a\" :\t1 ,\r\n \"b\" : [ 1 , { } ] } \n");
    QTest::newRow("escaped quotes") << QByteArray(R"({"a":"say \"no\"","b":"back\\","c\"d":1})");
    QTest::newRow("brackets in strings") << QByteArray(R"({"a":"}]{[,","b":["}"],"c":{"]":"["}})");
    QTest::newRow("a key written with escapes") << QByteArray(R"({"mod\u0065l":"x","\u95a2\u6240":1})");
    QTest::newRow("letters of Japanese") << QByteArray(R"({"関所":"「手形」","b":1})");
}

void TestJsonMembers::findsWhatAParserFinds()
{
    QFETCH(QByteArray, json);
    const auto members = membersOf(json);
    QVERIFY(members.has_value());
    auto found = core::Json::object();
    for (const auto &member : *members)
        found[member.key] = core::parseJson(member.value).value_or("no JSON");
    QCOMPARE(core::toJsonBytes(found), core::toJsonBytes(*core::parseJson(json)));
}

void TestJsonMembers::keepsTheBytes()
{
    const auto members = membersOf(R"({"a": 1.50 ,"a":[ 1 ]})");
    QVERIFY(members.has_value());
    QCOMPARE(members->size(), 2U);
    QCOMPARE(members->at(0).value.toByteArray(), QByteArray("1.50"));
    QCOMPARE(members->at(1).value.toByteArray(), QByteArray("[ 1 ]"));
}

void TestJsonMembers::findsNoneWhereThereIsNoObject_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {"", "1", "[1]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{,}", "{\"a\":\"x}",
          "{\"a\":[1}", "{\"a\":1}}", "{\"a\":1} x", "{a:1}", "{\"a\\\":1}", "{\"\\q\":1}"})
        QTest::newRow(*json ? json : "no text at all") << QByteArray(json);
}

void TestJsonMembers::findsNoneWhereThereIsNoObject()
{
    QFETCH(QByteArray, json);
    QVERIFY(!membersOf(json));
}

void TestJsonMembers::survivesEveryCut()
{
    const QByteArray json = R"({"a\"b":"say \"no\"","c":[{"d":"\\"}],"e":1})";
    QVERIFY(membersOf(json).has_value());
    for (qsizetype size = 0; size < json.size(); ++size)
        QVERIFY(!membersOf(QByteArray(json.constData(), size)));
}

QTEST_GUILESS_MAIN(TestJsonMembers)
#include "tst_jsonmembers.moc"
