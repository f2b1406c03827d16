// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/json.h>
#include <gateway/ledger/payloadform.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::gateway;
using core::Json;

class PayloadFormTest : public QObject
{
    Q_OBJECT

private:
    static RawPayload payload(const Json &request, const QByteArray &response = {}, bool isStream = false)
    {
        return {u"id"_s, core::fromMicros(7), "/v1/chat/completions", core::toJsonBytes(request), response,
                isStream};
    }
    static Json parsed(const QString &text) { return core::parseJson(text.toUtf8()).value_or(Json()); }

private Q_SLOTS:
    void keepsWhatWasSaid()
    {
        const Json messages = Json::array({{{"role", "user"}, {"content", "Where is 関所?"}}});
        const auto form = storedForm(payload({{"model", "m"}, {"messages", messages}},
                                             R"({"choices":[{"message":{"content":"Hakone"}}]})"));
        QCOMPARE(form.requestId, u"id"_s);
        QVERIFY(parsed(form.messages) == messages);
        QVERIFY(parsed(form.response)["choices"][0]["message"]["content"] == "Hakone");
        QVERIFY(parsed(form.request)["body"]["model"] == "m");
        QVERIFY(parsed(form.request)["url"] == "/v1/chat/completions");
    }

    void cutsLongTextsInTheirMiddle()
    {
        const QString longText = u"begin"_s + QString(100'000, u'x') + u"end"_s;
        const auto form = storedForm(payload({{"messages", {{{"content", longText}}}}}));
        const QString kept = core::stringOr(parsed(form.messages)[0], "content");
        QVERIFY(kept.size() < LongestStoredText + 100);
        QVERIFY(kept.startsWith(u"begin"_s) && kept.endsWith(u"end"_s));
        QVERIFY(kept.contains(u"characters left out"_s));
    }

    void boundsManyShortTexts()
    {
        Json messages = Json::array();
        for (int i = 0; i < 2000; ++i)
            messages.push_back({{"content", std::string(200, 'y')}});
        const auto form = storedForm(payload({{"messages", messages}}));
        QVERIFY(form.messages.size() < 200);
        QVERIFY(parsed(form.messages)["bytes"].is_number());
    }

    void masksSecrets_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a key") << QByteArray(R"({"api_key":"hidden"})");
        QTest::newRow("a key, loudly") << QByteArray(R"({"API_KEY":"hidden"})");
        QTest::newRow("inside an object")
            << QByteArray(R"({"user_config":{"list":[{"Authorization":"hidden"}]}})");
        QTest::newRow("an object of secrets") << QByteArray(R"({"vertex_credentials":{"a":"hidden"}})");
        QTest::newRow("a cloud's key") << QByteArray(R"({"aws_secret_access_key":"hidden"})");
    }

    void masksSecrets()
    {
        QFETCH(QByteArray, body);
        const auto form = storedForm({u"id"_s, {}, "/v1/chat/completions", body, {}, false});
        QVERIFY(!form.request.contains(u"hidden"_s));
        QVERIFY(form.request.contains(u"REDACTED"_s));
    }

    void putsAStreamTogether()
    {
        const QByteArray events =
            "data: {\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"Ha\"}}]}\n\n"
            ": a comment\n\n"
            "data: "
            "{\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"kone\"},\"finish_reason\":\"stop\"}]}\n\n"
            "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n"
            "data: {\"cut off";
        const Json answer = parsed(storedForm(payload(Json::object(), events, true)).response);
        QVERIFY(answer["choices"][0]["message"]["content"] == "Hakone");
        QVERIFY(answer["choices"][0]["finish_reason"] == "stop");
        QVERIFY(answer["usage"]["total_tokens"] == 3);
        QVERIFY(answer["id"] == "c1");
    }

    void leavesNothingOfWhatIsNoJson_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut off") << QByteArray("{\"a\":");
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe", 3);
        QTest::newRow("a list") << QByteArray("[1]");
    }

    void leavesNothingOfWhatIsNoJson()
    {
        QFETCH(QByteArray, bytes);
        const auto form = storedForm({u"id"_s, {}, "/", bytes, "no json", false});
        QCOMPARE(form.messages, u"{}"_s);
        QCOMPARE(form.request, u"{}"_s);
        QCOMPARE(form.response, u"{}"_s);
    }

    void theQueueIsBounded()
    {
        PayloadQueue queue;
        const auto quarter = [] {
            return RawPayload{.request = QByteArray(PayloadQueue::MostBytes / 4, 'x')};
        };
        for (int i = 0; i < 4; ++i)
            QVERIFY(queue.put(quarter()));
        QVERIFY(!queue.put(RawPayload{.request = "x"}));
        QCOMPARE(queue.take(3).size(), std::size_t(3));
        QVERIFY(queue.put(quarter()));
        QCOMPARE(queue.take(10).size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(PayloadFormTest)
#include "tst_payloadform.moc"
