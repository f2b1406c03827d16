// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/authorise.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestAuthorise : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matchesModelLists_data();
    void matchesModelLists();
    void keepsTheKeyWithinItsTeam();
    void allTeamModelsNeedsATeam();
    void letsTheMasterKeyDoAnything();
    void expiryIsExact();
    void aBlockedTeamBlocksItsKeys();

private:
    Caller callerOf(storage::VirtualKey key);

    Directory m_directory;
    core::ManualClock m_clock{core::fromMicros(1'000'000'000)};
    GatewaySettings m_settings;
    Authorise m_authorise{m_directory, m_clock, m_settings};
};

Caller TestAuthorise::callerOf(storage::VirtualKey key)
{
    key.token = "k";
    m_directory.publish(key);
    return {Role::Key, m_directory.key("k"), nullptr, {}, "k"};
}

void TestAuthorise::matchesModelLists_data()
{
    QTest::addColumn<QStringList>("models");
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("an empty list allows all") << QStringList() << u"any"_s << true;
    QTest::newRow("an exact name") << QStringList{u"a"_s, u"b"_s} << u"b"_s << true;
    QTest::newRow("another name") << QStringList{u"a"_s} << u"b"_s << false;
    QTest::newRow("a longer name") << QStringList{u"gpt-4o"_s} << u"gpt-4o-mini"_s << false;
    QTest::newRow("a star") << QStringList{u"*"_s} << u"any"_s << true;
    QTest::newRow("all-proxy-models") << QStringList{u"all-proxy-models"_s} << u"any"_s << true;
    QTest::newRow("a provider's wildcard") << QStringList{u"gemini/*"_s} << u"gemini/flash"_s << true;
    QTest::newRow("another provider") << QStringList{u"gemini/*"_s} << u"openai/x"_s << false;
    QTest::newRow("a name that only begins like the provider")
        << QStringList{u"gemini/*"_s} << u"geminix"_s << false;
    QTest::newRow("no-default-models allows nothing")
        << QStringList{u"no-default-models"_s} << u"any"_s << false;
    QTest::newRow("no-default-models and a grant")
        << QStringList{u"no-default-models"_s, u"a"_s} << u"a"_s << true;
}

void TestAuthorise::matchesModelLists()
{
    QFETCH(QStringList, models);
    QFETCH(QString, model);
    QTEST(modelListAllows(models, model), "allowed");
}

void TestAuthorise::keepsTheKeyWithinItsTeam()
{
    storage::Team team;
    team.teamId = u"t"_s;
    team.models = {u"a"_s};
    m_directory.publish(team);
    storage::VirtualKey key;
    key.teamId = u"t"_s;
    key.models = {u"a"_s, u"b"_s};
    const Caller caller = callerOf(key);
    const auto grant = m_authorise.standing(caller);
    QVERIFY(grant.has_value());
    QVERIFY(m_authorise.model(caller, *grant, {u"a"_s}).has_value());
    QCOMPARE(m_authorise.model(caller, *grant, {u"b"_s}).error().code, u"team_model_access_denied"_s);
    QCOMPARE(m_authorise.model(caller, *grant, {u"c"_s}).error().code, u"key_model_access_denied"_s);
}

void TestAuthorise::allTeamModelsNeedsATeam()
{
    storage::VirtualKey key;
    key.models = {u"all-team-models"_s};
    const Caller caller = callerOf(key);
    QVERIFY(!m_authorise.model(caller, Grant{}, {u"a"_s}));
}

void TestAuthorise::letsTheMasterKeyDoAnything()
{
    const Caller master{Role::ProxyAdmin, nullptr, nullptr, {}, {}};
    QVERIFY(m_authorise.standing(master).has_value());
    QVERIFY(m_authorise.model(master, Grant{}, {u"a"_s}).has_value());
}

void TestAuthorise::expiryIsExact()
{
    storage::VirtualKey key;
    key.expires = m_clock.now() + 1s;
    const Caller caller = callerOf(key);
    QVERIFY(m_authorise.standing(caller).has_value());
    m_clock.advance(1s + 1us);
    const auto refused = m_authorise.standing(caller);
    QCOMPARE(refused.error().code, u"expired_key"_s);
    QCOMPARE(refused.error().kind, core::ErrorKind::Unauthenticated);
}

void TestAuthorise::aBlockedTeamBlocksItsKeys()
{
    storage::Team team;
    team.teamId = u"blocked"_s;
    team.blocked = true;
    m_directory.publish(team);
    storage::VirtualKey key;
    key.teamId = u"blocked"_s;
    const auto refused = m_authorise.standing(callerOf(key));
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.contains(u"Team=blocked is blocked"));
}

QTEST_GUILESS_MAIN(TestAuthorise)
#include "tst_authorise.moc"
