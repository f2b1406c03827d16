// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/gateway/customerrepository.h>
#include <storage/gateway/deletedteamrepository.h>
#include <storage/gateway/organizationrepository.h>
#include <storage/gateway/tagrepository.h>
#include <storage/gateway/userrepository.h>

#include <QTest>

#include <support/testdatabase.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;
using core::ErrorKind;
using core::Money;

namespace {

core::Timestamp at(std::int64_t micros)
{
    return core::fromMicros(micros);
}

User fullUser(const QString &id, std::int64_t createdAt = 10)
{
    return {.userId = id,
            .userEmail = id.toLower() + u"@example.org"_s,
            .userAlias = u"夜 "_s + id,
            .userRole = u"internal_user"_s,
            .ssoUserId = u"sso-"_s + id,
            .models = {u"m"_s},
            .spend = Money::fromNanos(5),
            .limits = {.maxBudget = Money::fromUsd(2),
                       .softBudget = Money::fromUsd(1),
                       .budgetDuration = u"1d"_s,
                       .budgetResetAt = at(77),
                       .tpmLimit = 1,
                       .rpmLimit = 2,
                       .maxParallelRequests = 3},
            .metadata = {{"a", 1}},
            .extra = {{"teams", {"x"}}},
            .createdAt = at(createdAt),
            .updatedAt = at(11)};
}

Organization fullOrganization(const QString &id)
{
    Organization organization{.organizationId = id,
                              .organizationAlias = u"Org "_s + id,
                              .members = {{.userId = u"u1"_s,
                                           .userRole = u"org_admin"_s,
                                           .budgetId = u"b"_s,
                                           .createdAt = at(1),
                                           .updatedAt = at(2)},
                                          {.userId = u"u2"_s,
                                           .userRole = u"internal_user"_s,
                                           .createdAt = at(2),
                                           .updatedAt = at(2)}},
                              .models = {u"m"_s},
                              .spend = Money::fromNanos(9),
                              .budgetId = u"b"_s,
                              .metadata = {{"k", "v"}},
                              .extra = {{"e", 1}},
                              .createdAt = at(5),
                              .createdBy = u"a"_s,
                              .updatedAt = at(6),
                              .updatedBy = u"b"_s};
    organization.limits.budgetResetAt = at(88);
    return organization;
}

Customer fullCustomer(const QString &id)
{
    Customer customer{.userId = id,
                      .alias = u"Alias"_s,
                      .spend = Money::fromNanos(3),
                      .allowedModelRegion = u"eu"_s,
                      .defaultModel = u"m"_s,
                      .budgetId = u"b"_s,
                      .blocked = true,
                      .extra = {{"e", 1}},
                      .createdAt = at(1),
                      .updatedAt = at(2)};
    customer.limits.budgetResetAt = at(99);
    return customer;
}

Tag fullTag(const QString &name)
{
    Tag tag{.name = name,
            .description = u"what it is"_s,
            .models = {u"id1"_s},
            .modelInfo = {{"id1", "m"}},
            .spend = Money::fromNanos(4),
            .budgetId = u"b"_s,
            .createdAt = at(3),
            .createdBy = u"a"_s,
            .updatedAt = at(4)};
    tag.limits.budgetResetAt = at(44);
    return tag;
}

Team team(const QString &id, const QString &alias, std::int64_t createdAt, const QStringList &members)
{
    Team team{.teamId = id, .teamAlias = alias, .createdAt = at(createdAt), .updatedAt = at(createdAt)};
    for (const QString &member : members)
        team.members.append({.userId = member, .role = u"user"_s});
    return team;
}

} // namespace

class PeopleRepositoriesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Database> m_database;

    template <typename T>
    T must(core::Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(core::describe(result.error())));
        return *result;
    }
    QStringList idsOf(const UserFilter &filter, UserOrder order = {UserColumn::UserId, false}, Page page = {})
    {
        QStringList ids;
        for (const User &user : must(UserRepository(*m_database).list(filter, order, page)))
            ids.append(user.userId);
        return ids;
    }
    QStringList teamIdsOf(const TeamFilter &filter, TeamOrder order = {TeamColumn::TeamId, false},
                          Page page = {})
    {
        QStringList ids;
        for (const Team &team : must(TeamRepository(*m_database).list(filter, order, page)))
            ids.append(team.teamId);
        return ids;
    }

private Q_SLOTS:
    void init() { m_database = support::openGatewayTables(); }

    void usersComeBackWhole()
    {
        UserRepository users(*m_database);
        QVERIFY(users.insert(fullUser(u"A"_s)));
        QVERIFY(must(users.find(u"A"_s)) == fullUser(u"A"_s));
        QVERIFY(must(users.findByEmail(u"a@EXAMPLE.org"_s)) == fullUser(u"A"_s));
        QVERIFY(!must(users.find(u"a"_s)));
        QCOMPARE(users.insert(fullUser(u"A"_s)).error().code, u"constraint"_s);
        User other = fullUser(u"b"_s);
        other.userEmail = u"A@example.ORG"_s;
        QCOMPARE(users.insert(other).error().code, u"constraint"_s);
    }

    void anUpdateLeavesTheSpend()
    {
        UserRepository users(*m_database);
        QVERIFY(users.insert(fullUser(u"a"_s)));
        User changed = fullUser(u"a"_s);
        changed.spend = Money::fromUsd(100);
        changed.userAlias = u"new"_s;
        QVERIFY(users.update(changed));
        changed.spend = Money::fromNanos(5);
        QVERIFY(must(users.find(u"a"_s)) == changed);
        QCOMPARE(users.update(fullUser(u"nobody"_s)).error().kind, ErrorKind::NotFound);
        QVERIFY(users.erase(u"a"_s));
        QCOMPARE(users.erase(u"a"_s).error().kind, ErrorKind::NotFound);
    }

    void usersAreFilteredSortedAndPaged()
    {
        UserRepository users(*m_database);
        for (int i = 0; i < 5; ++i) {
            User user = fullUser(u"user_%1"_s.arg(i), 10 - i);
            user.userRole = i % 2 ? u"proxy_admin"_s : u"internal_user"_s;
            QVERIFY(users.insert(user));
        }
        QVERIFY(TeamRepository(*m_database).insert(team(u"t"_s, u"T"_s, 1, {u"user_1"_s, u"user_2"_s})));
        QCOMPARE(idsOf({.role = u"proxy_admin"_s}), (QStringList{u"user_1"_s, u"user_3"_s}));
        QCOMPARE(idsOf({.idContains = u"R_3"_s}), QStringList{u"user_3"_s});
        QCOMPARE(idsOf({.idContains = u"user%"_s}), QStringList());
        QCOMPARE(idsOf({.emailContains = u"_4@EX"_s}), QStringList{u"user_4"_s});
        QCOMPARE(idsOf({.userIds = {u"user_0"_s, u"x"_s}}), QStringList{u"user_0"_s});
        QCOMPARE(idsOf({.ssoUserIds = {u"sso-user_2"_s}}), QStringList{u"user_2"_s});
        QCOMPARE(idsOf({.teamId = u"t"_s}), (QStringList{u"user_1"_s, u"user_2"_s}));
        QCOMPARE(idsOf({}, {}, {1, 2}), (QStringList{u"user_1"_s, u"user_2"_s}));
        QCOMPARE(must(users.count({.role = u"proxy_admin"_s})), 2);
        QCOMPARE(must(users.teamsOf({u"user_1"_s, u"user_0"_s})).value(u"user_1"_s), QStringList{u"t"_s});
        QVERIFY(must(users.keyCounts({u"user_1"_s})).isEmpty());
    }

    void organizationsComeBackWithTheirMembers()
    {
        OrganizationRepository organizations(*m_database);
        QVERIFY(organizations.insert(fullOrganization(u"o"_s)));
        QVERIFY(must(organizations.find(u"o"_s)) == fullOrganization(u"o"_s));
        QVERIFY(m_database->run(u"UPDATE organization_members SET spend = 7 WHERE user_id = 'u1'"_s));
        Organization changed = fullOrganization(u"o"_s);
        changed.spend = Money::fromUsd(9);
        changed.members.removeLast();
        changed.members.first().spend = Money::fromUsd(9);
        QVERIFY(organizations.update(changed));
        changed.spend = Money::fromNanos(9);
        changed.members.first().spend = Money::fromNanos(7);
        QVERIFY(must(organizations.find(u"o"_s)) == changed);
        QVERIFY(organizations.erase(u"o"_s));
        QVERIFY(!must(organizations.find(u"o"_s)));
        QCOMPARE(organizations.update(changed).error().kind, ErrorKind::NotFound);
    }

    void organizationsAreFiltered()
    {
        OrganizationRepository organizations(*m_database);
        Organization second = fullOrganization(u"o2"_s);
        second.members.clear();
        QVERIFY(organizations.insert(fullOrganization(u"o1"_s)) && organizations.insert(second));
        QCOMPARE(must(organizations.all()).size(), 2);
        const auto own = must(organizations.list({.memberId = u"u2"_s}));
        QCOMPARE(own.size(), 1);
        QVERIFY(own.first() == fullOrganization(u"o1"_s));
        QCOMPARE(must(organizations.list({.aliasContains = u"G O2"_s})).size(), 1);
        QCOMPARE(must(organizations.list({.aliasContains = u"%"_s})).size(), 0);
    }

    void customersComeBackWhole()
    {
        CustomerRepository customers(*m_database);
        QVERIFY(customers.insert(fullCustomer(u"c"_s)));
        QVERIFY(must(customers.find(u"c"_s)) == fullCustomer(u"c"_s));
        Customer changed = fullCustomer(u"c"_s);
        changed.blocked = false;
        changed.spend = {};
        QVERIFY(customers.update(changed));
        changed.spend = Money::fromNanos(3);
        QVERIFY(must(customers.find(u"c"_s)) == changed);
        QCOMPARE(must(customers.list({0, 10})).size(), 1);
        QCOMPARE(must(customers.list({1, 10})).size(), 0);
        QVERIFY(customers.erase(u"c"_s));
        QCOMPARE(customers.erase(u"c"_s).error().kind, ErrorKind::NotFound);
    }

    void onlyCustomersWithARuleAreLoaded()
    {
        CustomerRepository customers(*m_database);
        QVERIFY(customers.insert({.userId = u"spent"_s, .spend = Money::fromUsd(1)}));
        QVERIFY(customers.insert({.userId = u"none"_s}));
        QVERIFY(customers.insert({.userId = u"blocked"_s, .blocked = true}));
        QVERIFY(customers.insert({.userId = u"budget"_s, .budgetId = u"b"_s}));
        QVERIFY(customers.insert({.userId = u"model"_s, .defaultModel = u"m"_s}));
        QVERIFY(customers.insert({.userId = u"region"_s, .allowedModelRegion = u"eu"_s}));
        QCOMPARE(must(customers.withRules()).size(), 4);
        QCOMPARE(must(customers.withSpend()).size(), 1);
    }

    void tagsComeBackWhole()
    {
        TagRepository tags(*m_database);
        QVERIFY(tags.insert(fullTag(u"夜"_s)));
        QVERIFY(must(tags.find(u"夜"_s)) == fullTag(u"夜"_s));
        Tag changed = fullTag(u"夜"_s);
        changed.spend = {};
        changed.description.reset();
        QVERIFY(tags.update(changed));
        changed.spend = Money::fromNanos(4);
        QVERIFY(must(tags.all()) == QList{changed});
        QVERIFY(tags.erase(u"夜"_s));
        QCOMPARE(tags.update(changed).error().kind, ErrorKind::NotFound);
    }

    void tagsOfTrafficAreKnown()
    {
        for (const auto &[type, id, day] : {std::tuple{"tag", "b", 1}, std::tuple{"tag", "a", 1},
                                            std::tuple{"tag", "b", 2}, std::tuple{"user", "u", 1}})
            QVERIFY(m_database->run(
                u"INSERT INTO daily_spend VALUES (?, ?, ?, 'k', 'm', 'g', 'p', 'e', 1, 1, 1, 1, 1, 1, 0)"_s,
                {QString::fromLatin1(type), QString::fromLatin1(id), day}));
        QCOMPARE(must(TagRepository(*m_database).seen(10)), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(must(TagRepository(*m_database).seen(1)), QStringList{u"a"_s});
    }

    void teamsAreFilteredSortedAndPaged()
    {
        TeamRepository teams(*m_database);
        QVERIFY(teams.insert(team(u"t1"_s, u"Search"_s, 3, {u"u1"_s})));
        QVERIFY(teams.insert(team(u"t2"_s, u"search again"_s, 2, {u"u2"_s, u"u1"_s})));
        Team third = team(u"t3"_s, u"Other"_s, 1, {});
        third.organizationId = u"o"_s;
        QVERIFY(teams.insert(third));
        QVERIFY(OrganizationRepository(*m_database).insert(fullOrganization(u"o"_s)));
        QCOMPARE(teamIdsOf({.aliasContains = u"EARCH"_s}), (QStringList{u"t1"_s, u"t2"_s}));
        QCOMPARE(teamIdsOf({.memberId = u"u2"_s}), QStringList{u"t2"_s});
        QCOMPARE(teamIdsOf({.organizationId = u"o"_s}), QStringList{u"t3"_s});
        QCOMPARE(teamIdsOf({.visibleFor = u"u1"_s}), (QStringList{u"t1"_s, u"t2"_s, u"t3"_s}));
        QCOMPARE(teamIdsOf({.visibleFor = u"u2"_s}), QStringList{u"t2"_s});
        QCOMPARE(teamIdsOf({}, {}, {1, 1}), QStringList{u"t2"_s});
        QCOMPARE(teamIdsOf({.teamIds = {u"t3"_s, u"t9"_s}}), QStringList{u"t3"_s});
        QCOMPARE(must(teams.count({.idContains = u"T"_s})), 3);
        QVERIFY(must(teams.list({.teamId = u"t2"_s})).first() == must(teams.find(u"t2"_s)));
    }

    void deletedTeamsAreKept()
    {
        DeletedTeamRepository teams(*m_database);
        const DeletedTeam gone{.teamId = u"t"_s,
                               .teamAlias = u"Search"_s,
                               .organizationId = u"o"_s,
                               .row = {{"team_id", "t"}},
                               .deletedAt = at(9),
                               .deletedBy = u"a"_s};
        QVERIFY(teams.insert(gone) && teams.insert(gone));
        QVERIFY(must(teams.list({.aliasContains = u"SEA"_s}, {})) == QList{gone});
        QCOMPARE(must(teams.count({.organizationId = u"other"_s})), 0);
        QCOMPARE(must(teams.count({})), 1);
    }
};

QTEST_GUILESS_MAIN(PeopleRepositoriesTest)
#include "tst_peoplerepositories.moc"
