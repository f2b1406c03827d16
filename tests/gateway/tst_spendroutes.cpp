// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <storage/gateway/spendlogrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;
using storage::SpendLog;

namespace {

SpendLog logAt(const QString &id, const QString &time, const QByteArray &key, double usd)
{
    const auto start = core::parseIso8601(time).value();
    return {.requestId = id,
            .callType = u"acompletion"_s,
            .route = u"/v1/chat/completions"_s,
            .apiKey = key,
            .user = u"u1"_s,
            .endUser = u"taro"_s,
            .sessionId = u"s1"_s,
            .modelGroup = u"gpt-4o-mini"_s,
            .model = u"demo-model"_s,
            .provider = u"demo"_s,
            .spend = core::Money::fromUsd(usd),
            .promptTokens = 3,
            .completionTokens = 4,
            .startTime = start,
            .endTime = start + std::chrono::seconds(2),
            .status = u"success"_s,
            .httpStatus = 200,
            .tags = {u"t"_s}};
}

QStringList idsIn(const Json &rows)
{
    QStringList ids;
    for (const Json &row : rows)
        ids.append(core::stringOr(row, "request_id"));
    return ids;
}

} // namespace

class SpendRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;
    Json m_key;

    void insert(const QList<SpendLog> &logs)
    {
        const auto inserted = storage::SpendLogRepository(*m->database).insertMany(logs);
        QVERIFY2(inserted && inserted->size() == logs.size(),
                 inserted ? "" : qPrintable(core::describe(inserted.error())));
    }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<ControlHarness>();
        m_key = m->newKey({{"key_alias", "a"}});
        insert({logAt(u"r1"_s, u"2026-11-20T23:59:59Z"_s, tokenIn(m_key), 0.25),
                logAt(u"r2"_s, u"2026-11-22T00:00:00Z"_s, tokenIn(m_key), 0.5),
                logAt(u"r3"_s, u"2026-11-22T12:00:00Z"_s, "otherhash", 1)});
    }

    void aRowHasLiteLLMsFields()
    {
        const auto rows = m->get("/spend/logs", u"request_id=r2"_s);
        QVERIFY(rows && rows->size() == 1);
        const Json &row = rows->front();
        QCOMPARE(row["api_key"], m_key["token"]);
        QCOMPARE(row["spend"], Json(0.5));
        QCOMPARE(row["total_tokens"], Json(7));
        QCOMPARE(row["startTime"], Json("2026-11-22T00:00:00Z"));
        QCOMPARE(row["endTime"], Json("2026-11-22T00:00:02Z"));
        QCOMPARE(row["end_user"], Json("taro"));
        QCOMPARE(row["session_id"], Json("s1"));
        QCOMPARE(row["request_tags"], Json::array({"t"}));
        QCOMPARE(row["status"], Json("success"));
        QCOMPARE(row["messages"], Json::object());
        QCOMPARE(row["metadata"]["user_api_key"], m_key["token"]);
        QVERIFY(row["completionStartTime"].is_null());
    }

    void aFailureSaysWhy()
    {
        SpendLog gone = logAt(u"gone"_s, u"2026-11-22T00:00:00Z"_s, "x", 0);
        gone.status = u"client_gone"_s;
        gone.httpStatus = 499;
        gone.error = u"The client went away"_s;
        insert({gone});
        const Json row = m->get("/spend/logs", u"request_id=gone"_s)->front();
        QCOMPARE(row["status"], Json("failure"));
        QCOMPARE(row["metadata"]["error_information"]["error_class"], Json("client_gone"));
        QCOMPARE(row["metadata"]["error_information"]["error_code"], Json("499"));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("nothing asked: newest first") << QString() << QStringList{u"r3"_s, u"r2"_s, u"r1"_s};
        QTest::newRow("an unknown request") << u"request_id=x"_s << QStringList{};
        QTest::newRow("a request that is SQL") << u"request_id=' OR 1=1 --"_s << QStringList{};
        QTest::newRow("a hash") << u"api_key=otherhash"_s << QStringList{u"r3"_s};
        QTest::newRow("an owner") << u"user_id=u1&page_size=1"_s << QStringList{u"r3"_s};
        QTest::newRow("the second page") << u"page=2&page_size=2"_s << QStringList{u"r1"_s};
        QTest::newRow("days, ends included")
            << u"start_date=2026-11-20&end_date=2026-11-20&summarize=false"_s << QStringList{u"r1"_s};
        QTest::newRow("times, ends included")
            << u"start_date=2026-11-22 00:00:00&end_date=2026-11-22+00:00:00&summarize=false"_s
            << QStringList{u"r2"_s};
    }

    void filters()
    {
        QFETCH(QString, query);
        const auto rows = m->get("/spend/logs", query);
        QVERIFY2(rows, rows ? "" : qPrintable(core::describe(rows.error())));
        QTEST(idsIn(*rows), "ids");
    }

    void filtersByTheKeyItself()
    {
        const auto rows = m->get("/spend/logs", u"api_key="_s + core::stringOr(m_key, "key"));
        QCOMPARE(idsIn(*rows), (QStringList{u"r2"_s, u"r1"_s}));
    }

    void summarisesByDay()
    {
        const auto days = m->get("/spend/logs", u"start_date=2026-11-20&end_date=2026-11-23"_s);
        QVERIFY(days);
        QCOMPARE(days->size(), 4u);
        QCOMPARE((*days)[0]["startTime"], Json("2026-11-20"));
        QCOMPARE((*days)[0]["spend"], Json(0.25));
        QCOMPARE((*days)[1], (Json{{"startTime", "2026-11-21"},
                                   {"spend", 0.0},
                                   {"users", Json::object()},
                                   {"models", Json::object()}}));
        QCOMPARE((*days)[2]["spend"], Json(1.5));
        QCOMPARE((*days)[2]["users"]["u1"], Json(1.5));
        QCOMPARE((*days)[2]["models"]["gpt-4o-mini"], Json(1.5));
        QCOMPARE((*days)[2]["otherhash"], Json(1.0));
    }

    void refusesBadParameters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("param");
        QTest::newRow("a start without an end") << u"start_date=2026-11-01"_s << u"end_date"_s;
        QTest::newRow("an end without a start") << u"end_date=2026-11-01"_s << u"start_date"_s;
        QTest::newRow("an end before the start")
            << u"start_date=2026-11-02&end_date=2026-11-01"_s << u"end_date"_s;
        QTest::newRow("a day that is none")
            << u"start_date=2026-02-30&end_date=2026-03-01"_s << u"start_date"_s;
        QTest::newRow("a day in words") << u"start_date=monday&end_date=2026-03-01"_s << u"start_date"_s;
        QTest::newRow("years of days") << u"start_date=2020-01-01&end_date=2026-01-01"_s << u"start_date"_s;
        QTest::newRow("1001 a page") << u"page_size=1001"_s << u"page_size"_s;
        QTest::newRow("page zero") << u"page=0"_s << u"page"_s;
    }

    void refusesBadParameters()
    {
        QFETCH(QString, query);
        const auto answer = m->get("/spend/logs", query);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QTEST(answer.error().param, "param");
    }

    void pagesAreFilteredAndSorted_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("newest first") << u""_s << QStringList{u"r3"_s, u"r2"_s, u"r1"_s};
        QTest::newRow("oldest first") << u"&sort_order=asc"_s << QStringList{u"r1"_s, u"r2"_s, u"r3"_s};
        QTest::newRow("by spend, least first")
            << u"&sort_by=spend&sort_order=asc"_s << QStringList{u"r1"_s, u"r2"_s, u"r3"_s};
        QTest::newRow("the last page") << u"&page=2&page_size=2"_s << QStringList{u"r1"_s};
        QTest::newRow("behind the last page") << u"&page=9"_s << QStringList{};
        QTest::newRow("amounts") << u"&min_spend=0.3&max_spend=0.6"_s << QStringList{u"r2"_s};
        QTest::newRow("a model") << u"&model=gpt-4o-mini&end_user=taro"_s
                                 << QStringList{u"r3"_s, u"r2"_s, u"r1"_s};
        QTest::newRow("failures") << u"&status_filter=failure"_s << QStringList{};
        QTest::newRow("an error that nobody had") << u"&error_message=x&error_code=500"_s << QStringList{};
        QTest::newRow("a part of a session")
            << u"&session_id=s&user_id=u1"_s << QStringList{u"r3"_s, u"r2"_s, u"r1"_s};
        QTest::newRow("a team that is SQL") << u"&team_id=' OR 1=1 --"_s << QStringList{};
    }

    void pagesAreFilteredAndSorted()
    {
        QFETCH(QString, query);
        const auto page = m->get("/spend/logs/v2", u"start_date=2026-11-01&end_date=2026-11-30"_s + query);
        QVERIFY2(page, page ? "" : qPrintable(core::describe(page.error())));
        QTEST(idsIn((*page)["data"]), "ids");
        QCOMPARE(idsIn((*m->get("/spend/logs/ui",
                                u"start_date=2026-11-01 00:00:00&end_date=2026-11-30 00:00:00"_s +
                                    query))["data"]),
                 idsIn((*page)["data"]));
    }

    void aPageSaysHowManyThereAre()
    {
        const auto page =
            m->get("/spend/logs/v2", u"start_date=2026-11-01&end_date=2026-11-30&page_size=2"_s);
        QCOMPARE((*page)["total"], Json(3));
        QCOMPARE((*page)["total_pages"], Json(2));
        QCOMPARE((*page)["page"], Json(1));
        QCOMPARE((*page)["page_size"], Json(2));
        QCOMPARE((*page)["data"][0]["session_total_count"], Json(3));
    }

    void aSessionIsOldestFirst()
    {
        const auto page = m->get("/spend/logs/session/ui", u"session_id=s1"_s);
        QCOMPARE(idsIn((*page)["data"]), (QStringList{u"r1"_s, u"r2"_s, u"r3"_s}));
        QCOMPARE(m->get("/spend/logs/session/ui").error().param, u"session_id"_s);
    }

    void refusesBadPages_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("param");
        QTest::newRow("no days") << u""_s << u"start_date"_s;
        const QString days = u"start_date=2026-11-01&end_date=2026-11-30"_s;
        QTest::newRow("an order that is none")
            << days + u"&sort_by=spend;DROP TABLE spend_logs"_s << u"sort_by"_s;
        QTest::newRow("a direction that is none") << days + u"&sort_order=sideways"_s << u"sort_order"_s;
        QTest::newRow("a status that is none") << days + u"&status_filter=maybe"_s << u"status_filter"_s;
        QTest::newRow("101 a page") << days + u"&page_size=101"_s << u"page_size"_s;
        QTest::newRow("an amount in words") << days + u"&min_spend=much"_s << u"min_spend"_s;
        QTest::newRow("an amount without end") << days + u"&max_spend=inf"_s << u"max_spend"_s;
        QTest::newRow("an error code in words") << days + u"&error_code=bad"_s << u"error_code"_s;
        QTest::newRow("a very long model") << days + u"&model="_s + QString(5000, u'x') << u"model"_s;
    }

    void refusesBadPages()
    {
        QFETCH(QString, query);
        const auto answer = m->get("/spend/logs/v2", query);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QTEST(answer.error().param, "param");
    }

    void aKeySeesItsOwnRowsOnly()
    {
        const auto caller = m->callerOf(tokenIn(m_key));
        QCOMPARE(idsIn(*m->getAs(caller, "/spend/logs")), (QStringList{u"r2"_s, u"r1"_s}));
        QVERIFY(m->getAs(caller, "/spend/logs", u"request_id=r3"_s)->empty());
        QVERIFY(m->getAs(caller, "/spend/logs", u"api_key="_s + core::stringOr(m_key, "key")));
        QCOMPARE(m->getAs(caller, "/spend/logs", u"api_key=otherhash"_s).error().kind, ErrorKind::Forbidden);
        const auto days = m->getAs(caller, "/spend/logs", u"start_date=2026-11-22&end_date=2026-11-22"_s);
        QCOMPARE((*days)[0]["spend"], Json(0.5));
    }
};

QTEST_GUILESS_MAIN(SpendRoutesTest)
#include "tst_spendroutes.moc"
