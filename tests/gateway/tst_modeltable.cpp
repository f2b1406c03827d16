// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/catalog/livemodels.h>

#include <QTest>

#include <thread>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

class TestModelTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupsWhatHasOneName();
    void aTeamSeesItsOwnBeforeEverybodys();
    void putsWhatStandsForTheStarUpstream();
    void takesTheMostExactStar();
    void findsNothing_data();
    void findsNothing();
    void knowsWhatAccessGroupsHold();
    void aRequestKeepsTheTableItStartedWith();
    void whoLooksAgainSeesWhatWasPublished();
};

static ServedModel modelOf(const QString &id, const QString &name, const QString &teamId = {})
{
    ServedModel model;
    model.deployment.id = id;
    model.deployment.modelName = name;
    model.deployment.provider = u"openai"_s;
    model.deployment.upstreamModel = u"up-"_s + id;
    model.teamId = teamId;
    if (name.contains(u'*'))
        model.expand = [id](const QString &inPlaceOfStar) -> core::Result<providers::Deployment> {
            providers::Deployment deployment;
            deployment.id = id;
            deployment.upstreamModel = inPlaceOfStar;
            return deployment;
        };
    return model;
}

static std::shared_ptr<const ModelTable> tableOf(const std::vector<ServedModel> &models)
{
    return std::make_shared<const ModelTable>(models, ModelAccess());
}

void TestModelTable::groupsWhatHasOneName()
{
    ServedModel dear = modelOf(u"2"_s, u"m"_s);
    dear.deployment.inputPrice.picos = 7;
    dear.deployment.maxOutputTokens = 9000;
    const auto table = tableOf({modelOf(u"1"_s, u"m"_s), dear, modelOf(u"3"_s, u"other"_s)});
    QCOMPARE(table->groups().size(), std::size_t(2));
    const ModelGroup *group = table->group(u"m"_s);
    QVERIFY(group);
    QCOMPARE(group->deployments.size(), std::size_t(2));
    QCOMPARE(group->details.size(), std::size_t(2));
    QCOMPARE(group->worstInputPrice.picos, 7);
    QCOMPARE(group->worstOutputTokens, 9000);
}

void TestModelTable::aTeamSeesItsOwnBeforeEverybodys()
{
    const auto table = tableOf(
        {modelOf(u"all"_s, u"m"_s), modelOf(u"own"_s, u"m"_s, u"t"_s), modelOf(u"x"_s, u"x"_s, u"t"_s)});
    QCOMPARE(ModelTable::find(table, u"m"_s, u"t"_s)->deployments.front().id, u"own"_s);
    QCOMPARE(ModelTable::find(table, u"m"_s, u"u"_s)->deployments.front().id, u"all"_s);
    QCOMPARE(ModelTable::find(table, u"m"_s, {})->deployments.front().id, u"all"_s);
    QVERIFY(ModelTable::find(table, u"x"_s, u"t"_s));
    QVERIFY(!ModelTable::find(table, u"x"_s, u"u"_s));
    QVERIFY(!ModelTable::find(table, u"x"_s, {}));
}

void TestModelTable::putsWhatStandsForTheStarUpstream()
{
    const auto table = tableOf({modelOf(u"w"_s, u"openai/*"_s)});
    const auto group = ModelTable::find(table, u"openai/gpt-4o"_s, {});
    QVERIFY(group);
    QCOMPARE(group->name, u"openai/gpt-4o"_s);
    QCOMPARE(group->deployments.front().upstreamModel, u"gpt-4o"_s);
}

void TestModelTable::takesTheMostExactStar()
{
    const auto table = tableOf(
        {modelOf(u"any"_s, u"*"_s), modelOf(u"family"_s, u"openai/*"_s), modelOf(u"one"_s, u"openai/gpt"_s)});
    QCOMPARE(ModelTable::find(table, u"openai/gpt"_s, {})->deployments.front().id, u"one"_s);
    QCOMPARE(ModelTable::find(table, u"openai/other"_s, {})->deployments.front().id, u"family"_s);
    QCOMPARE(ModelTable::find(table, u"elsewhere"_s, {})->deployments.front().id, u"any"_s);
}

void TestModelTable::findsNothing_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a name nobody serves") << u"nothing"_s;
    QTest::newRow("nothing in the place of the star") << u"openai/"_s;
    QTest::newRow("the name with the star itself") << u"openai/*"_s;
    QTest::newRow("no name") << QString();
}

void TestModelTable::findsNothing()
{
    QFETCH(QString, name);
    const auto table = tableOf({modelOf(u"w"_s, u"openai/*"_s), modelOf(u"m"_s, u"m"_s)});
    QVERIFY(!ModelTable::find(table, name, {}));
}

void TestModelTable::knowsWhatAccessGroupsHold()
{
    ServedModel beta = modelOf(u"1"_s, u"m"_s);
    beta.accessGroups = {u"beta"_s};
    ModelAccess access;
    access.addGroup(u"id-1"_s, u"unified"_s, {u"n"_s});
    access.assignToTeam(u"id-1"_s, u"t"_s);
    access.assignToKey(u"id-1"_s, u"hash"_s);
    const ModelTable table({beta, modelOf(u"2"_s, u"n"_s)}, access);
    QVERIFY(table.access().nameGrants(u"beta"_s, u"m"_s));
    QVERIFY(!table.access().nameGrants(u"beta"_s, u"n"_s));
    QVERIFY(!table.access().nameGrants(u"gamma"_s, u"m"_s));
    QVERIFY(table.access().nameGrants(u"unified"_s, u"n"_s));
    QVERIFY(table.access().idsGrant({u"other"_s, u"id-1"_s}, u"n"_s));
    QVERIFY(!table.access().idsGrant({u"id-1"_s}, u"m"_s));
    QVERIFY(table.access().teamGrants(u"t"_s, u"n"_s));
    QVERIFY(!table.access().teamGrants(u"u"_s, u"n"_s));
    QVERIFY(table.access().keyGrants(u"hash"_s, u"n"_s));
    QVERIFY(!table.access().keyGrants(u"hash"_s, u"m"_s));
    QCOMPARE(table.access().groupNames(), (QStringList{u"beta"_s, u"unified"_s}));
}

void TestModelTable::aRequestKeepsTheTableItStartedWith()
{
    LiveModels live(tableOf({modelOf(u"old"_s, u"m"_s)}));
    ModelsView view(live);
    const auto group = ModelTable::find(view.now(), u"m"_s, {});
    const std::weak_ptr<const ModelTable> old = view.now();
    live.publish(tableOf({modelOf(u"new"_s, u"m"_s)}));
    QCOMPARE(ModelTable::find(view.now(), u"m"_s, {})->deployments.front().id, u"new"_s);
    QCOMPARE(group->deployments.front().id, u"old"_s);
    QVERIFY(!old.expired());
}

void TestModelTable::whoLooksAgainSeesWhatWasPublished()
{
    LiveModels live(tableOf({modelOf(u"0"_s, u"m"_s)}));
    std::atomic<bool> isRight = true;
    std::thread reader([&] {
        ModelsView view(live);
        int last = 0;
        while (last < 1000) {
            const int seen = ModelTable::find(view.now(), u"m"_s, {})->deployments.front().id.toInt();
            isRight = isRight && seen >= last;
            last = seen;
        }
    });
    for (int i = 1; i <= 1000; ++i)
        live.publish(tableOf({modelOf(QString::number(i), u"m"_s)}));
    reader.join();
    QVERIFY(isRight);
}

QTEST_GUILESS_MAIN(TestModelTable)
#include "tst_modeltable.moc"
