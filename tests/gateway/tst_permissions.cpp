// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/adminroute.h>
#include <gateway/control/permissions.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Everybody who may come to the counter, by a name for the test's rows.
struct Person {
    const char *name;
    Role role;
    const char *userId;
};
constexpr Person People[] = {
    {"master", Role::ProxyAdmin, "default_user_id"},
    {"viewer of everything", Role::ProxyAdminViewer, "watcher"},
    {"team admin", Role::InternalUser, "lead"},
    {"organisation admin", Role::InternalUser, "chair"},
    {"member", Role::InternalUser, "member"},
    {"member who only looks", Role::InternalUserViewer, "guest"},
    {"owner", Role::InternalUser, "owner"},
    {"stranger", Role::InternalUser, "stranger"},
    {"key without owner", Role::Key, ""},
};

Caller callerOf(const Person &person)
{
    Caller caller;
    caller.role = person.role;
    caller.userId = QString::fromLatin1(person.userId);
    caller.keyHash = person.name;
    return caller;
}

} // namespace

/// Who may do what to whose team, organisation and key.
class TestPermissions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void decides_data();
    void decides();
    void keepsToTheScope_data();
    void keepsToTheScope();
    void aTeamLetsItsMembersDoWhatItNames();
    void nobodyIsANamelessOwner();

private:
    Directory m_directory;
    storage::Team m_team;
    storage::Organization m_organization;
    storage::VirtualKey m_teamKey;
    storage::VirtualKey m_ownKey;
};

void TestPermissions::initTestCase()
{
    m_organization.organizationId = u"o"_s;
    m_organization.members = {{.userId = u"chair"_s, .userRole = u"org_admin"_s},
                              {.userId = u"member"_s, .userRole = u"internal_user"_s}};
    m_directory.publish(m_organization);
    m_team.teamId = u"t"_s;
    m_team.organizationId = u"o"_s;
    m_team.members = {{.userId = u"lead"_s, .role = u"admin"_s},
                      {.userId = u"member"_s, .role = u"user"_s},
                      {.userId = u"guest"_s, .role = u"admin"_s}};
    m_directory.publish(m_team);
    m_teamKey.token = "team key";
    m_teamKey.teamId = u"t"_s;
    m_ownKey.token = "own key";
    m_ownKey.userId = u"owner"_s;
}

void TestPermissions::decides_data()
{
    QTest::addColumn<int>("person");
    QTest::addColumn<QString>("question");
    QTest::addColumn<bool>("allowed");
    const QHash<QString, QList<int>> allowed{
        {u"administer the team"_s, {0, 2, 3}},      {u"see the team"_s, {0, 1, 2, 3, 4, 5}},
        {u"administer the organisation"_s, {0, 3}}, {u"see the organisation"_s, {0, 1, 3, 4}},
        {u"see the team's key"_s, {0, 1, 2, 3}},    {u"change the team's key"_s, {0, 2, 3}},
        {u"see the owner's key"_s, {0, 1, 6}},      {u"change the owner's key"_s, {0, 6}},
    };
    for (auto it = allowed.begin(); it != allowed.end(); ++it) {
        for (int person = 0; person < int(std::size(People)); ++person)
            QTest::newRow(qPrintable(QLatin1StringView(People[person].name) + u" may "_s + it.key()))
                << person << it.key() << it.value().contains(person);
    }
}

void TestPermissions::decides()
{
    QFETCH(int, person);
    QFETCH(QString, question);
    QFETCH(bool, allowed);
    const Caller caller = callerOf(People[person]);
    const Permissions permissions(m_directory);
    const QHash<QString, bool> answers{
        {u"administer the team"_s, permissions.administers(caller, m_team)},
        {u"see the team"_s, permissions.maySee(caller, m_team)},
        {u"administer the organisation"_s, permissions.administers(caller, m_organization)},
        {u"see the organisation"_s, permissions.maySee(caller, m_organization)},
        {u"see the team's key"_s, permissions.maySee(caller, m_teamKey)},
        {u"change the team's key"_s, permissions.mayChange(caller, m_teamKey, "/key/update")},
        {u"see the owner's key"_s, permissions.maySee(caller, m_ownKey)},
        {u"change the owner's key"_s, permissions.mayChange(caller, m_ownKey, "/key/update")},
    };
    QCOMPARE(answers.value(question), allowed);
}

void TestPermissions::keepsToTheScope_data()
{
    QTest::addColumn<Scope>("scope");
    QTest::addColumn<QList<int>>("within");
    QTest::newRow("any key") << Scope::AnyKey << QList<int>{0, 1, 2, 3, 4, 5, 6, 7, 8};
    QTest::newRow("active") << Scope::Active << QList<int>{0, 2, 3, 4, 6, 7};
    QTest::newRow("viewer") << Scope::Viewer << QList<int>{0, 1};
    QTest::newRow("admin") << Scope::Admin << QList<int>{0};
    QTest::newRow("master") << Scope::Master << QList<int>{0};
}

void TestPermissions::keepsToTheScope()
{
    QFETCH(Scope, scope);
    QFETCH(QList<int>, within);
    QList<int> found;
    for (int person = 0; person < int(std::size(People)); ++person) {
        if (isWithin(scope, callerOf(People[person])))
            found.append(person);
    }
    QCOMPARE(found, within);
}

void TestPermissions::aTeamLetsItsMembersDoWhatItNames()
{
    storage::Team generous = m_team;
    generous.extra["team_member_permissions"] = core::Json::array({"/key/generate"});
    const Permissions permissions(m_directory);
    const Caller member = callerOf(People[4]);
    QVERIFY(permissions.mayUseForTeam(member, generous, "/key/generate"));
    QVERIFY(permissions.mayUseForTeam(member, m_team, "/key/info"));
    QVERIFY(!permissions.mayUseForTeam(member, generous, "/key/delete"));
    QVERIFY(!permissions.mayUseForTeam(callerOf(People[7]), generous, "/key/generate"));
}

void TestPermissions::nobodyIsANamelessOwner()
{
    storage::VirtualKey nobodys;
    nobodys.token = "x";
    nobodys.userId = QString();
    QVERIFY(!Permissions(m_directory).maySee(callerOf(People[8]), nobodys));
    storage::Team team;
    team.members = {{.userId = QString(), .role = u"admin"_s}};
    QVERIFY(!Permissions(m_directory).administers(callerOf(People[8]), team));
}

QTEST_GUILESS_MAIN(TestPermissions)
#include "tst_permissions.moc"
