// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/routegroups.h>

#include <QTest>

using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

/// What `allowed_routes` of a key lets through.
class TestRouteGroups : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
    void anEmptyListAllowsEverything();
};

void TestRouteGroups::decides_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const char *entry, const char *path, bool allowed) {
        QTest::newRow(name) << QString::fromUtf8(entry) << QByteArray(path) << allowed;
    };
    row("a model call for a key that may call models", "llm_api_routes", "/v1/chat/completions", true);
    row("the same without v1", "llm_api_routes", "/chat/completions", true);
    row("a deployment's path", "llm_api_routes", "/openai/deployments/m/chat/completions", true);
    row("the models such a key sees", "llm_api_routes", "/v1/models", true);
    row("management for a key that may call models", "llm_api_routes", "/key/generate", false);
    row("management for a management key", "management_routes", "/key/generate", true);
    row("a call for a management key", "management_routes", "/v1/chat/completions", false);
    row("looking at the own key when read-only", "info_routes", "/key/info", true);
    row("changing a key when read-only", "info_routes", "/key/update", false);
    row("a call when read-only", "info_routes", "/v1/chat/completions", false);
    row("spend", "spend_tracking_routes", "/spend/logs", true);
    row("an exact path", "/team/info", "/team/info", true);
    row("a path that only begins so", "/team/info", "/team/information", false);
    row("a prefix", "/team/*", "/team/delete", true);
    row("outside of a prefix", "/team/*", "/teams", false);
    row("a set that does not exist", "all_routes", "/key/info", false);
    row("nothing", "", "/key/info", false);
}

void TestRouteGroups::decides()
{
    QFETCH(QString, entry);
    QFETCH(QByteArray, path);
    QFETCH(bool, allowed);
    QCOMPARE(routeEntryAllows(entry, path), allowed);
    QCOMPARE(routeListAllows({u"/nowhere"_s, entry}, path), allowed);
}

void TestRouteGroups::anEmptyListAllowsEverything()
{
    QVERIFY(routeListAllows({}, "/key/delete"));
}

QTEST_GUILESS_MAIN(TestRouteGroups)
#include "tst_routegroups.moc"
