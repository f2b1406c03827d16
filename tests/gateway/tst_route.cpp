// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/route.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

/// Which deployment of a group serves an attempt.
class TestRoute : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLoneDeploymentServesEveryRequest();
    void deploymentsTakeTurns();
    void eachDeploymentIsTriedOnce_data();
    void eachDeploymentIsTriedOnce();
    void anotherTryIsWorthIt_data();
    void anotherTryIsWorthIt();

private:
    static ModelGroup groupOf(int deployments);
    static QStringList tries(Route &route, const ModelGroup &group);
};

ModelGroup TestRoute::groupOf(int deployments)
{
    ModelGroup group;
    for (int i = 0; i < deployments; ++i) {
        providers::Deployment deployment;
        deployment.id = QString::number(i);
        group.deployments.push_back(deployment);
    }
    return group;
}

/// The deployments of one request that fails everywhere.
QStringList TestRoute::tries(Route &route, const ModelGroup &group)
{
    QStringList ids;
    RequestLife life;
    while ((life.deployment = route.run(group, life.attempts, life)) && life.attempts++ < 10)
        ids.append(life.deployment->id);
    return ids;
}

void TestRoute::aLoneDeploymentServesEveryRequest()
{
    const ModelGroup group = groupOf(1);
    Route route;
    for (int i = 0; i < 3; ++i)
        QCOMPARE(tries(route, group), QStringList(u"0"_s));
}

void TestRoute::deploymentsTakeTurns()
{
    const ModelGroup group = groupOf(3);
    Route route;
    const RequestLife life;
    QStringList served;
    for (int i = 0; i < 7; ++i)
        served.append(route.run(group, 0, life)->id);
    QCOMPARE(served.join(u""_s), u"0120120"_s);
}

void TestRoute::eachDeploymentIsTriedOnce_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QString>("order");
    QTest::newRow("from the first") << 0 << u"012"_s;
    QTest::newRow("from the middle") << 1 << u"120"_s;
    QTest::newRow("from the last, round to the first") << 2 << u"201"_s;
}

void TestRoute::eachDeploymentIsTriedOnce()
{
    QFETCH(int, turn);
    const ModelGroup group = groupOf(3);
    Route route;
    const RequestLife before;
    for (int i = 0; i < turn; ++i)
        route.run(group, 0, before);
    QTEST(tries(route, group).join(u""_s), "order");
}

void TestRoute::anotherTryIsWorthIt_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isWorthIt");
    QTest::newRow("no answer at all") << 0 << true;
    QTest::newRow("a request that is wrong everywhere") << 400 << false;
    QTest::newRow("a key that this upstream refuses") << 401 << true;
    QTest::newRow("a key without the right") << 403 << true;
    QTest::newRow("a model that this upstream does not have") << 404 << true;
    QTest::newRow("an upstream that took too long") << 408 << true;
    QTest::newRow("a prompt that is too large") << 413 << false;
    QTest::newRow("content that is refused") << 422 << false;
    QTest::newRow("an upstream at its limit") << 429 << true;
    QTest::newRow("an upstream that broke") << 500 << true;
    QTest::newRow("an upstream that is busy") << 503 << true;
}

void TestRoute::anotherTryIsWorthIt()
{
    QFETCH(int, status);
    providers::UpstreamError error;
    error.status = status;
    QTEST(isWorthAnotherTry(error), "isWorthIt");
}

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
