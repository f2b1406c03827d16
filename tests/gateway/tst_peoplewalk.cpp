// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::Caller;
using gateway::test::ControlHarness;

namespace {

bool isPeoples(const QByteArray &path)
{
    for (const char *start : {"/user/", "/v2/user/", "/team/", "/v2/team/", "/organization/", "/budget/",
                              "/customer/", "/end_user/", "/tag/", "/audit"}) {
        if (path.startsWith(start))
            return !path.contains("daily/activity");
    }
    return false;
}

QStringList tables()
{
    return {u"users"_s,         u"teams"_s,      u"team_members"_s,         u"organizations"_s,
            u"budgets"_s,       u"end_users"_s,  u"organization_members"_s, u"tags"_s,
            u"deleted_teams"_s, u"audit_logs"_s, u"verification_tokens"_s};
}

// What no field takes, whatever it is called.
QList<std::pair<const char *, Json>> wrongValues()
{
    return {{"a deep list", Json::array({Json::array({Json::array()})})},
            {"a number that is too large", Json(1e300)},
            {"a text that is too long", Json(std::string(5000, 'x'))},
            {"a text with a NUL", Json(std::string("a\0b", 3))},
            {"an object for a text", Json{{"a", {{"b", 1}}}}}};
}

QStringList fieldNames()
{
    return {u"user_id"_s,
            u"user_email"_s,
            u"user_ids"_s,
            u"users"_s,
            u"team_id"_s,
            u"team_ids"_s,
            u"member"_s,
            u"members"_s,
            u"models"_s,
            u"reset_to"_s,
            u"organization_id"_s,
            u"organization_alias"_s,
            u"budget_id"_s,
            u"budgets"_s,
            u"organization_ids"_s,
            u"organizations"_s,
            u"id"_s,
            u"name"_s,
            u"names"_s,
            u"max_budget"_s,
            u"team_member_permissions"_s};
}

// What makes a bare request of each route complete, naming things that are not there.
Json strangeBody(const QString &id)
{
    return {{"user_id", id},
            {"user_ids", {id}},
            {"team_id", id},
            {"team_ids", {id}},
            {"member", {{"user_id", id}}},
            {"members", {{{"user_id", id}}}},
            {"models", {id}},
            {"organization_id", id},
            {"organization_ids", {id}},
            {"budget_id", id},
            {"budgets", {id}},
            {"id", id},
            {"name", id},
            {"names", {id}},
            {"reset_to", 0},
            {"organizations", {id}},
            {"team_member_permissions", Json::array()}};
}

QByteArray concrete(const QByteArray &pattern, const QByteArray &name)
{
    QByteArray path = pattern;
    for (const char *part : {"{team_id}", "{user_id}", "{id}"})
        path.replace(part, name.toPercentEncoding());
    return path;
}

} // namespace

class PeopleWalkTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    QByteArray dump() const
    {
        QByteArray text;
        for (const QString &table : tables()) {
            const auto rows = m->database->select<QString>(
                u"SELECT COUNT(*) FROM "_s + table, {}, [](const storage::Row &row) { return row.text(0); });
            text += table.toUtf8() + rows.value().join(u","_s).toUtf8() + '\n';
        }
        for (const QString &sums :
             {u"SELECT user_id || COALESCE(user_email, '') || extra || updated_at FROM users ORDER BY 1"_s,
              u"SELECT team_id || models || extra || updated_at FROM teams ORDER BY 1"_s,
              u"SELECT team_id || user_id || role || spend FROM team_members ORDER BY 1"_s,
              u"SELECT organization_id || updated_at FROM organizations ORDER BY 1"_s,
              u"SELECT budget_id || updated_at FROM budgets ORDER BY 1"_s,
              u"SELECT user_id || blocked || updated_at FROM end_users ORDER BY 1"_s,
              u"SELECT tag_name || updated_at FROM tags ORDER BY 1"_s}) {
            const auto rows =
                m->database->select<QString>(sums, {}, [](const storage::Row &row) { return row.text(0); });
            text += rows.value().join(u"\n"_s).toUtf8() + '\n';
        }
        return text;
    }
    void addRoutes()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        const ControlHarness harness;
        for (const auto &route : harness.routes) {
            if (isPeoples(route.path))
                QTest::newRow((route.method + ' ' + route.path).constData()) << route.method << route.path;
        }
    }
    core::Result<Json> ask(const Caller &caller, const QByteArray &method, const QByteArray &path,
                           const QString &query, const Json &body) const
    {
        return m->call(caller, method.constData(), path.constData(), query, body);
    }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<ControlHarness>();
        m->settings.defaultUserParams = {{"available_teams", {"t"}}};
        QVERIFY(m->post("/organization/new", {{"organization_id", "o"}, {"organization_alias", "O"}}));
        QVERIFY(m->post("/team/new", {{"team_id", "t"}, {"members_with_roles", {{{"user_id", "u"}}}}}));
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "c"}}) && m->post("/tag/new", {{"name", "g"}}));
    }

    void wrongInputChangesNothing_data() { addRoutes(); }

    void wrongInputChangesNothing()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        if (method == "GET")
            return;
        const QByteArray before = dump();
        for (const auto &[what, value] : wrongValues()) {
            Json body = Json::object();
            for (const QString &field : fieldNames())
                body[field.toStdString()] = value;
            const auto answer = ask(m->admin(), method, concrete(path, "u"), {}, body);
            // Tells of each entry by itself.
            if (answer && path == "/user/bulk_update") {
                QCOMPARE((*answer)["successful_updates"], Json(0));
                continue;
            }
            QVERIFY2(!answer, what);
            QVERIFY2(answer.error().kind != ErrorKind::Internal && answer.error().kind != ErrorKind::Storage,
                     qPrintable(core::describe(answer.error())));
            QVERIFY2(!answer.error().detail.isEmpty(), what);
            QVERIFY2(dump() == before, what);
        }
    }

    void strangeNamesTouchNothingElse_data() { addRoutes(); }

    // What makes or upserts may do so with a strange name; what was there before stays as it was.
    void strangeNamesTouchNothingElse()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        for (const QString &name :
             {u"' OR 1=1 --"_s, u"../../t"_s, u"%"_s, u"_"_s, u"t\";DROP TABLE teams;--"_s}) {
            const auto answer =
                ask(m->admin(), method, concrete(path, name.toUtf8()),
                    u"user_id=%1&team_id=%1&end_user_id=%1&budget_id=%1&organization_id=%1&"
                    "team_alias=%1&org_alias=%1"_s.arg(QString::fromUtf8(QUrl::toPercentEncoding(name))),
                    strangeBody(name));
            if (!answer)
                QVERIFY2(answer.error().kind != ErrorKind::Internal &&
                             answer.error().kind != ErrorKind::Storage,
                         qPrintable(core::describe(answer.error())));
            QVERIFY(m->directory.team(u"t"_s) && m->directory.user(u"u"_s) &&
                    m->directory.organization(u"o"_s));
            QVERIFY(m->directory.budget(u"b"_s) && m->directory.customer(u"c"_s) && m->directory.tag(u"g"_s));
            QCOMPARE(m->directory.member(u"t"_s, u"u"_s)->rules.role, u"user"_s);
        }
    }

    void longQueriesAreRefused_data() { addRoutes(); }

    void longQueriesAreRefused()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        if (method != "GET")
            return;
        QString query;
        for (const char *name : {"user_id", "team_id", "organization_id", "end_user_id", "budget_id",
                                 "org_id", "action", "page", "page_size"})
            query += u"&%1=%2"_s.arg(QString::fromLatin1(name), QString(3000, u'x'));
        const QByteArray before = dump();
        const auto answer = ask(m->admin(), method, concrete(path, "u"), query.mid(1), Json::object());
        const bool takesNothing = path == "/user/available_roles" || path == "/user/available_users" ||
                                  path == "/tag/list" || path == "/team/available";
        QCOMPARE(answer.has_value(), takesNothing);
        QVERIFY(dump() == before);
    }

    void rolesAreHeld_data() { addRoutes(); }

    // Whoever is not meant changes nothing of what belongs to others.
    void rolesAreHeld()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        const QList<Caller> callers{m->userCaller(u"plain"_s),
                                    m->userCaller(u"looker"_s, u"internal_user_viewer"_s),
                                    m->userCaller(u"seer"_s, u"proxy_admin_viewer"_s),
                                    m->callerOf(gateway::test::tokenIn(m->newKey()))};
        const QByteArray before = dump();
        for (const Caller &caller : callers) {
            for (const QString &id : {u"u"_s, u"t"_s, u"o"_s, u"b"_s, u"c"_s, u"g"_s}) {
                const auto answer =
                    ask(caller, method, concrete(path, id.toUtf8()),
                        u"user_id=%1&team_id=%1&end_user_id=%1&organization_id=%1&budget_id=%1"_s.arg(id),
                        strangeBody(id));
                const bool reads = method == "GET" || path.endsWith("/info");
                QVERIFY2(reads || !answer, qPrintable(caller.userId));
                QVERIFY2(dump() == before, qPrintable(caller.userId + u' ' + id));
            }
        }
    }
};

QTEST_GUILESS_MAIN(PeopleWalkTest)
#include "tst_peoplewalk.moc"
