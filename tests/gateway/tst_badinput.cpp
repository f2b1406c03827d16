// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/walkworld.h>

#include <QFloat16>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::test;
using core::Json;
using gateway::NoteField;
using gateway::NoteKind;
using gateway::RouteKind;

namespace {

/// What a field of this kind must not take.
std::vector<Json> wrongValues(NoteKind kind)
{
    const Json text = "text", number = 5, flag = true, object{{"a", 1}}, list{1, 2};
    switch (kind) {
    case NoteKind::Text:
    case NoteKind::Duration:
    case NoteKind::Time:
    case NoteKind::Day:
        return {number, flag, object, list, std::string("a\0b", 3), std::string(100'000, 'x')};
    case NoteKind::Integer:
        return {text, flag, object, list, 1.5, -1, 1e300};
    case NoteKind::Number:
        return {text, flag, object, list, -1, 1e300};
    case NoteKind::Flag:
        return {text, number, object, list};
    case NoteKind::List:
        return {text, number, flag, object};
    case NoteKind::Strings:
        return {text,
                number,
                flag,
                object,
                list,
                Json::array({std::string(100'000, 'x')}),
                Json::array({Json::array({"deep"})})};
    case NoteKind::Object:
        return {text, number, flag, list};
    case NoteKind::Members:
        return {text,
                number,
                flag,
                list,
                Json::array({{{"user_id", 5}}}),
                Json{{"user_id", {1}}},
                Json::array({{{"user_id", std::string(100'000, 'x')}}})};
    case NoteKind::Any:
        break;
    }
    return {};
}

QStringList wrongTexts(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Integer:
        return {u"x"_s, u"1.5"_s, u"99999999999999999999"_s, u"1%20OR%201=1"_s};
    case NoteKind::Number:
        return {u"x"_s, u"nan"_s, u"inf"_s};
    case NoteKind::Flag:
        return {u"perhaps"_s, u"2"_s};
    case NoteKind::Time:
    case NoteKind::Day:
        return {u"yesterday"_s, u"2026-13-41"_s, u"'%20OR%201=1--"_s};
    default:
        return {QString(3000, u'x')};
    }
}

} // namespace

/// Every route with input that is wrong: told so in the envelope, nothing changed.
class BadInputTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WalkWorld> m;
    std::vector<WalkedRoute> m_routes = WalkWorld::routes();
    QByteArray m_before;

    void addRoutes() const
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_routes.size(); ++i)
            QTest::newRow((m_routes[i].method + ' ' + m_routes[i].path).constData()) << int(i);
    }
    const WalkedRoute &current() const
    {
        const int index = *static_cast<int *>(QTest::qData("index", qMetaTypeId<int>()));
        return m_routes[std::size_t(index)];
    }
    std::shared_ptr<Reply> ask(const QByteArray &body) const
    {
        const WalkedRoute &route = current();
        return m->ask(m->chiefOf(route), route, m->concrete(route) + m->completeQuery(route), body);
    }
    /// Refused in the envelope, with one of `names` told of.
    void isRefused(const WalkedRoute &route, const Reply &reply, const QByteArray &what,
                   const QString &name = {}) const
    {
        const QByteArray telling =
            what.left(200) + " -> " + QByteArray::number(reply.status) + ' ' + reply.body.left(400);
        QVERIFY2(reply.isDone && reply.status >= 400 && reply.status < 500, telling.constData());
        QVERIFY2(m->flawOf(reply, route).isEmpty(), qPrintable(m->flawOf(reply, route)));
        QVERIFY2(name.isEmpty() || QString::fromUtf8(reply.body).contains(name), telling.constData());
    }
    /// Metrics are dropped unread.
    static bool takesAnything(const WalkedRoute &route)
    {
        return route.path == "/api/public/otel/v1/metrics";
    }
    /// It becomes the max_budget of a budget of its own.
    static bool isToldByAnotherName(const QString &field) { return field == u"max_budget_in_organization"; }
    bool isUnchanged() const { return m->dump() == m_before; }

private Q_SLOTS:
    void initTestCase()
    {
        m = std::make_unique<WalkWorld>();
        QVERIFY(m->make());
    }

    void init() { m_before = m->dump(); }

    void bodiesThatAreNoObjects_data() { addRoutes(); }

    void bodiesThatAreNoObjects()
    {
        if (current().method == "GET" || takesAnything(current()))
            return;
        for (const QByteArray &body :
             {QByteArray("{\"a\":"), QByteArray("[]"), QByteArray("5"), QByteArray("null"),
              QByteArray("\"text\""), QByteArray("{\"a\":\"\xff\xfe\"}"), QByteArray("{} {}"),
              QByteArray(100'000, '['), QByteArray("{'a': 1}")}) {
            isRefused(current(), *ask(body), body);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY(isUnchanged());
    }

    void fieldsOfAWrongType_data() { addRoutes(); }

    void fieldsOfAWrongType()
    {
        const WalkedRoute &route = current();
        const Json complete = m->completeBody(route);
        for (const NoteField &field : gateway::fieldsOf(route.note.body)) {
            for (const Json &value : wrongValues(field.kind)) {
                Json body = complete;
                body[field.name.toStdString()] = value;
                const QByteArray what = field.name.toUtf8() + ' ' + core::toJsonBytes(value);
                const bool isNamed = field.kind != NoteKind::Members && !isToldByAnotherName(field.name);
                isRefused(current(), *ask(core::toJsonBytes(body)), what, isNamed ? field.name : QString());
                if (QTest::currentTestFailed())
                    return;
            }
        }
        QVERIFY(isUnchanged());
    }

    void requiredFieldsAreMissing_data() { addRoutes(); }

    void requiredFieldsAreMissing()
    {
        const WalkedRoute &route = current();
        const Json complete = m->completeBody(route);
        for (const NoteField &field : gateway::fieldsOf(route.note.body)) {
            if (!field.isRequired)
                continue;
            Json body = complete;
            body.erase(field.name.toStdString());
            isRefused(current(), *ask(core::toJsonBytes(body)), field.name.toUtf8() + " is missing");
            body[field.name.toStdString()] = nullptr;
            isRefused(current(), *ask(core::toJsonBytes(body)), field.name.toUtf8() + " is null");
            if (QTest::currentTestFailed())
                return;
            QVERIFY2(isUnchanged(), qPrintable(field.name));
        }
    }

    void namesOfNothing_data() { addRoutes(); }

    // What makes something may do so under a strange name; everything else finds nothing.
    void namesOfNothing()
    {
        const WalkedRoute &route = current();
        static const QByteArrayList makers{"/user/update", "/customer/block", "/end_user/block",
                                           "/add/allowed_ip"};
        const bool makes = route.path.endsWith("/new") || route.path.endsWith("/generate") ||
                           makers.contains(route.path) || route.path == "/v1/access_group" ||
                           route.path == "/credentials" || route.path == "/team/model/add" ||
                           route.path == "/team/model/delete";
        for (const QString &name :
             {u"'; DROP TABLE teams; --"_s, u"\" OR \"\"=\""_s, u"%"_s, u"../../team-1"_s}) {
            for (const NoteField &field : gateway::fieldsOf(route.note.body)) {
                const bool isId = field.name.endsWith(u"_id") || field.name == u"key" ||
                                  field.name == u"id" || field.name == u"name";
                const bool refers = field.name == u"team_id" || field.name == u"organization_id" ||
                                    field.name == u"budget_id" || field.name == u"key";
                const bool isOwn =
                    (route.path.startsWith("/team/") && field.name == u"team_id") ||
                    (route.path.startsWith("/organization/") && field.name == u"organization_id") ||
                    (route.path.startsWith("/budget/") && field.name == u"budget_id");
                if (field.kind != NoteKind::Text || (makes ? !refers || isOwn : !(field.isRequired && isId)))
                    continue;
                Json body = m->completeBody(route);
                body[field.name.toStdString()] = name;
                const auto reply = ask(core::toJsonBytes(body));
                const QByteArray what =
                    field.name.toUtf8() + " = " + name.toUtf8() + ' ' + reply->body.left(300);
                if (!route.onlyReads() || reply->status >= 400)
                    isRefused(route, *reply, what);
                if (QTest::currentTestFailed())
                    return;
                QVERIFY2(isUnchanged(), what.constData());
            }
        }
    }

    void queriesThatAreWrong_data() { addRoutes(); }

    void queriesThatAreWrong()
    {
        const WalkedRoute &route = current();
        const QString complete = m->completeQuery(route);
        for (const NoteField &field : gateway::fieldsOf(route.note.query)) {
            // Langfuse looks for whatever it is told to.
            if (route.isTraces() && field.kind == NoteKind::Text)
                continue;
            for (const QString &value : wrongTexts(field.kind)) {
                // The first of a name counts.
                QString query = u'?' + field.name + u'=' + value;
                if (!complete.isEmpty())
                    query += u'&' + complete.mid(1);
                const auto reply =
                    m->ask(m->chiefOf(route), route, m->concrete(route) + query,
                           route.method == "GET" ? "" : core::toJsonBytes(m->completeBody(route)));
                isRefused(route, *reply, query.toUtf8(), field.name);
                if (QTest::currentTestFailed())
                    return;
            }
            if (field.isRequired) {
                isRefused(route, *m->ask(m->chiefOf(route), route, m->concrete(route), ""),
                          field.name.toUtf8() + " is missing");
                if (QTest::currentTestFailed())
                    return;
            }
        }
        QVERIFY(isUnchanged());
    }

    void queriesThatAttack_data() { addRoutes(); }

    // As texts they may be looked for; they find nothing and do nothing.
    void queriesThatAttack()
    {
        const WalkedRoute &route = current();
        if (route.method != "GET")
            return;
        for (const char *value :
             {"'%3B%20DROP%20TABLE%20teams%3B--", "%00", "%ff%fe", "%25", "a%00b", "..%2f..%2f"}) {
            QString query;
            for (const NoteField &field : gateway::fieldsOf(route.note.query)) {
                if (field.kind == NoteKind::Text)
                    query += u'&' + field.name + u'=' + QString::fromLatin1(value);
            }
            if (query.isEmpty())
                return;
            const auto reply = m->ask(m->chiefOf(route), route, m->concrete(route) + u'?' + query.mid(1), "");
            QVERIFY2(reply->isDone && reply->status < 500, (reply->body.left(400)).constData());
            QVERIFY2(reply->status < 400 || m->flawOf(*reply, route).isEmpty(),
                     qPrintable(m->flawOf(*reply, route)));
            QVERIFY(!reply->body.contains(WalkWorld::Marker.toUtf8()));
        }
        QVERIFY(isUnchanged());
    }

    void pathsThatAttack_data() { addRoutes(); }

    void pathsThatAttack()
    {
        const WalkedRoute &route = current();
        if (!route.path.contains('{'))
            return;
        for (const QByteArray &part :
             {QByteArray("..%2f..%2fetc%2fpasswd"), QByteArray("%00"), QByteArray("a%00b"), QByteArray("%ff"),
              QByteArray("'%3B%20DROP%20TABLE%20teams%3B--"), QByteArray("%2f"), QByteArray(20'000, 'x'),
              QByteArray("%25"), QByteArray(100'000, 'x')}) {
            const QString path = m->concrete(route, part);
            const QByteArray body =
                route.method == "GET" ? QByteArray() : core::toJsonBytes(m->completeBody(route));
            const auto reply = m->ask(m->chiefOf(route), route, path, body);
            const bool isEmptyAnswer = route.path == "/spend/logs/ui/{request_id}" && reply->status == 200;
            const bool fails = route.kind == RouteKind::Chat;
            if (!isEmptyAnswer && !fails)
                isRefused(route, *reply, part);
            if (QTest::currentTestFailed())
                return;
            QVERIFY2(reply->isDone, (part.left(100)).constData());
            QVERIFY2(isUnchanged(), (part.left(100)).constData());
        }
    }

    void linesThatAttack_data()
    {
        QTest::addColumn<QString>("path");
        for (const char *path :
             {"//key/list", "/key//list", "/key/./list", "/team/../key/list", "/KEY/LIST", "/key%2flist",
              "/key/list%00", "/key/list%20", "/key/list%0d%0aX:%20y", "/..%2fkey/list"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }

    void linesThatAttack()
    {
        QFETCH(QString, path);
        const WalkedRoute route{"GET", path.toLatin1(), gateway::Scope::Admin, RouteKind::Control, {"", ""}};
        isRefused(route, *m->ask(m->master(), route, path, ""), path.toUtf8());
        QVERIFY(isUnchanged());
    }

    void theOlderDialectSaysDetail()
    {
        WalkWorld older(gateway::ErrorDialect::Early2026);
        QVERIFY(older.make());
        const QByteArray before = older.dump();
        for (const WalkedRoute &route : m_routes) {
            if (route.method == "GET" || route.kind != RouteKind::Control)
                continue;
            const auto reply = older.ask(older.master(), route, older.concrete(route), "{\"a\":");
            QVERIFY2(reply->status == 422 && older.flawOf(*reply, route).isEmpty(),
                     (route.path + reply->body).constData());
        }
        QVERIFY(older.dump() == before);
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"
