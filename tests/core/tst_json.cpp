// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/jsonwriter.h>

#include <QTest>

using namespace sekisho::core;

class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesMalformedText_data();
    void refusesMalformedText();
    void refusesDeepNesting();
    void strictReadersNameTheField();
    void tolerantReadersFallBack();
    void badUtf8CannotThrow();
    void writesWhatIsReadBack();
    void writesNoCommaTooMany();
};

void JsonTest::refusesMalformedText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"a\": [1, 2");
    QTest::newRow("trailing text") << QByteArray("{} x");
    QTest::newRow("bad UTF-8") << QByteArray("\"\xff\xfe\"");
    QTest::newRow("number out of range") << QByteArray("1e999");
}

void JsonTest::refusesMalformedText()
{
    QFETCH(QByteArray, text);
    const auto value = parseJson(text);
    QVERIFY(!value);
    QCOMPARE(value.error().kind, ErrorKind::InvalidInput);
}

static QByteArray nested(int depth)
{
    return QByteArray(depth, '[').append(QByteArray(depth, ']'));
}

void JsonTest::refusesDeepNesting()
{
    QVERIFY(parseJson(nested(200)).has_value());
    QVERIFY(!parseJson(nested(5000)).has_value());
}

void JsonTest::strictReadersNameTheField()
{
    const Json body = {{"name", 3}, {"models", {"a", 1}}, {"limit", 1.5}, {"nothing", nullptr}};
    QCOMPARE(readString(body, "name").error().param, QStringLiteral("name"));
    QVERIFY(!readStrings(body, "models"));
    QVERIFY(!readInteger(body, "limit"));
    QCOMPARE(readNumber(body, "limit")->value(), 1.5);
    QVERIFY(!readString(body, "nothing")->has_value());
    QVERIFY(!readString(body, "absent")->has_value());
}

void JsonTest::tolerantReadersFallBack()
{
    const Json body = {{"text", "関所"}, {"count", "many"}};
    QCOMPARE(stringOr(body, "text"), QStringLiteral("関所"));
    QCOMPARE(integerOr(body, "count", 7), 7);
    QCOMPARE(stringOr(Json(5), "text", QStringLiteral("none")), QStringLiteral("none"));
    QVERIFY(memberOr(body, "absent").is_null());
}

void JsonTest::badUtf8CannotThrow()
{
    QCOMPARE(toJsonBytes(Json(std::string("a\xff"))), QByteArray("\"a\xef\xbf\xbd\""));
}

void JsonTest::writesWhatIsReadBack()
{
    const QString awkward = QStringLiteral("quote \" slash \\ line\n bell\a 関所");
    JsonWriter writer;
    writer.beginObject();
    writer.key(awkward);
    writer.value(awkward);
    writer.key("numbers");
    writer.beginArray();
    writer.value(std::int64_t(-9007199254740993));
    writer.value(0.1);
    writer.value(1e-9);
    writer.value(std::numeric_limits<double>::infinity());
    writer.endArray();
    writer.key("json");
    writer.value(Json{{"a", {1, 2}}});
    writer.endObject();
    const auto read = parseJson(toJsonBytes(writer.take()));
    QVERIFY(read);
    const Json expected{{awkward.toStdString(), awkward},
                        {"numbers", {-9007199254740993, 0.1, 1e-9, nullptr}},
                        {"json", {{"a", {1, 2}}}}};
    QVERIFY(*read == expected);
}

void JsonTest::writesNoCommaTooMany()
{
    JsonWriter writer;
    writer.beginArray();
    writer.beginObject();
    writer.endObject();
    writer.emptyObject();
    writer.beginArray();
    writer.endArray();
    writer.value(QString());
    writer.endArray();
    QCOMPARE(toJsonBytes(writer.take()), QByteArray("[{},{},[],\"\"]"));
    writer.value(0.5);
    QCOMPARE(toJsonBytes(writer.take()), QByteArray("0.5"));
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
