// SPDX-License-Identifier: GPL-3.0-or-later
#include "walkworld.h"

#include <gateway/controlharness.h>
#include <gateway/openapi/routenote.h>
#include <traces/tracestore.h>

#include <QRegularExpression>

namespace sekisho::test {

using core::Json;
using gateway::ErrorDialect;
using gateway::Role;
using gateway::RouteKind;
using gateway::Scope;
using namespace Qt::Literals::StringLiterals;

const QString WalkWorld::Marker = u"zzyzx-foreign"_s;

bool WalkedRoute::onlyReads() const
{
    static const QByteArrayList readers{
        "/utils/token_counter",    "/spend/calculate",      "/cost/estimate",         "/key/health",
        "/global/spend/end_users", "/global/spend/refresh", "/health/test_connection"};
    return method == "GET" || path.endsWith("/info") || readers.contains(path) || kind == RouteKind::Chat;
}

WalkWorld::WalkWorld(ErrorDialect dialect)
    : m_dialect(dialect)
{
    m_gateway.options.config.deployments = {
        GatewayFixture::deployment(u"nowhere"_s, QUrl(u"http://127.0.0.1:1/v1"_s))};
    m_gateway.options.config.settings.errorDialect = dialect;
}

bool WalkWorld::make()
{
    if (!m_gateway.start())
        return false;
    const auto &address = m_gateway.options.databaseUrl;
    auto database = storage::Database::open(
        address.isEmpty() ? storage::DatabaseAddress::file(m_gateway.dataDir() + u"/gateway.db"_s) : address);
    if (!database)
        return false;
    m_database = std::move(*database);
    auto traces =
        storage::Database::open(storage::DatabaseAddress::file(m_gateway.dataDir() + u"/traces.db"_s));
    if (!traces)
        return false;
    m_traces = std::move(*traces);
    return makeObjects() && makeVisitors() && makeSpans();
}

Json WalkWorld::made(const char *path, Json body)
{
    const auto reply = m_gateway.master().request("POST", QString::fromLatin1(path), body);
    if (reply->status >= 300)
        qWarning("%s: %d %s", path, reply->status, reply->body.constData());
    m_isGood = m_isGood && reply->status < 300 && reply->isDone;
    return reply->json();
}

bool WalkWorld::makeObjects()
{
    const QString mark = Marker;
    made("/organization/new", {{"organization_id", "org-1"}, {"organization_alias", mark + u" org"_s}});
    made("/user/new", {{"user_id", "user-1"}, {"user_alias", mark}, {"auto_create_key", false}});
    made("/team/new", {{"team_id", "team-1"},
                       {"team_alias", mark + u" team"_s},
                       {"organization_id", "org-1"},
                       {"metadata", {{"note", mark}}},
                       {"members_with_roles", {{{"user_id", "user-1"}, {"role", "admin"}}}}});
    made("/organization/member_add", {{"organization_id", "org-1"}, {"member", {{"user_id", "user-1"}}}});
    made("/team/new", {{"team_id", "team-2"}});
    made("/organization/new", {{"organization_id", "org-2"}, {"organization_alias", "Two"}});
    made("/budget/new", {{"budget_id", "budget-1"}, {"max_budget", 5}});
    made("/customer/new", {{"user_id", "customer-1"}, {"alias", "Customer"}});
    made("/tag/new", {{"name", "tag-1"}, {"description", mark}});
    made("/credentials", {{"credential_name", "credential-1"}, {"credential_values", {{"api_key", "sk-x"}}}});
    made("/model/new", {{"model_name", "stored"},
                        {"litellm_params", {{"model", "openai/x"}, {"api_base", "http://127.0.0.1:1/v1"}}},
                        {"model_info", {{"id", "model-1"}}}});
    made("/access_group/new", {{"access_group", "group-1"}, {"model_names", {"stored"}}});
    made("/add/allowed_ip", {{"ip", "127.0.0.1"}});
    const Json group = made("/v1/access_group", {{"access_group_name", mark + u" group"_s}});
    const Json key = made("/key/generate", {{"key_alias", mark + u" key"_s},
                                            {"team_id", "team-1"},
                                            {"user_id", "user-1"},
                                            {"metadata", {{"note", mark}}}});
    m_ids = {{"access_group_id", core::stringOr(group, "access_group_id")},
             {"key", core::stringOr(key, "token")}};
    return m_isGood;
}

bool WalkWorld::makeSpans()
{
    const Json span{
        {"traceId", std::string(32, 'a')},
        {"spanId", std::string(16, 'b')},
        {"name", Marker},
        {"startTimeUnixNano", "1795428000000000000"},
        {"endTimeUnixNano", "1795428001000000000"},
        {"attributes", Json::array({{{"key", "session.id"}, {"value", {{"stringValue", Marker}}}}})}};
    const Json spans{{"resourceSpans", {{{"scopeSpans", {{{"spans", {span}}}}}}}}};
    const WalkedRoute otlp{"POST", "/api/public/otel/v1/traces", Scope::AnyKey, RouteKind::Traces, {"", ""}};
    const auto taken = ask(chiefOf(otlp), otlp, u"/api/public/otel/v1/traces"_s, core::toJsonBytes(spans));
    return taken->status == 200 && dumpOf(*m_traces, false).contains(Marker.toUtf8());
}

QString WalkWorld::newUserKey(const QString &userId, const QString &role, const QString &team)
{
    Json body{{"user_id", userId}, {"user_role", role}};
    if (!team.isEmpty())
        body["teams"] = Json::array({{{"team_id", team}, {"user_role", "admin"}}});
    return core::stringOr(made("/user/new", body), "key");
}

void WalkWorld::add(const char *name, const QString &key, Role role, int refusal, bool isOutsider)
{
    gateway::Caller caller{.role = role};
    if (key != GatewayFixture::MasterKey)
        caller.key = std::make_shared<gateway::KeyEntry>();
    m_visitors.push_back({name, key, caller, refusal, isOutsider});
}

bool WalkWorld::makeVisitors()
{
    const bool isEarly = m_dialect == ErrorDialect::Early2026;
    add("the master key", GatewayFixture::MasterKey, Role::ProxyAdmin, 0, false);
    add("a proxy admin", newUserKey(u"chief"_s, u"proxy_admin"_s), Role::ProxyAdmin, 0, false);
    add("an admin viewer", newUserKey(u"seer"_s, u"proxy_admin_viewer"_s), Role::ProxyAdminViewer, 0, false);
    const QString member = newUserKey(u"orgchief"_s, u"internal_user"_s);
    made("/organization/member_add",
         {{"organization_id", "org-2"}, {"member", {{"user_id", "orgchief"}, {"role", "org_admin"}}}});
    add("an organization admin", member, Role::InternalUser, 0, true);
    add("a team admin", newUserKey(u"teamchief"_s, u"internal_user"_s, u"team-2"_s), Role::InternalUser, 0,
        true);
    add("an internal user", newUserKey(u"plain"_s, u"internal_user"_s), Role::InternalUser, 0, true);
    add("a viewer", newUserKey(u"looker"_s, u"internal_user_viewer"_s), Role::InternalUserViewer, 0, true);
    add("a key without an owner", m_gateway.newKey(Json::object()), Role::Key, 0, true);
    add("a key for chats only", m_gateway.newKey({{"key_type", "llm_api"}}), Role::Key, 403, true);
    add("nobody", {}, Role::Key, 401, true);
    add("an unknown key", u"sk-unknown"_s, Role::Key, 401, true);
    add("a blocked key", m_gateway.newKey({{"blocked", true}}), Role::Key, isEarly ? 401 : 401, true);
    add("an expired key", m_gateway.newKey({{"duration", "0s"}}), Role::Key, isEarly ? 400 : 401, true);
    addProject();
    return m_isGood;
}

void WalkWorld::addProject()
{
    add("the project's keys", {}, Role::Key, 401, true);
    const QString pair =
        m_gateway.info().langfusePublicKey + u':' + m_gateway.info().langfuseSecretKey.reveal();
    m_visitors.back().headers.append("Authorization", "Basic " + pair.toUtf8().toBase64());
    m_visitors.back().isProject = true;
}

const Visitor &WalkWorld::chiefOf(const WalkedRoute &route) const
{
    return route.isTraces() ? m_visitors.back() : m_visitors.front();
}

std::vector<WalkedRoute> WalkWorld::routes()
{
    const gateway::test::ControlHarness harness;
    const QTemporaryDir folder;
    const auto store = traces::TraceStore::open(folder.filePath(u"traces.db"_s));
    const traces::TraceApi traces(**store, {}, harness.clock);
    const gateway::RouteTable table(harness.routes, traces.endpoints());
    std::vector<WalkedRoute> walked;
    for (const gateway::RouteEntry *entry : table.entries()) {
        const auto match = gateway::noteOf(entry->method, entry->path);
        walked.push_back({entry->method, entry->path, entry->scope, entry->kind,
                          match.note ? *match.note : gateway::RouteNote{"", ""}});
    }
    return walked;
}

/// A table's name of an object, for the first word of a path.
static Json idFor(const QByteArray &subject)
{
    static const QHash<QByteArray, const char *> ids{
        {"team", "team-1"},         {"user", "user-1"},
        {"organization", "org-1"},  {"budget", "budget-1"},
        {"customer", "customer-1"}, {"tag", "tag-1"},
        {"model", "model-1"},       {"credentials", "credential-1"},
        {"end_user", "customer-1"}};
    return ids.contains(subject) ? Json(ids.value(subject)) : Json();
}

/// Whether a field names what a request is to make.
static bool isFresh(const WalkedRoute &route, const QString &field)
{
    static const QStringList names{u"user_id"_s, u"name"_s, u"credential_name"_s, u"access_group"_s};
    const bool makes = route.path.endsWith("/new") || route.path == "/credentials";
    return makes && names.contains(field);
}

Json WalkWorld::existing(const WalkedRoute &route, const QString &field) const
{
    const QByteArray subject = route.path.split('/').value(1);
    if (isFresh(route, field))
        return "fresh";
    const bool ofCustomer = subject == "customer" || subject == "end_user";
    if (field == u"id")
        return route.path.startsWith("/v1/access_group") ? m_ids["access_group_id"] : idFor(subject);
    if (field == u"model_id" || route.path == "/credentials/by_model/{id}")
        return "model-1";
    if (field == u"name")
        return subject == "tag" ? "tag-1" : "credential-1";
    if (field == u"group" || field == u"access_group")
        return "group-1";
    if (field == u"user_id" || field == u"end_user_id")
        return ofCustomer ? "customer-1" : "user-1";
    static const QHash<QString, Json> fixed{
        {u"team_id"_s, "team-1"},
        {u"organization_id"_s, "org-1"},
        {u"budget_id"_s, "budget-1"},
        {u"credential_name"_s, "credential-1"},
        {u"callback_name"_s, "langfuse"},
        {u"call_type"_s, "completion"},
        {u"request_body"_s, {{"model", "stored"}}},
        {u"model"_s, "stored"},
        {u"model_name"_s, "stored-2"},
        {u"request_id"_s, "no-request"},
        {u"ip"_s, "127.0.0.1"},
        {u"service"_s, "langfuse"},
        {u"session_id"_s, "session-1"},
        {u"field_name"_s, "master_key"},
        {u"access_group_name"_s, "a group"},
        {u"organization_alias"_s, "An organization"},
        {u"start_date"_s, "2026-11-01"},
        {u"end_date"_s, "2026-11-30"},
        {u"reset_to"_s, 0},
        {u"messages"_s, Json::array({{{"role", "user"}, {"content", "Hi"}}})},
        {u"litellm_params"_s, {{"model", "openai/x"}, {"api_base", "http://127.0.0.1:1/v1"}}},
        {u"model_info"_s, {{"id", "model-1"}}},
        {u"member"_s, {{"user_id", "fresh"}}},
        {u"members"_s, Json::array({{{"user_id", "user-1"}}})},
        {u"users"_s, Json::array({{{"user_id", "user-1"}}})},
        {u"user_ids"_s, ofCustomer ? Json::array({"customer-1"}) : Json::array({"user-1"})},
        {u"team_ids"_s, {"team-1"}},
        {u"organization_ids"_s, {"org-1"}},
        {u"organizations"_s, {"org-1"}},
        {u"budgets"_s, {"budget-1"}},
        {u"names"_s, {"tag-1"}},
        {u"models"_s, {"stored"}},
        {u"model_names"_s, {"stored"}},
        {u"model_groups"_s, {"stored"}},
        {u"team_member_permissions"_s, {"/key/info"}}};
    if (field == u"key")
        return m_ids["key"];
    if (field == u"keys")
        return route.path == "/key/bulk_update"
                   ? Json::array({{{"key", m_ids["key"]}, {"models", {"stored"}}}})
                   : Json::array({m_ids["key"]});
    return fixed.value(field);
}

QString WalkWorld::concrete(const WalkedRoute &route, const QByteArray &part) const
{
    static const QRegularExpression name(u"\\{([a-z_]+)\\}"_s);
    QString path = QString::fromLatin1(route.path);
    for (auto found = name.match(path); found.hasMatch(); found = name.match(path)) {
        const Json id = existing(route, found.captured(1));
        const QString value =
            part.isEmpty()
                ? QString::fromUtf8(QUrl::toPercentEncoding(id.is_string() ? id.get<QString>() : u"x"_s))
                : QString::fromLatin1(part);
        path.replace(found.capturedStart(), found.capturedLength(), value);
    }
    return path;
}

Json WalkWorld::completeBody(const WalkedRoute &route) const
{
    Json body = Json::object();
    for (const auto &field : gateway::fieldsOf(route.note.body)) {
        const bool isChoice = field.name == u"user_id" || field.kind == gateway::NoteKind::Members ||
                              field.name == u"users" ||
                              (route.path == "/key/delete" && field.name == u"keys");
        const bool isForm = route.path.endsWith("/new") || route.path.endsWith("/generate");
        if (field.isRequired || (isChoice && !isForm))
            body[field.name.toStdString()] = existing(route, field.name);
    }
    return body;
}

QString WalkWorld::completeQuery(const WalkedRoute &route) const
{
    QString query;
    for (const auto &field : gateway::fieldsOf(route.note.query)) {
        if (field.isRequired)
            query += u'&' + field.name + u'=' + core::stringOr({{"v", existing(route, field.name)}}, "v");
    }
    return query.isEmpty() ? query : u'?' + query.mid(1);
}

std::shared_ptr<Reply> WalkWorld::ask(const Visitor &visitor, const WalkedRoute &route,
                                      const QString &pathAndQuery, const QByteArray &body)
{
    auto &client = m_clients[visitor.key];
    if (!client)
        client = std::make_unique<TestClient>(m_gateway.info().url, visitor.key);
    http::Headers headers = visitor.headers;
    if (route.isTraces() && !body.isEmpty())
        headers.append("Content-Type", "application/json");
    auto reply = client->send(route.method, pathAndQuery, body, headers);
    TestClient::waitFor(*reply);
    return reply;
}

QByteArray WalkWorld::dump()
{
    return dumpOf(*m_database, support::runsOnPostgres()) + dumpOf(*m_traces, false);
}

QByteArray WalkWorld::dumpOf(storage::Database &database, bool isServer)
{
    static const QStringList observers{u"spend_logs"_s,    u"spend_log_payloads"_s, u"spend_log_hours"_s,
                                       u"daily_spend"_s,   u"daily_totals"_s,       u"health_checks"_s,
                                       u"sekisho_schema"_s};
    const auto first = [](const storage::Row &row) { return row.text(0); };
    const auto texts = [&](const QString &sql) {
        const auto rows = database.select<QString>(sql, {}, first);
        return rows ? *rows : QStringList(core::describe(rows.error()));
    };
    QByteArray all;
    for (const QString &table :
         texts(isServer
                   ? u"SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"_s
                   : u"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"_s)) {
        if (observers.contains(table) || table.startsWith(u"sqlite_"_s))
            continue;
        QString row = u"t::text"_s;
        if (!isServer) {
            const QStringList columns = texts(u"SELECT name FROM pragma_table_info('%1')"_s.arg(table));
            row = u"quote(\"%1\")"_s.arg(columns.join(u"\") || ',' || quote(\""_s));
        }
        all += table.toUtf8() + '\n' +
               texts(u"SELECT %1 FROM %2 t ORDER BY 1"_s.arg(row, table)).join(u'\n').toUtf8() + '\n';
    }
    return all;
}

// Langfuse says {"message"}, and of spans {"error"}.
static bool isFromLangfuse(const Json &body)
{
    return !core::stringOr(body, "message").isEmpty() || !core::stringOr(body, "error").isEmpty();
}

QString WalkWorld::flawOf(const Reply &reply, const WalkedRoute &route) const
{
    if (!reply.isDone)
        return u"no answer"_s;
    const Json body = reply.json();
    // Before there is a route, the server speaks.
    constexpr int TargetTooLong = 414, HeadTooLarge = 431;
    if (route.isTraces() && reply.status != TargetTooLong && reply.status != HeadTooLarge)
        return isFromLangfuse(body) ? QString() : QString::fromUtf8(reply.body.left(300));
    if (m_dialect == ErrorDialect::Early2026 && reply.status == 422)
        return core::memberOr(body, "detail").is_array() ? QString() : u"no detail"_s;
    const Json &error = core::memberOr(body, "error");
    if (core::stringOr(error, "message").isEmpty() || core::stringOr(error, "type").isEmpty())
        return u"not the envelope: "_s + QString::fromUtf8(reply.body.left(300));
    if (!error.contains("param") || core::stringOr(error, "code") != QString::number(reply.status))
        return u"code or param: "_s + QString::fromUtf8(reply.body.left(300));
    return {};
}

} // namespace sekisho::test
