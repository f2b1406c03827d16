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

/// The usage pages: daily activity and everything under /global.
class ActivityRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;
    QByteArray m_ofTeam;  ///< key of user u1 in team t1
    QByteArray m_ofAdmin; ///< key of user u2, admin of team t1

    const QString November = u"start_date=2026-11-01&end_date=2026-11-30"_s;

    void insert(const QString &id, const QString &time, const QByteArray &key, const QString &user,
                double usd, const QString &model = u"small"_s, const QString &status = u"success"_s)
    {
        const auto start = core::parseIso8601(time).value();
        const SpendLog log{.requestId = id,
                           .route = u"/v1/chat/completions"_s,
                           .apiKey = key,
                           .teamId = user == u"u3" ? u""_s : u"t1"_s,
                           .user = user,
                           .endUser = u"taro"_s,
                           .modelGroup = model,
                           .model = model + u"-2026"_s,
                           .provider = u"openai"_s,
                           .apiBase = u"https://api.test"_s,
                           .spend = core::Money::fromUsd(usd),
                           .promptTokens = 10,
                           .completionTokens = 5,
                           .cachedTokens = 2,
                           .startTime = start,
                           .endTime = start,
                           .status = status,
                           .httpStatus = status == u"success" ? 200 : 429,
                           .tags = {u"red"_s}};
        QVERIFY(storage::SpendLogRepository(*m->database).insertMany({log}));
    }

    Json must(const char *path, const QString &query)
    {
        const auto answer = m->get(path, query);
        if (!answer)
            qWarning("%s", qPrintable(core::describe(answer.error())));
        return answer.value_or(Json());
    }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<ControlHarness>();
        QVERIFY(m->post("/team/new",
                        {{"team_id", "t1"},
                         {"team_alias", "Alpha"},
                         {"members_with_roles",
                          {{{"user_id", "u1"}, {"role", "user"}}, {{"user_id", "u2"}, {"role", "admin"}}}}}));
        for (const QString &id : {u"u1"_s, u"u2"_s})
            m->directory.publish(storage::User{.userId = id});
        m_ofTeam = tokenIn(m->newKey({{"key_alias", "k1"}, {"user_id", "u1"}, {"team_id", "t1"}}));
        m_ofAdmin = tokenIn(m->newKey({{"key_alias", "k2"}, {"user_id", "u2"}, {"team_id", "t1"}}));
        insert(u"1"_s, u"2026-11-20T10:00:00Z"_s, m_ofTeam, u"u1"_s, 1);
        insert(u"2"_s, u"2026-11-20T11:00:00Z"_s, m_ofAdmin, u"u2"_s, 2, u"large"_s);
        insert(u"3"_s, u"2026-11-21T10:00:00Z"_s, m_ofTeam, u"u1"_s, 0, u"small"_s, u"failure"_s);
        insert(u"4"_s, u"2026-11-21T10:00:00Z"_s, "foreign", u"u3"_s, 4);
    }

    void aDayIsBrokenDown()
    {
        const Json answer = must("/user/daily/activity", November);
        QCOMPARE(answer["results"].size(), 2u);
        QCOMPARE(answer["results"][0]["date"], Json("2026-11-21"));
        const Json &day = answer["results"][1];
        QCOMPARE(day["metrics"], (Json{{"spend", 3.0},
                                       {"prompt_tokens", 20},
                                       {"completion_tokens", 10},
                                       {"cache_read_input_tokens", 4},
                                       {"cache_creation_input_tokens", 0},
                                       {"total_tokens", 30},
                                       {"successful_requests", 2},
                                       {"failed_requests", 0},
                                       {"api_requests", 2}}));
        const Json &parts = day["breakdown"];
        QCOMPARE(parts["models"]["small-2026"]["metrics"]["spend"], Json(1.0));
        QCOMPARE(parts["model_groups"]["large"]["metrics"]["spend"], Json(2.0));
        QCOMPARE(parts["providers"]["openai"]["metrics"]["api_requests"], Json(2));
        QCOMPARE(parts["endpoints"]["/v1/chat/completions"]["metrics"]["api_requests"], Json(2));
        QCOMPARE(parts["entities"]["u1"]["metrics"]["spend"], Json(1.0));
        const Json &key = parts["api_keys"][m_ofTeam.toStdString()];
        QCOMPARE(key["metadata"], (Json{{"key_alias", "k1"}, {"team_id", "t1"}}));
        QCOMPARE(
            parts["models"]["small-2026"]["api_key_breakdown"][m_ofTeam.toStdString()]["metrics"]["spend"],
            Json(1.0));
        QCOMPARE(answer["metadata"]["total_spend"], Json(7.0));
        QCOMPARE(answer["metadata"]["total_failed_requests"], Json(1));
        QCOMPARE(answer["metadata"]["has_more"], Json(false));
    }

    void pagesAddUp()
    {
        double spend = 0;
        for (int page = 1; page <= 4; ++page) {
            const Json answer =
                must("/user/daily/activity", u"%1&page=%2&page_size=1"_s.arg(November).arg(page));
            QCOMPARE(answer["metadata"]["total_pages"], Json(4));
            QCOMPARE(answer["metadata"]["has_more"], Json(page < 4));
            spend += answer["metadata"]["total_spend"].get<double>();
        }
        QCOMPARE(spend, 7.0);
    }

    void eachKindHasItsOwn_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<double>("spend");
        QTest::newRow("all users at once") << u"/user/daily/activity/aggregated"_s << u""_s << 7.0;
        QTest::newRow("one user") << u"/user/daily/activity/aggregated"_s << u"&user_id=u1"_s << 1.0;
        QTest::newRow("one key") << u"/user/daily/activity"_s << u"&api_key=foreign"_s << 4.0;
        QTest::newRow("one model, by its public name")
            << u"/user/daily/activity"_s << u"&model=large"_s << 2.0;
        QTest::newRow("one model, by its own name")
            << u"/user/daily/activity"_s << u"&model=large-2026"_s << 2.0;
        QTest::newRow("all teams") << u"/team/daily/activity"_s << u""_s << 3.0;
        QTest::newRow("some teams") << u"/team/daily/activity"_s << u"&team_ids=t1,t9"_s << 3.0;
        QTest::newRow("other teams") << u"/team/daily/activity"_s << u"&exclude_team_ids=t1"_s << 0.0;
        QTest::newRow("tags") << u"/tag/daily/activity"_s << u"&tags=red"_s << 7.0;
        QTest::newRow("customers") << u"/customer/daily/activity"_s << u"&end_user_ids=taro"_s << 7.0;
        QTest::newRow("customers by their other name") << u"/end_user/daily/activity"_s << u""_s << 7.0;
        QTest::newRow("organisations without any") << u"/organization/daily/activity"_s << u""_s << 0.0;
        QTest::newRow("keys") << u"/key/daily/activity"_s << u"&api_keys=foreign"_s << 4.0;
        QTest::newRow("agents, of which there are none") << u"/agent/daily/activity"_s << u""_s << 0.0;
        QTest::newRow("an id that is SQL") << u"/tag/daily/activity"_s << u"&tags=' OR 1=1 --"_s << 0.0;
    }

    void eachKindHasItsOwn()
    {
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(double, spend);
        const Json answer = must(path.toLatin1().constData(), November + query);
        QCOMPARE(answer["metadata"]["total_spend"].get<double>(), spend);
    }

    void teamsAreNamed()
    {
        const Json answer = must("/team/daily/activity", November);
        QCOMPARE(answer["results"][1]["breakdown"]["entities"]["t1"]["metadata"]["team_alias"],
                 Json("Alpha"));
    }

    void onlyOnesOwnIsSeen_data()
    {
        QTest::addColumn<bool>("asAdmin");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<double>("spend"); ///< negative: forbidden
        QTest::newRow("a member: itself") << false << u"/user/daily/activity"_s << u""_s << 1.0;
        QTest::newRow("a member: somebody else")
            << false << u"/user/daily/activity"_s << u"&user_id=u2"_s << -1.0;
        QTest::newRow("a member: its keys in its team") << false << u"/team/daily/activity"_s << u""_s << 1.0;
        QTest::newRow("a member: a foreign team")
            << false << u"/team/daily/activity"_s << u"&team_ids=t2"_s << -1.0;
        QTest::newRow("a member: somebody's key")
            << false << u"/key/daily/activity"_s << u"&api_key=foreign"_s << -1.0;
        QTest::newRow("a member: customers") << false << u"/customer/daily/activity"_s << u""_s << -1.0;
        QTest::newRow("a member: tags of its keys") << false << u"/tag/daily/activity"_s << u""_s << 1.0;
        QTest::newRow("a member: organisations")
            << false << u"/organization/daily/activity"_s << u""_s << 0.0;
        QTest::newRow("a member: a foreign organisation")
            << false << u"/organization/daily/activity"_s << u"&organization_ids=o1"_s << -1.0;
        QTest::newRow("a team admin: its team") << true << u"/team/daily/activity"_s << u""_s << 3.0;
        QTest::newRow("a team admin: another user")
            << true << u"/user/daily/activity"_s << u"&user_id=u1"_s << -1.0;
    }

    void onlyOnesOwnIsSeen()
    {
        QFETCH(bool, asAdmin);
        QFETCH(QString, path);
        QFETCH(QString, query);
        QFETCH(double, spend);
        const auto caller = m->callerOf(asAdmin ? m_ofAdmin : m_ofTeam);
        const auto answer = m->getAs(caller, path.toLatin1().constData(), November + query);
        if (spend < 0) {
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::Forbidden);
            return;
        }
        QVERIFY2(answer, answer ? "" : qPrintable(core::describe(answer.error())));
        QCOMPARE((*answer)["metadata"]["total_spend"].get<double>(), spend);
    }

    void badParametersAreRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("param");
        const QString &days = November;
        QTest::newRow("no days") << u"/user/daily/activity"_s << u""_s << u"start_date"_s;
        QTest::newRow("no end") << u"/team/daily/activity"_s << u"start_date=2026-11-01"_s << u"end_date"_s;
        QTest::newRow("page 0") << u"/user/daily/activity"_s << days + u"&page=0"_s << u"page"_s;
        QTest::newRow("too large a page")
            << u"/user/daily/activity"_s << days + u"&page_size=1001"_s << u"page_size"_s;
        QTest::newRow("a model that is too long")
            << u"/tag/daily/activity"_s << days + u"&model="_s + QString(2000, u'x') << u"model"_s;
        QTest::newRow("no keys at all") << u"/global/spend/keys"_s << u"limit=0"_s << u"limit"_s;
        QTest::newRow("providers without days") << u"/global/spend/provider"_s << u""_s << u"start_date"_s;
        QTest::newRow("activity without days") << u"/global/activity"_s << u""_s << u"start_date"_s;
        QTest::newRow("a report by colour")
            << u"/global/spend/report"_s << days + u"&group_by=colour"_s << u"group_by"_s;
    }

    void badParametersAreRefused()
    {
        QFETCH(QString, path);
        QFETCH(QString, query);
        const auto answer = m->get(path.toLatin1().constData(), query);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QTEST(answer.error().param, "param");
    }

    void theWholeGatewaysSpend()
    {
        QCOMPARE(must("/global/spend", {})["spend"], Json(7.0));
        QCOMPARE(must("/global/spend/logs", {}),
                 (Json{{{"date", "2026-11-20"}, {"spend", 3.0}}, {{"date", "2026-11-21"}, {"spend", 4.0}}}));
        QCOMPARE(must("/global/spend/logs", u"api_key=foreign"_s),
                 (Json::array({{{"date", "2026-11-21"}, {"spend", 4.0}}})));
        const Json keys = must("/global/spend/keys", u"limit=2"_s);
        QCOMPARE(keys.size(), 2u);
        QCOMPARE(keys[0], (Json{{"api_key", "foreign"},
                                {"key_alias", nullptr},
                                {"key_name", nullptr},
                                {"total_spend", 4.0}}));
        QCOMPARE(keys[1]["key_alias"], Json("k2"));
        QCOMPARE(must("/global/spend/models", u"limit=1"_s),
                 (Json::array({{{"model", "small"}, {"total_spend", 5.0}}})));
        QCOMPARE(must("/global/spend/provider", November),
                 (Json::array({{{"provider", "openai"}, {"spend", 7.0}}})));
        const Json teams = must("/global/spend/teams", {});
        QCOMPARE(teams["teams"], Json::array({"Alpha"}));
        QCOMPARE(teams["daily_spend"][0], (Json{{"date", "2026-11-20"}, {"Alpha", 3.0}}));
        QCOMPARE(teams["total_spend_per_team"][0], (Json{{"team_id", "Alpha"}, {"total_spend", 3.0}}));
    }

    void namesThatWereSeen()
    {
        QCOMPARE(must("/global/spend/all_tag_names", {}), (Json{{"tag_names", {"red"}}}));
        QCOMPARE(must("/global/all_end_users", {}), (Json{{"end_users", {"taro"}}}));
        QCOMPARE(must("/global/spend/tags", November)["spend_per_tag"][0],
                 (Json{{"name", "red"}, {"spend", 7.0}, {"log_count", 4}}));
        QCOMPARE(must("/spend/tags", November)[0],
                 (Json{{"individual_request_tag", "red"}, {"log_count", 4}, {"total_spend", 7.0}}));
        const auto customers = m->post("/global/spend/end_users", {{"api_key", "foreign"}});
        QVERIFY(customers);
        QCOMPARE((*customers)[0], (Json{{"end_user", "taro"}, {"total_count", 1}, {"total_spend", 4.0}}));
        QVERIFY(!m->post("/global/spend/end_users", {{"startTime", "soon"}}));
    }

    void activityOfTheGateway()
    {
        const Json all = must("/global/activity", November);
        QCOMPARE(all["daily_data"][0], (Json{{"date", "Nov 20"}, {"api_requests", 2}, {"total_tokens", 30}}));
        QCOMPARE(all["sum_api_requests"], Json(4));
        const Json models = must("/global/activity/model", November);
        QCOMPARE(models[0]["model"], Json("small"));
        QCOMPARE(models[0]["sum_api_requests"], Json(3));
        const Json refused = must("/global/activity/exceptions", November);
        QCOMPARE(refused["sum_num_rate_limit_exceptions"], Json(1));
        QCOMPARE(
            must("/global/activity/exceptions/deployment", November + u"&model_group=small"_s)[0]["api_base"],
            Json("https://api.test"));
        QVERIFY(must("/global/activity/exceptions/deployment", November + u"&model_group=none"_s).empty());
        QCOMPARE(must("/global/activity/cache_hits", November)[0]["cache_hit_true_rows"], Json(0));
        QCOMPARE(must("/provider/budgets", {}), (Json{{"providers", Json::object()}}));
    }

    void reports()
    {
        const Json teams = must("/global/spend/report", November + u"&group_by=team"_s);
        QCOMPARE(teams[0]["group_by_day"], Json("2026-11-20"));
        QCOMPARE(teams[0]["teams"][0]["team_name"], Json("Alpha"));
        QCOMPARE(teams[0]["teams"][0]["total_spend"], Json(3.0));
        QCOMPARE(teams[0]["teams"][0]["metadata"].size(), 2u);
        const Json customers = must("/global/spend/report", November + u"&group_by=customer"_s);
        QCOMPARE(customers[1]["customers"][0]["customer"], Json("taro"));
        const Json keys = must("/global/spend/report", November + u"&api_key=foreign"_s);
        QCOMPARE(keys.size(), 1u);
        QCOMPARE(keys[0]["total_cost"], Json(4.0));
        QCOMPARE(keys[0]["model_details"][0]["model"], Json("small"));
        QCOMPARE(must("/global/spend/report", November + u"&internal_user_id=u2"_s)[0]["total_cost"],
                 Json(2.0));
    }

    void aResetKeepsTheLogs()
    {
        QVERIFY(m->post("/global/spend/reset", Json::object()));
        QCOMPARE(must("/spend/keys", {})[0]["spend"], Json(0.0));
        QCOMPARE(must("/global/spend", {})["spend"], Json(7.0));
        QVERIFY(m->post("/global/spend/refresh", Json::object()));
    }

    void aKeyWithoutAKnownOwnerSeesItself()
    {
        m->directory.removeUser(u"u1"_s);
        const auto caller = m->callerOf(m_ofTeam);
        const auto own = m->getAs(caller, "/user/daily/activity", November);
        QVERIFY(own);
        QCOMPARE((*own)["metadata"]["total_spend"], Json(1.0));
        QCOMPARE(m->getAs(caller, "/team/daily/activity", November + u"&team_ids=t2"_s).error().kind,
                 ErrorKind::Forbidden);
        QCOMPARE(m->getAs(caller, "/spend/logs", u"user_id=u2"_s).error().kind, ErrorKind::Forbidden);
    }

    void membersDoNotSeeEverybodys()
    {
        for (const char *path : {"/global/spend/report", "/global/activity/exceptions",
                                 "/global/all_end_users", "/global/spend/all_tag_names", "/provider/budgets"})
            QCOMPARE(m->getAs(m->callerOf(m_ofAdmin), path, November).error().kind, ErrorKind::Forbidden);
    }

    void membersSeeTheirPartOfTheWhole()
    {
        const auto caller = m->callerOf(m_ofTeam);
        const auto own = [&](const char *path) {
            const auto answer = m->getAs(caller, path, November);
            if (!answer)
                qWarning("%s: %s", path, qPrintable(core::describe(answer.error())));
            return answer.value_or(Json());
        };
        QCOMPARE(own("/global/spend")["spend"], Json(1.0));
        QCOMPARE(own("/global/spend/logs"), Json::array({{{"date", "2026-11-20"}, {"spend", 1.0}},
                                                         {{"date", "2026-11-21"}, {"spend", 0.0}}}));
        QCOMPARE(own("/global/spend/keys").size(), 1u);
        QCOMPARE(own("/global/spend/keys")[0]["key_alias"], Json("k1"));
        QCOMPARE(own("/global/spend/models"), Json::array({{{"model", "small"}, {"total_spend", 1.0}}}));
        QCOMPARE(own("/global/spend/provider"), Json::array({{{"provider", "openai"}, {"spend", 1.0}}}));
        QCOMPARE(own("/global/spend/tags")["spend_per_tag"],
                 Json::array({{{"name", "red"}, {"spend", 1.0}, {"log_count", 2}}}));
        QCOMPARE(own("/global/spend/teams")["total_spend_per_team"],
                 Json::array({{{"team_id", "Alpha"}, {"total_spend", 1.0}}}));
        QCOMPARE(own("/global/activity")["sum_api_requests"], Json(2));
        QCOMPARE(own("/global/activity/model").size(), 1u);
        QCOMPARE(own("/spend/tags")[0]["log_count"], Json(2));
        QCOMPARE(own("/spend/keys").size(), 1u);
        const auto users = m->call(caller, "POST", "/global/spend/end_users", {}, Json::object());
        QCOMPARE(users.value_or(Json()),
                 Json::array({{{"end_user", "taro"}, {"total_count", 2}, {"total_spend", 1.0}}}));
        QCOMPARE(m->getAs(caller, "/spend/users", u"user_id=u2"_s).error().kind, ErrorKind::Forbidden);
        m->directory.removeUser(u"u1"_s);
        const auto ownerless = m->callerOf(m_ofTeam);
        QCOMPARE(m->getAs(ownerless, "/spend/users").value_or(Json()), Json::array());
        QCOMPARE(m->getAs(ownerless, "/global/spend").value_or(Json())["spend"], Json(1.0));
        QCOMPARE(m->getAs(ownerless, "/spend/keys").value_or(Json()).size(), 1u);
    }
};

QTEST_GUILESS_MAIN(ActivityRoutesTest)
#include "tst_activityroutes.moc"
