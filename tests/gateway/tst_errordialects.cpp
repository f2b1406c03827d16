// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using gateway::ErrorDialect;

namespace {

constexpr auto Detail = "{detail: {error}}";
constexpr auto DetailText = "{detail: text}";
constexpr auto DetailList = "{detail: [place, msg, type]}";

/// What one dialect answers.
struct Said {
    int status;
    const char *type;  ///< error.type, or one of the shapes that have none
    const char *param; ///< null: JSON's null; of a DetailList: the place
};

/// One thing that is refused, in both dialects.
struct Refused {
    const char *what;
    const char *key; ///< as the gateway of the test names it; a text of its own if it starts with sk-
    const char *request;
    const char *body;
    Said current;
    Said older;
    const char *message; ///< a part of it
};

constexpr auto Chat = "POST /v1/chat/completions";
constexpr auto Hello = R"({"model":"good","messages":[{"role":"user","content":"Hi"}]})";
constexpr Said BudgetNow{429, "budget_exceeded", nullptr};
constexpr Said BudgetThen{400, "budget_exceeded", nullptr};

std::vector<Refused> budgets()
{
    constexpr auto Guest = R"({"model":"good","user":"poor","messages":[{"role":"user","content":"Hi"}]})";
    return {
        {"a key's budget", "poor", Chat, Hello, BudgetNow, BudgetThen,
         "Budget has been exceeded! Key=poor key (sk-..."},
        {"a key's budget for a model", "poor for a model", Chat, Hello, BudgetNow, BudgetThen, "Model=good"},
        {"a budget that keys share", "poor by a budget", Chat, Hello, BudgetNow, BudgetThen, "Budget=poor"},
        {"a team's budget", "poor team", Chat, Hello, BudgetNow, BudgetThen,
         "Budget has been exceeded! Team=poor Current cost: 0, Max budget: 0"},
        {"a team member's budget", "poor member", Chat, Hello, BudgetNow, BudgetThen,
         "Budget has been exceeded! User=member in Team=rich"},
        {"a user's budget", "poor user", Chat, Hello, BudgetNow, BudgetThen, "User=poor"},
        {"an organization's budget", "poor organization", Chat, Hello, BudgetNow, BudgetThen,
         "Budget has been exceeded! Organization=poor"},
        {"an organization member's budget", "poor in the organization", Chat, Hello, BudgetNow, BudgetThen,
         "User=orgmember in Organization=rich"},
        {"a tag's budget", "poor tag", Chat, Hello, BudgetNow, BudgetThen,
         "Budget has been exceeded! Tag=poor"},
        {"an end user's budget", "plain", Chat, Guest, BudgetNow, BudgetThen, "End User=poor"},
    };
}

std::vector<Refused> models()
{
    return {
        {"a model that the key may not use",
         "narrow",
         Chat,
         Hello,
         {403, "key_model_access_denied", "model"},
         {401, "key_model_access_denied", "model"},
         "key not allowed to access model. This key can only access models=['other']. Tried to access good"},
        {"a model that the team may not use",
         "narrow team",
         Chat,
         Hello,
         {403, "team_model_access_denied", "model"},
         {401, "team_model_access_denied", "model"},
         "team not allowed to access model."},
        {"a model that the user may not use",
         "narrow user",
         Chat,
         Hello,
         {403, "user_model_access_denied", "model"},
         {401, "user_model_access_denied", "model"},
         "user not allowed to access model."},
        {"a model that the organization may not use",
         "narrow organization",
         Chat,
         Hello,
         {403, "org_model_access_denied", "model"},
         {401, "org_model_access_denied", "model"},
         "org not allowed to access model."},
        {"a model that is not there",
         "plain",
         Chat,
         R"({"model":"none","messages":[{"role":"user","content":"Hi"}]})",
         {400, "invalid_request_error", "model"},
         {400, "None", "model"},
         "Invalid model name passed in model=none. Call `/v1/models`"},
        {"a model's entry that is not there",
         "plain",
         "GET /v1/models/none",
         "",
         {404, "not_found_error", "model"},
         {404, "None", "model"},
         "The model `none` does not exist"},
    };
}

std::vector<Refused> keys()
{
    constexpr Said Auth{401, "auth_error", nullptr}, AuthThen{401, "auth_error", "None"};
    return {
        {"no key", "", Chat, Hello, Auth, AuthThen, "Authentication Error, No api key passed in."},
        {"no key for a management route", "", "GET /key/list", "", Auth, AuthThen, "No api key passed in."},
        {"a key that nobody knows",
         "sk-unknown",
         Chat,
         Hello,
         {401, "token_not_found_in_db", "key"},
         {401, "token_not_found_in_db", "key"},
         "Authentication Error, Invalid proxy server token"},
        {"an expired key",
         "expired",
         Chat,
         Hello,
         {401, "expired_key", "sk-..."},
         {400, "expired_key", "sk-..."},
         "Authentication Error, Expired Key. Key Expiry time"},
        {"an expired key on a management route",
         "expired",
         "GET /key/info",
         "",
         {401, "expired_key", "sk-..."},
         {400, "expired_key", "sk-..."},
         "Expired Key"},
        {"a blocked key", "blocked", Chat, Hello, Auth, AuthThen,
         "Key is blocked. Update via `/key/unblock` if you're admin."},
        {"a blocked team's key", "of a blocked team", Chat, Hello, Auth, AuthThen, "Team=shut is blocked."},
        {"a route that the key may not call",
         "for chats",
         "GET /key/list",
         "",
         {403, "permission_error", nullptr},
         {403, "None", "None"},
         "Virtual key is not allowed to call this route. Only allowed to call routes: ['llm_api_routes']"},
        {"a route for admins", "plain", "POST /budget/new", "{}", Auth, AuthThen,
         "Only proxy admin can be used to generate, delete, update info for new keys/users/teams. "
         "Route=/budget/new."},
        {"requests per minute",
         "slow",
         Chat,
         Hello,
         {429, "throttling_error", nullptr},
         {429, "None", "None"},
         "Limit type: requests. Current limit: 1, Remaining: 0."},
        {"tokens per minute",
         "short",
         Chat,
         Hello,
         {429, "throttling_error", nullptr},
         {429, "None", "None"},
         "Limit type: tokens. Current limit: 1"},
        {"a blocked end user",
         "plain",
         Chat,
         R"({"model":"good","user":"shut","messages":[{"role":"user","content":"Hi"}]})",
         {400, "invalid_request_error", "user"},
         {400, "None", "user"},
         "User blocked from making LLM API Calls. User=shut"},
    };
}

std::vector<Refused> bodies()
{
    constexpr Said Json400{400, "invalid_request_error", "request_body"}, Json422{422, DetailList, "body"};
    return {
        {"a chat that is no JSON", "plain", Chat, "{", Json400, Json422, "not valid JSON"},
        {"a management body that is no JSON", "master", "POST /key/generate", "{", Json400, Json422,
         "not valid JSON"},
        {"a body that is a list", "master", "POST /team/new", "[]", Json400, Json422,
         "must be a JSON object"},
        {"a field of a wrong type",
         "master",
         "POST /key/generate",
         R"({"max_budget":"x"})",
         {400, "invalid_request_error", "max_budget"},
         {422, DetailList, "body.max_budget"},
         "must be a number"},
        {"a field that is missing",
         "master",
         "POST /team/update",
         "{}",
         {400, "invalid_request_error", "team_id"},
         {422, DetailList, "body.team_id"},
         "team_id"},
        {"a query of a wrong type",
         "master",
         "GET /key/list?page=x",
         "",
         {400, "invalid_request_error", "page"},
         {422, DetailList, "query.page"},
         "page"},
        {"a chat without messages",
         "plain",
         Chat,
         R"({"model":"good"})",
         {400, "invalid_request_error", "messages"},
         {400, "None", "messages"},
         "list of messages"},
        {"a chat without a model",
         "plain",
         Chat,
         R"({"messages":[{"role":"user","content":"Hi"}]})",
         {400, "invalid_request_error", "model"},
         {400, "None", "model"},
         "must name a model"},
        {"a path that is not there",
         "master",
         "GET /nothing",
         "",
         {404, "not_found_error", nullptr},
         {404, DetailText, nullptr},
         "Not Found"},
        {"another method",
         "master",
         "GET /key/generate",
         "",
         {405, "invalid_request_error", nullptr},
         {405, DetailText, nullptr},
         "Method Not Allowed"},
    };
}

std::vector<Refused> objects()
{
    constexpr Said TeamNow{404, "not_found_error", "team_id"}, Detail404{404, Detail, nullptr};
    constexpr Said Same{404, "not_found_error", "key"};
    return {
        {"a key that is not there", "master", "GET /key/info?key=sk-none", "", Same, Same,
         "Key not found in database"},
        {"a key to update that is not there", "master", "POST /key/update", R"({"key":"sk-none"})", Same,
         Same, "Key not found in database"},
        {"keys to delete that are not there",
         "master",
         "POST /key/delete",
         R"({"keys":["sk-none"]})",
         {404, "not_found_error", "keys"},
         {404, "internal_server_error", "None"},
         "No keys found"},
        {"a team to update that is not there", "master", "POST /team/update", R"({"team_id":"none"})",
         TeamNow, Detail404, "Team not found, passed team_id=none"},
        {"a team to delete that is not there",
         "master",
         "POST /team/delete",
         R"({"team_ids":["none"]})",
         {404, "not_found_error", "team_ids"},
         Detail404,
         "Team not found"},
        {"a team to show that is not there",
         "master",
         "GET /team/info?team_id=none",
         "",
         TeamNow,
         {404, "auth_error", "None"},
         "Team not found"},
        {"a team for a member that is not there", "master", "POST /team/member_add",
         R"({"team_id":"none","member":{"user_id":"x","role":"user"}})", TeamNow, Detail404,
         "Team not found"},
        {"a user that is not there",
         "master",
         "GET /user/info?user_id=none",
         "",
         {404, "not_found_error", "user_id"},
         {404, "auth_error", "None"},
         "User not found"},
        {"users to delete that are not there",
         "master",
         "POST /user/delete",
         R"({"user_ids":["none"]})",
         {404, "not_found_error", "user_ids"},
         Detail404,
         "User not found"},
        {"an organization that is not there",
         "master",
         "GET /organization/info?organization_id=none",
         "",
         {404, "not_found_error", "organization_id"},
         Detail404,
         "Organization not found"},
        {"a budget that is not there",
         "master",
         "POST /budget/update",
         R"({"budget_id":"none"})",
         {404, "not_found_error", "budget_id"},
         Detail404,
         "Budget not found"},
        {"a customer that is not there",
         "master",
         "GET /customer/info?end_user_id=none",
         "",
         {404, "not_found", "end_user_id"},
         {404, "not_found", "end_user_id"},
         "does not exist in db"},
        {"a tag that is not there",
         "master",
         "POST /tag/delete",
         R"({"name":"none"})",
         {404, "not_found_error", "name"},
         Detail404,
         "Tag none not found"},
        {"a credential that is not there",
         "master",
         "GET /credentials/by_name/none",
         "",
         {404, "not_found_error", "credential_name"},
         Detail404,
         "Credential not found"},
        {"a model to delete that is not there",
         "master",
         "POST /model/delete",
         R"({"id":"none"})",
         {400, "auth_error", "id"},
         {400, "auth_error", "id"},
         "Model with id=none not found in db"},
    };
}

std::vector<Refused> duplicates()
{
    constexpr Said Alias{400, "bad_request_error", "key_alias"};
    return {
        {"an alias that a key has", "master", "POST /key/generate", R"({"key_alias":"poor key"})", Alias,
         Alias, "Key with alias 'poor key' already exists. Unique key aliases across all keys are required."},
        {"a team that is there",
         "master",
         "POST /team/new",
         R"({"team_id":"poor"})",
         {400, "bad_request_error", "team_id"},
         {400, "bad_request_error", "team_id"},
         "Team id = poor already exists. Please use a different team id."},
        {"a member who is there",
         "master",
         "POST /team/member_add",
         R"({"team_id":"rich","member":{"user_id":"member","role":"user"}})",
         {400, "team_member_already_in_team", "member"},
         {400, "team_member_already_in_team", "member"},
         "already in team"},
        {"a user who is there",
         "master",
         "POST /user/new",
         R"({"user_id":"poor"})",
         {409, "internal_server_error", "user_id"},
         {409, "internal_server_error", "None"},
         "User with id poor already exists"},
        {"a budget that is there",
         "master",
         "POST /budget/new",
         R"({"budget_id":"poor","max_budget":1})",
         {400, "bad_request_error", "budget_id"},
         {400, Detail, nullptr},
         "already exists"},
        {"a customer who is there",
         "master",
         "POST /customer/new",
         R"({"user_id":"poor"})",
         {400, "bad_request", "user_id"},
         {400, "bad_request", "user_id"},
         "Customer already exists, passed user_id=poor"},
        {"a tag that is there",
         "master",
         "POST /tag/new",
         R"({"name":"poor"})",
         {400, "bad_request_error", "name"},
         {400, Detail, nullptr},
         "Tag poor already exists"},
        {"an admin's endpoint of budgets",
         "plain",
         "GET /budget/list",
         "",
         {400, "invalid_request_error", nullptr},
         {400, Detail, nullptr},
         "Admin-only endpoint. Not allowed to access this., your role="},
    };
}

std::vector<Refused> upstreams()
{
    return {
        {"an upstream that fails",
         "plain",
         Chat,
         R"({"model":"broken","messages":[{"role":"user","content":"Hi"}]})",
         {500, "internal_server_error", nullptr},
         {500, "None", "None"},
         "InternalServerError: out of order"},
        {"an upstream that says nothing",
         "plain",
         Chat,
         R"({"model":"silent","messages":[{"role":"user","content":"Hi"}]})",
         {408, "timeout_error", nullptr},
         {408, "None", "None"},
         "Timeout"},
        {"an upstream that is busy",
         "plain",
         Chat,
         R"({"model":"busy","messages":[{"role":"user","content":"Hi"}]})",
         {429, "throttling_error", nullptr},
         {429, "None", "None"},
         "RateLimitError: slow down"},
        {"an upstream that is not there",
         "plain",
         Chat,
         R"({"model":"gone","messages":[{"role":"user","content":"Hi"}]})",
         {502, "internal_server_error", nullptr},
         {502, "None", "None"},
         "APIConnectionError"},
    };
}

std::vector<Refused> allRefused()
{
    std::vector<Refused> all;
    for (const auto &part : {budgets(), models(), keys(), bodies(), objects(), duplicates(), upstreams()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// A gateway of one dialect, with somebody for each refusal.
class World
{
public:
    explicit World(ErrorDialect dialect)
    {
        auto silent = GatewayFixture::deployment(u"silent"_s, m_silent.url());
        silent.timeout = 300ms;
        auto &options = m_fixture.options;
        options.config.deployments = {GatewayFixture::deployment(u"good"_s, m_good.url()),
                                      GatewayFixture::deployment(u"broken"_s, m_broken.url()),
                                      GatewayFixture::deployment(u"busy"_s, m_busy.url()),
                                      GatewayFixture::deployment(u"gone"_s, QUrl(u"http://127.0.0.1:1/v1"_s)),
                                      std::move(silent)};
        options.config.settings.errorDialect = dialect;
        options.clock = m_clock;
        m_good.answer(FakeAnswer::chatCompletion());
        m_broken.answer(FakeAnswer::json(500, R"({"error":{"message":"out of order"}})"));
        m_busy.answer(FakeAnswer::json(429, R"({"error":{"message":"slow down"}})"));
        m_silent.answer(FakeAnswer::silence());
    }

    bool make()
    {
        if (!m_fixture.start())
            return false;
        makePoor();
        makeNarrow();
        makeShut();
        m_clock->advance(1s);
        const auto first = ask("slow", Chat, Hello);
        return m_isGood && first->status == 200;
    }

    std::shared_ptr<Reply> ask(const char *key, const char *request, const char *body)
    {
        const QString whose = QString::fromUtf8(key);
        const QByteArray line(request);
        const auto space = line.indexOf(' ');
        auto client = m_fixture.client(whose.startsWith(u"sk-"_s) ? whose : m_keys.value(whose));
        auto reply = client.send(line.left(space), QString::fromUtf8(line.mid(space + 1)), body);
        TestClient::waitFor(*reply);
        return reply;
    }

private:
    void post(const char *path, const Json &body)
    {
        const auto reply = m_fixture.master().request("POST", QString::fromLatin1(path), body);
        m_isGood = m_isGood && reply->status == 200;
        if (reply->status != 200)
            qWarning() << path << reply->status << reply->body;
    }
    void key(const char *name, const Json &fields)
    {
        const QString made = m_fixture.newKey(fields);
        m_isGood = m_isGood && !made.isEmpty();
        m_keys.insert(QString::fromUtf8(name), made);
    }
    void user(const char *id, Json fields)
    {
        fields["user_id"] = id;
        fields["auto_create_key"] = false;
        post("/user/new", fields);
    }
    void makePoor()
    {
        const Json nothing{{"max_budget", 0}};
        key("poor", {{"max_budget", 0}, {"key_alias", "poor key"}});
        key("poor for a model",
            {{"model_max_budget", {{"good", {{"max_budget", 0}, {"budget_duration", "1d"}}}}}});
        post("/budget/new", {{"budget_id", "poor"}, {"max_budget", 0}});
        key("poor by a budget", {{"budget_id", "poor"}});
        post("/team/new", {{"team_id", "poor"}, {"max_budget", 0}});
        key("poor team", {{"team_id", "poor"}});
        user("member", Json::object());
        post("/team/new", {{"team_id", "rich"}});
        post("/team/member_add", {{"team_id", "rich"},
                                  {"member", {{"user_id", "member"}, {"role", "user"}}},
                                  {"max_budget_in_team", 0}});
        key("poor member", {{"team_id", "rich"}, {"user_id", "member"}});
        user("poor", nothing);
        key("poor user", {{"user_id", "poor"}});
        post("/organization/new",
             {{"organization_id", "poor"}, {"organization_alias", "Poor"}, {"max_budget", 0}});
        key("poor organization", {{"organization_id", "poor"}});
        post("/organization/new", {{"organization_id", "rich"}, {"organization_alias", "Rich"}});
        user("orgmember", Json::object());
        post("/organization/member_add", {{"organization_id", "rich"},
                                          {"member", {{"user_id", "orgmember"}, {"role", "internal_user"}}},
                                          {"max_budget_in_organization", 0}});
        key("poor in the organization", {{"organization_id", "rich"}, {"user_id", "orgmember"}});
        post("/tag/new", {{"name", "poor"}, {"max_budget", 0}});
        key("poor tag", {{"tags", Json::array({"poor"})}});
        post("/customer/new", {{"user_id", "poor"}, {"max_budget", 0}});
    }
    void makeNarrow()
    {
        const Json other = Json::array({"other"});
        key("narrow", {{"models", other}});
        post("/team/new", {{"team_id", "narrow"}, {"models", other}});
        key("narrow team", {{"team_id", "narrow"}});
        user("narrow", {{"models", other}});
        key("narrow user", {{"user_id", "narrow"}});
        post("/organization/new",
             {{"organization_id", "narrow"}, {"organization_alias", "Narrow"}, {"models", other}});
        key("narrow organization", {{"organization_id", "narrow"}});
    }
    void makeShut()
    {
        m_keys.insert(u"master"_s, GatewayFixture::MasterKey);
        key("plain", Json::object());
        key("expired", {{"duration", "0s"}});
        key("blocked", {{"blocked", true}});
        post("/team/new", {{"team_id", "shut"}, {"blocked", true}});
        key("of a blocked team", {{"team_id", "shut"}});
        key("for chats", {{"key_type", "llm_api"}});
        key("slow", {{"rpm_limit", 1}});
        key("short", {{"tpm_limit", 1}});
        post("/customer/new", {{"user_id", "shut"}, {"blocked", true}});
    }

    FakeUpstream m_good, m_broken, m_busy, m_silent;
    std::shared_ptr<core::ManualClock> m_clock =
        std::make_shared<core::ManualClock>(*core::parseIso8601(u"2026-11-23T10:00:00Z"_s));
    GatewayFixture m_fixture;
    QHash<QString, QString> m_keys;
    bool m_isGood = true;
};

/// Empty if the reply says exactly that.
QString flawOf(const Reply &reply, const Said &said)
{
    const QString told = QString::number(reply.status) + u' ' + QString::fromUtf8(reply.body);
    const Json body = reply.json();
    if (reply.status != said.status || !body.is_object() || body.size() != 1)
        return told;
    const QString type = QString::fromUtf8(said.type), param = QString::fromUtf8(said.param);
    const Json &detail = core::memberOr(body, "detail"), &error = core::memberOr(body, "error");
    if (type == QLatin1StringView(Detail))
        return detail.is_object() && detail.size() == 1 && detail.contains("error") ? QString() : told;
    if (type == QLatin1StringView(DetailText))
        return detail.is_string() ? QString() : told;
    if (type == QLatin1StringView(DetailList)) {
        const QStringList place =
            detail.is_array() && detail.size() == 1 ? core::stringsOr(detail[0], "loc") : QStringList();
        return place.join(u'.') == param && core::stringOr(detail[0], "type") == u"value_error" ? QString()
                                                                                                : told;
    }
    const Json &given = core::memberOr(error, "param");
    const bool isParam = said.param ? given.is_string() && given.get<QString>().startsWith(param)
                                    : given.is_null() && error.contains("param");
    const bool isGood = core::stringOr(error, "type") == type && isParam &&
                        core::stringOr(error, "code") == QString::number(said.status);
    return isGood ? QString() : told;
}

QString messageOf(const Json &body)
{
    const Json &detail = core::memberOr(body, "detail");
    if (detail.is_string())
        return detail.get<QString>();
    if (detail.is_array() && !detail.empty())
        return core::stringOr(detail[0], "msg");
    return detail.is_object() ? core::stringOr(detail, "error")
                              : core::stringOr(core::memberOr(body, "error"), "message");
}

} // namespace

/// Every kind of refusal, over HTTP, in both of LiteLLM's dialects (litellm-api §0.2, §2).
class ErrorDialectsTest : public QObject
{
    Q_OBJECT

private:
    std::vector<Refused> m_refused = allRefused();
    World m_current{ErrorDialect::Current}, m_older{ErrorDialect::Early2026};

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_current.make());
        QVERIFY(m_older.make());
    }

    void isRefusedInBothDialects_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_refused.size(); ++i)
            QTest::newRow(m_refused[i].what) << int(i);
    }

    void isRefusedInBothDialects()
    {
        QFETCH(int, index);
        const Refused &refused = m_refused[std::size_t(index)];
        for (const bool isOlder : {false, true}) {
            World &world = isOlder ? m_older : m_current;
            const auto reply = world.ask(refused.key, refused.request, refused.body);
            const QString flaw = flawOf(*reply, isOlder ? refused.older : refused.current);
            QVERIFY2(flaw.isEmpty(), qPrintable((isOlder ? u"older: "_s : u"current: "_s) + flaw));
            const QString message = messageOf(reply->json());
            QVERIFY2(message.contains(QString::fromUtf8(refused.message)), qPrintable(message));
        }
    }

    void theOlderDialectQuotesAsPythonDoes()
    {
        const auto reply = m_older.ask("master", "POST /key/delete", R"({"keys":["sk-none"]})");
        QCOMPARE(messageOf(reply->json()), u"{'error': 'No keys found'}"_s);
    }

    void rateLimitsSayWhichAndWhen()
    {
        for (World *world : {&m_current, &m_older}) {
            const auto reply = world->ask("slow", Chat, Hello);
            QCOMPARE(reply->headers.value("rate_limit_type"), QByteArray("requests"));
            QCOMPARE(reply->headers.value("Retry-After"), QByteArray("60"));
            QCOMPARE(reply->headers.value("reset_at"), QByteArray("2026-11-23 10:01:01 UTC"));
        }
    }

    void anOpenStreamEndsInTheEnvelope()
    {
        constexpr auto Streamed =
            R"({"model":"broken","stream":true,"messages":[{"role":"user","content":"Hi"}]})";
        QCOMPARE(m_current.ask("plain", Chat, Streamed)->errorType(), u"internal_server_error"_s);
        QCOMPARE(m_older.ask("plain", Chat, Streamed)->errorType(), u"None"_s);
    }
};

QTEST_GUILESS_MAIN(ErrorDialectsTest)
#include "tst_errordialects.moc"
