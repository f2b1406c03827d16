// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <gateway/walkworld.h>

#include <QFile>
#include <QFloat16>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::test;
using core::Json;

namespace {

/// One request that must succeed. `{kept}` stands for what an earlier one kept.
struct Check {
    const char *route;  ///< as the compatibility page names it
    const char *path;   ///< what is asked; the route's own path if empty
    const char *body;   ///< JSON; none if empty
    const char *fields; ///< that the answer must have; dots lead inside, "0" into a list
    const char *keep = "";
    int status = 200;
};

constexpr auto Days = "start_date=2026-11-01&end_date=2026-11-30";

std::vector<Check> keyChecks()
{
    return {
        {"POST /key/generate", "", R"({"key_alias":"one","max_budget":1,"duration":"30d"})",
         "key token key_name key_alias expires user_id team_id max_budget models spend created_at", "token"},
        {"POST /key/service-account/generate", "", R"({"team_id":"team-1","key_alias":"robot"})",
         "key team_id metadata.service_account_id"},
        {"POST /key/bulk_update", "", R"({"keys":[{"key":"{kept}","max_budget":2}]})",
         "total_requested successful_updates.0.key successful_updates.0.key_info.max_budget failed_updates"},
        {"GET /key/info", "/key/info?key={kept}", "",
         "key info.key_name info.key_alias info.spend info.max_budget info.model_max_budget_usage"},
        {"POST /v2/key/info", "", R"({"keys":["{kept}"]})", "key.0 info.0.key_name"},
        {"GET /key/list", "/key/list?return_full_object=true&key_hash={kept}", "",
         "keys.0.token keys.0.key_alias total_count current_page total_pages"},
        {"GET /key/aliases", "/key/aliases?search=one", "", "aliases.0"},
        {"POST /key/block", "", R"({"key":"{kept}"})", "token blocked"},
        {"POST /key/unblock", "", R"({"key":"{kept}"})", "token blocked"},
        {"POST /key/{key}/reset_spend", "/key/{kept}/reset_spend", R"({"reset_to":0})",
         "key_hash spend previous_spend max_budget budget_reset_at"},
        {"POST /key/regenerate", "", R"({"key":"{kept}","grace_period":"1h"})", "key token key_name",
         "token"},
        {"POST /key/{key}/regenerate", "/key/{kept}/regenerate", "{}", "key token key_name", "token"},
        {"POST /key/health", "", "{}", "key logging_callbacks"},
    };
}

std::vector<Check> teamChecks()
{
    return {
        {"POST /team/new", "",
         R"({"team_id":"t","team_alias":"T","team_member_budget":2,"members_with_roles":[{"user_id":"m"}]})",
         "team_id team_alias members_with_roles.0.user_id metadata models blocked spend max_budget"},
        {"POST /team/update", "", R"({"team_id":"t","max_budget":4})", "team_id data.max_budget"},
        {"GET /v2/team/list", "/v2/team/list?team_id=t", "",
         "teams.0.team_id total page page_size total_pages"},
        {"GET /team/available", "", "", ""},
        {"GET /team/filter/ui", "/team/filter/ui?team_alias=T", "", "0.team_id 0.team_alias"},
        {"POST /team/block", "", R"({"team_id":"t"})", "team_id blocked"},
        {"POST /team/unblock", "", R"({"team_id":"t"})", "team_id blocked"},
        {"POST /team/member_add", "",
         R"({"team_id":"t","member":{"user_email":"a@b.example","role":"admin"},"max_budget_in_team":1})",
         "team_id members_with_roles updated_users.0.user_id updated_team_memberships.0.user_id "
         "updated_team_memberships.0.litellm_budget_table.max_budget"},
        {"POST /team/bulk_member_add", "", R"({"team_id":"t","members":[{"user_id":"n"},{"user_id":"m"}]})",
         "team_id results.0.success results.1.error total_requested successful_additions failed_additions "
         "updated_team"},
        {"POST /team/member_update", "",
         R"({"team_id":"t","user_id":"m","max_budget_in_team":3,"role":"admin"})",
         "team_id user_id user_email max_budget_in_team role"},
        {"POST /team/{team_id}/member/{user_id}/reset_spend", "/team/t/member/m/reset_spend",
         R"({"reset_to":0})", "team_id user_id spend previous_spend max_budget"},
        {"POST /team/member_delete", "", R"({"team_id":"t","user_id":"n"})", "team_id members_with_roles"},
        {"GET /team/permissions_list", "/team/permissions_list?team_id=t", "",
         "team_id team_member_permissions all_available_permissions.0"},
        {"POST /team/permissions_update", "",
         R"({"team_id":"t","team_member_permissions":["/key/generate"]})",
         "team_id team_member_permissions.0"},
        {"POST /team/{team_id}/callback", "/team/t/callback",
         R"({"callback_name":"langfuse","callback_vars":{"langfuse_host":"https://l.example"}})",
         "status data.team_id"},
        {"GET /team/{team_id}/callback", "/team/t/callback", "",
         "status data.team_id data.success_callbacks.0 data.failure_callbacks.0 "
         "data.callback_vars.langfuse_host"},
        {"POST /team/{team_id}/disable_logging", "/team/t/disable_logging", "", "status message"},
        {"POST /team/delete", "", R"({"team_ids":["t"]})", "deleted_teams.0"},
    };
}

std::vector<Check> userChecks()
{
    return {
        {"POST /user/new", "", R"({"user_id":"u","user_email":"u@b.example","max_budget":2})",
         "user_id user_email user_role key token max_budget models spend teams"},
        {"GET /v2/user/info", "/v2/user/info?user_id=u", "", "user_id user_email user_role spend teams"},
        {"POST /user/update", "", R"({"user_id":"u","user_alias":"U"})", "user_id data.user_alias"},
        {"POST /user/bulk_update", "", R"({"users":[{"user_id":"u","max_budget":3}]})",
         "results.0.success results.0.updated_user.max_budget total_requested successful_updates "
         "failed_updates"},
        {"GET /user/list", "/user/list?user_ids=u", "",
         "users.0.user_id users.0.key_count total page page_size total_pages"},
        {"GET /user/available_roles", "", "", "proxy_admin.description proxy_admin.ui_label internal_user"},
        {"GET /user/available_users", "", "", "total_users total_users_used total_users_remaining"},
        {"POST /user/delete", "", R"({"user_ids":["u"]})", ""},
    };
}

std::vector<Check> otherPeopleChecks()
{
    return {
        {"POST /budget/new", "", R"({"budget_id":"b","max_budget":2,"budget_duration":"7d"})",
         "budget_id max_budget budget_duration budget_reset_at created_at created_by"},
        {"POST /budget/update", "", R"({"budget_id":"b","soft_budget":1})",
         "budget_id soft_budget max_budget"},
        {"POST /budget/info", "", R"({"budgets":["b"]})", "0.budget_id 0.max_budget"},
        {"GET /budget/list", "", "", "0.budget_id"},
        {"GET /budget/settings", "/budget/settings?budget_id=b", "",
         "0.field_name 0.field_type 0.field_value 0.stored_in_db"},
        {"POST /budget/delete", "", R"({"id":"b"})", "budget_id"},
        {"POST /customer/new", "", R"({"user_id":"c","alias":"C","max_budget":1})",
         "user_id alias spend blocked litellm_budget_table.max_budget"},
        {"POST /customer/update", "", R"({"user_id":"c","default_model":"stored"})", "user_id default_model"},
        {"POST /customer/block", "", R"({"user_ids":["c"]})", "blocked_users.0.user_id"},
        {"POST /customer/unblock", "", R"({"user_ids":["c"]})", "blocked_users.0.blocked"},
        {"POST /customer/delete", "", R"({"user_ids":["c"]})", "deleted_customers message"},
        {"POST /end_user/new", "", R"({"user_id":"c"})", "user_id blocked"},
        {"POST /organization/new", "", R"({"organization_id":"o","organization_alias":"O","max_budget":9})",
         "organization_id organization_alias budget_id models metadata spend"},
        {"PATCH /organization/update", "", R"({"organization_id":"o","models":["stored"]})",
         "organization_id models.0 litellm_budget_table.max_budget teams members"},
        {"GET /organization/list", "/organization/list?org_alias=O", "", "0.organization_id 0.members"},
        {"GET /organization/info", "/organization/info?organization_id=o", "",
         "organization_id litellm_budget_table teams members"},
        {"POST /organization/info", "", R"({"organizations":["o"]})", "0.organization_id"},
        {"DELETE /organization/delete", "", R"({"organization_ids":["o"]})", "0.organization_id"},
        {"POST /tag/new", "", R"({"name":"g","description":"G","max_budget":1})", "message tag.name"},
        {"POST /tag/update", "", R"({"name":"g","description":"H"})", "message tag.description"},
        {"POST /tag/info", "", R"({"names":["g"]})", "g.name g.litellm_budget_table.max_budget"},
        {"GET /tag/list", "", "", "0.name 0.description"},
        {"POST /tag/delete", "", R"({"name":"g"})", "message"},
    };
}

std::vector<Check> modelChecks()
{
    return {
        {"POST /credentials", "",
         R"({"credential_name":"c","credential_values":{"api_key":"sk-secret-secret"},"credential_info":{"a":1}})",
         "success message"},
        {"GET /credentials", "", "", "success credentials.0.credential_name credentials.0.credential_values"},
        {"GET /credentials/by_name/{name}", "/credentials/by_name/c", "",
         "credential_name credential_values.api_key credential_info.a"},
        {"GET /credentials/by_model/{id}", "/credentials/by_model/model-1", "",
         "credential_name credential_values"},
        {"POST /access_group/new", "", R"({"access_group":"g","model_names":["stored"]})",
         "access_group model_names models_updated"},
        {"GET /access_group/list", "", "", "access_groups.0.access_group access_groups.0.model_names"},
        {"GET /access_group/{group}/info", "/access_group/g/info", "",
         "access_group model_names deployment_count"},
        {"PUT /access_group/{group}/update", "/access_group/g/update", R"({"model_names":["stored"]})",
         "access_group model_names models_updated"},
        {"DELETE /access_group/{group}/delete", "/access_group/g/delete", "", "access_group message"},
        {"GET /v1/models", "/v1/models?include_metadata=true", "",
         "object data.0.id data.0.object data.0.created data.0.owned_by data.0.metadata"},
        {"GET /models", "", "", "object data.0.id"},
        {"GET /v1/models/{id}", "/v1/models/stored", "", "id object created owned_by"},
        {"GET /models/{id}", "/models/nowhere", "", "id object"},
        {"GET /model_group/info", "", "", "data.0.model_group data.0.providers data.0.mode"},
        {"GET /model/settings", "", "", "0.name"},
        {"POST /model_group/make_public", "", R"({"model_groups":["stored"]})",
         "message public_model_groups.0"},
        {"GET /public/model_hub", "", "", "0.model_group"},
    };
}

std::vector<Check> spendChecks()
{
    static const std::string cost =
        R"({"model":"nowhere","messages":[{"role":"user","content":"How much is it?"}]})";
    return {
        {"GET /spend/logs/ui/{request_id}", "/spend/logs/ui/{call}", "", ""},
        {"GET /spend/logs/session/ui", "/spend/logs/session/ui?session_id=s", "",
         "data total page page_size total_pages"},
        {"GET /spend/tags", "", "", ""},
        {"POST /spend/calculate", "", cost.c_str(), "cost"},
        {"POST /cost/estimate", "",
         R"({"model":"nowhere","input_tokens":1000,"output_tokens":10,"num_requests_per_day":5})",
         "model input_tokens output_tokens cost_per_request daily_cost monthly_cost"},
        {"GET /global/spend", "", "", "spend max_budget"},
        {"GET /global/spend/logs", "", "", ""},
        {"GET /global/spend/keys", "/global/spend/keys?limit=3", "", ""},
        {"GET /global/spend/teams", "", "", "daily_spend teams total_spend_per_team"},
        {"GET /global/spend/models", "/global/spend/models?limit=3", "", ""},
        {"GET /global/spend/provider", "/global/spend/provider?{days}", "", ""},
        {"GET /global/spend/tags", "/global/spend/tags?{days}", "", "spend_per_tag"},
        {"POST /global/spend/end_users", "", "{}", ""},
        {"GET /global/spend/report", "/global/spend/report?{days}", "", ""},
        {"POST /global/spend/reset", "", "", "message status"},
        {"POST /global/spend/refresh", "", "", "message status"},
        {"GET /global/activity", "/global/activity?{days}", "",
         "daily_data sum_api_requests sum_total_tokens"},
        {"GET /global/activity/model", "/global/activity/model?{days}", "", ""},
        {"GET /global/activity/exceptions", "/global/activity/exceptions?model_group=m&{days}", "",
         "daily_data sum_num_rate_limit_exceptions"},
        {"GET /global/activity/exceptions/deployment",
         "/global/activity/exceptions/deployment?model_group=m&{days}", "", ""},
        {"GET /global/activity/cache_hits", "/global/activity/cache_hits?{days}", "", ""},
        {"GET /provider/budgets", "", "", "providers"},
        {"GET /agent/daily/activity", "/agent/daily/activity?{days}", "", "results metadata"},
    };
}

std::vector<Check> serviceChecks()
{
    return {
        {"GET /health/history", "", "", "health_checks total_records limit offset"},
        {"GET /health/latest", "", "", "latest_health_checks total_models"},
        {"POST /health/test_connection", "",
         R"({"litellm_params":{"model":"openai/x","api_base":"http://127.0.0.1:1/v1","api_key":"k"}})",
         "status result.error"},
        {"GET /health/readiness", "", "", "status db litellm_version"},
        {"GET /health/liveliness", "", "", ""},
        {"GET /health/liveness", "", "", ""},
        {"GET /test", "", "", "route"},
        {"GET /routes", "", "", "routes.0.path routes.0.methods.0 routes.0.name routes.0.endpoint"},
        {"GET /openapi.json", "", "", "openapi info.title paths components"},
        {"GET /utils/supported_openai_params", "/utils/supported_openai_params?model=stored", "",
         "supported_openai_params.0"},
        {"POST /utils/transform_request", "",
         R"({"call_type":"completion","request_body":{"model":"stored","messages":[{"role":"user","content":"Hi"}]}})",
         "raw_request_api_base raw_request_body.model raw_request_headers"},
        {"GET /get/allowed_ips", "", "", "data"},
        {"POST /add/allowed_ip", "", R"({"ip":"127.0.0.0/8"})", "message status"},
        {"POST /delete/allowed_ip", "", R"({"ip":"127.0.0.0/8"})", "message status"},
    };
}

std::vector<Check> allChecks()
{
    std::vector<Check> all;
    for (const auto &part : {keyChecks(), teamChecks(), userChecks(), otherPeopleChecks(), modelChecks(),
                             spendChecks(), serviceChecks()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// The routes that the compatibility page calls supported.
QStringList supportedRoutes()
{
    QFile page(QStringLiteral(SEKISHO_DOCS "/litellm-compatibility.md"));
    if (!page.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression code(u"`([^`]+)`"_s);
    QStringList routes;
    for (const QString &line : QString::fromUtf8(page.readAll()).split(u'\n')) {
        const QStringList cells = line.split(u'|');
        if (cells.size() < 4 || cells.at(2).trimmed() != u"supported")
            continue;
        QString method;
        for (auto found = code.globalMatch(cells.at(1)); found.hasNext();) {
            const QString span = found.next().captured(1);
            method = span.startsWith(u'/') ? method : span.section(u' ', 0, 0);
            const QString path = span.mid(span.indexOf(u'/'));
            if (span.contains(u'/'))
                routes.append(method + u' ' + path);
        }
    }
    return routes;
}

bool has(const Json &answer, const QString &field)
{
    const Json *value = &answer;
    for (const QString &part : field.split(u'.')) {
        bool isIndex = false;
        const std::size_t index = part.toULongLong(&isIndex);
        if (value->is_array() && isIndex && index < value->size())
            value = &value->at(index);
        else if (value->is_object() && value->contains(part.toStdString()))
            value = &value->at(part.toStdString());
        else
            return false;
    }
    return true;
}

} // namespace

/// What docs/litellm-compatibility.md calls supported, over HTTP.
class SupportedRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WalkWorld> m;
    std::vector<Check> m_checks = allChecks();
    QString m_kept;
    QString m_call; ///< of a chat that failed

    QString filled(const char *text) const
    {
        return QString::fromUtf8(text)
            .replace(u"{kept}"_s, m_kept)
            .replace(u"{call}"_s, m_call)
            .replace(u"{days}"_s, QString::fromLatin1(Days));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m = std::make_unique<WalkWorld>();
        QVERIFY(m->make());
        auto &master = m->gateway().master();
        const auto chat = master.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"nowhere"_s));
        TestClient::waitFor(*chat);
        QCOMPARE(chat->status, 502);
        m_call = QString::fromLatin1(chat->callId());
    }

    void everySupportedRouteIsAsked()
    {
        const QStringList supported = supportedRoutes();
        QVERIFY(supported.size() > 80);
        QSet<QString> asked;
        for (const Check &check : m_checks)
            asked.insert(QString::fromUtf8(check.route));
        QStringList missing;
        for (const QString &route : supported) {
            if (!asked.contains(route))
                missing.append(route);
        }
        QCOMPARE(missing.join(u", "_s), QString());
    }

    void everySupportedRouteIsServed()
    {
        QSet<QString> served;
        for (const WalkedRoute &route : WalkWorld::routes())
            served.insert(QString::fromLatin1(route.method + ' ' + route.path));
        QStringList missing;
        for (const QString &route : supportedRoutes()) {
            if (!served.contains(route))
                missing.append(route);
        }
        QCOMPARE(missing.join(u", "_s), QString());
    }

    void answersAsLiteLlmDoes_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_checks.size(); ++i)
            QTest::newRow(m_checks[i].route) << int(i);
    }

    void answersAsLiteLlmDoes()
    {
        QFETCH(int, index);
        const Check &check = m_checks[std::size_t(index)];
        const QByteArray route(check.route);
        const QByteArray path = route.mid(route.indexOf(' ') + 1);
        auto reply = m->gateway().master().send(route.left(route.indexOf(' ')),
                                                filled(*check.path ? check.path : path.constData()),
                                                filled(check.body).toUtf8());
        TestClient::waitFor(*reply);
        QVERIFY2(reply->status == check.status,
                 (QByteArray::number(reply->status) + ' ' + reply->body.left(500)).constData());
        const Json answer = reply->json();
        QVERIFY2(core::parseJson(reply->body).has_value(), (reply->body.left(300)).constData());
        for (const QString &field : QString::fromLatin1(check.fields).split(u' ', Qt::SkipEmptyParts))
            QVERIFY2(has(answer, field),
                     (field.toUtf8() + " is missing in " + reply->body.left(800)).constData());
        if (*check.keep)
            m_kept = core::stringOr(answer, check.keep);
    }
};

QTEST_GUILESS_MAIN(SupportedRoutesTest)
#include "tst_supportedroutes.moc"
