// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/routetable.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

class TestRouteTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsRoutes_data();
    void findsRoutes();
    void refusesOtherPaths_data();
    void refusesOtherPaths();
    void namesTheMethodsItAllows();
    void takesManagementRoutes();
    void pathsMayNameTwo_data();
    void pathsMayNameTwo();
};

void TestRouteTable::findsRoutes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("parameter");
    const auto kind = [](RouteKind k) { return static_cast<int>(k); };
    QTest::newRow("chat") << QByteArray("POST") << QByteArray("/v1/chat/completions") << kind(RouteKind::Chat)
                          << QString();
    QTest::newRow("chat without v1") << QByteArray("POST") << QByteArray("/chat/completions")
                                     << kind(RouteKind::Chat) << QString();
    QTest::newRow("Azure's path") << QByteArray("POST")
                                  << QByteArray("/openai/deployments/a%2Fb/chat/completions")
                                  << kind(RouteKind::Chat) << u"a/b"_s;
    QTest::newRow("models") << QByteArray("GET") << QByteArray("/models") << kind(RouteKind::ModelList)
                            << QString();
    QTest::newRow("a model with a slash") << QByteArray("GET") << QByteArray("/v1/models/gemini/flash")
                                          << kind(RouteKind::ModelEntry) << u"gemini/flash"_s;
    QTest::newRow("the root") << QByteArray("GET") << QByteArray("/") << kind(RouteKind::Root) << QString();
}

void TestRouteTable::findsRoutes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const RouteTable table({});
    const auto match = table.match(method, path);
    QVERIFY(match.has_value());
    QTEST(static_cast<int>(match->entry->kind), "kind");
    QTEST(match->parameter, "parameter");
}

void TestRouteTable::refusesOtherPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path :
         {"/v1", "/v1/models/", "/v2/models", "//models", "/openai/deployments//chat/completions", ""})
        QTest::newRow(path) << QByteArray(path);
}

void TestRouteTable::refusesOtherPaths()
{
    QFETCH(QByteArray, path);
    const RouteTable table({});
    const auto match = table.match("GET", path);
    QVERIFY(!match.has_value());
    QCOMPARE(match.error().error.kind, core::ErrorKind::NotFound);
}

void TestRouteTable::namesTheMethodsItAllows()
{
    const RouteTable table({});
    const auto match = table.match("PUT", "/v1/chat/completions");
    QVERIFY(!match.has_value());
    QCOMPARE(match.error().status, 405);
    QCOMPARE(match.error().headers.value("Allow"), QByteArray("POST"));
}

void TestRouteTable::takesManagementRoutes()
{
    const auto handler = [](const AdminCall &) -> core::Result<core::Json> { return core::Json(1); };
    const RouteTable table(
        {{"GET", "/key/info", Scope::AnyKey, handler}, {"POST", "/key/info", Scope::Admin, handler}});
    const auto match = table.match("POST", "/key/info");
    QVERIFY(match.has_value());
    QCOMPARE(match->entry->scope, Scope::Admin);
    QVERIFY(match->entry->handler({}).has_value());
    QCOMPARE(table.match("DELETE", "/key/info").error().headers.value("Allow"), QByteArray("GET, POST"));
}

void TestRouteTable::pathsMayNameTwo_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("team");
    QTest::addColumn<QString>("user");
    const auto row = [](const char *name, const char *path, const QString &team, const QString &user) {
        QTest::newRow(name) << QByteArray(path) << team << user;
    };
    row("two names", "/team/t/member/u/reset", u"t"_s, u"u"_s);
    row("names with slashes", "/team/t%2F1/member/a%2Fb/reset", u"t/1"_s, u"a/b"_s);
    row("a second name of two parts", "/team/t/member/a/b/reset", u"t"_s, u"a/b"_s);
    row("no first name", "/team//member/u/reset", {}, {});
    row("no second name", "/team/t/member//reset", {}, {});
    row("only one name", "/team/t/reset", {}, {});
    row("overlapping ends", "/team/t/member/reset", {}, {});
}

void TestRouteTable::pathsMayNameTwo()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, team);
    const auto handler = [](const AdminCall &) -> core::Result<core::Json> { return core::Json(1); };
    const RouteTable table({{"POST", "/team/{team}/member/{user}/reset", Scope::Admin, handler}});
    const auto match = table.match("POST", path);
    QCOMPARE(match.has_value(), !team.isEmpty());
    if (!match.has_value())
        return;
    QCOMPARE(match->parameter, team);
    QTEST(match->secondParameter, "user");
}

QTEST_GUILESS_MAIN(TestRouteTable)
#include "tst_routetable.moc"
