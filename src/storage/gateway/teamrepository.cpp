// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamrepository.h"

#include "listconditions.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return u"team_alias, organization_id, models, "_s + limitColumnNames() +
           u", budget_id, blocked, metadata, extra, created_at, updated_at"_s;
}

QString columns()
{
    return u"team_id, spend, "_s + ruleColumns();
}

QString memberColumns()
{
    return u"team_id, position, user_id, user_email, role, max_budget, tpm_limit, rpm_limit, budget_id, "
           u"budget_duration, budget_reset_at"_s;
}

QVariantList ruleValues(const Team &team)
{
    return QVariantList{bind(team.teamAlias), bind(team.organizationId), bindStrings(team.models)} +
           bindLimits(team.limits) +
           QVariantList{bind(team.budgetId),  team.blocked ? 1 : 0, bindJson(team.metadata),
                        bindJson(team.extra), bind(team.createdAt), bind(team.updatedAt)};
}

Team readTeam(const Row &row)
{
    constexpr int Limits = 5;
    constexpr int After = Limits + LimitColumns;
    return {.teamId = row.text(0),
            .teamAlias = row.optionalText(2),
            .organizationId = row.optionalText(3),
            .models = readStrings(row, 4),
            .spend = readMoney(row, 1),
            .limits = readLimits(row, Limits),
            .budgetId = row.optionalText(After),
            .blocked = row.boolean(After + 1),
            .metadata = readJson(row, After + 2),
            .extra = readJson(row, After + 3),
            .createdAt = row.time(After + 4),
            .updatedAt = row.time(After + 5)};
}

TeamMember readMember(const Row &row)
{
    return {.userId = row.text(2),
            .userEmail = row.optionalText(3),
            .role = row.text(4),
            .maxBudget = readOptionalMoney(row, 5),
            .tpmLimit = row.optionalInteger(6),
            .rpmLimit = row.optionalInteger(7),
            .spend = readMoney(row, 11),
            .budgetId = row.optionalText(8),
            .budgetDuration = row.optionalText(9),
            .budgetResetAt = row.optionalTime(10)};
}

Where conditions(const TeamFilter &filter)
{
    Where where;
    where.addEqual(u"team_id"_s, filter.teamId);
    addContains(where, u"team_id"_s, filter.idContains);
    addContains(where, u"team_alias"_s, filter.aliasContains);
    where.addEqual(u"organization_id"_s, filter.organizationId);
    addAnyOf(where, u"team_id"_s, filter.teamIds);
    const QString ofMember = u"team_id IN (SELECT team_id FROM team_members WHERE user_id = ?)"_s;
    if (filter.memberId)
        where.add(ofMember, {*filter.memberId});
    if (filter.visibleFor)
        where.add(u"(%1 OR team_id = ? OR organization_id IN (SELECT organization_id FROM "
                  u"organization_members WHERE user_id = ? AND user_role = 'org_admin'))"_s.arg(ofMember),
                  {*filter.visibleFor, filter.orTeam.value_or(QString()), *filter.visibleFor});
    return where;
}

QString nameOf(TeamColumn column)
{
    switch (column) {
    case TeamColumn::CreatedAt:
        return u"created_at"_s;
    case TeamColumn::Alias:
        return u"team_alias"_s;
    case TeamColumn::TeamId:
        break;
    }
    return u"team_id"_s;
}

QString orderSql(TeamOrder order)
{
    return u" ORDER BY %1 %2, team_id %2"_s.arg(nameOf(order.column),
                                                order.descending ? u"DESC"_s : u"ASC"_s);
}

} // namespace

Result<void> TeamRepository::insert(const Team &team)
{
    auto inserted = m_database.run(insertSql(u"teams"_s, columns()),
                                   QVariantList{team.teamId, bindMoney(team.spend)} + ruleValues(team));
    return inserted ? writeMembers(team) : inserted;
}

Result<void> TeamRepository::update(const Team &team)
{
    const QString sql = u"UPDATE teams SET %1 WHERE team_id = ?"_s.arg(assignments(ruleColumns()));
    auto updated =
        expectChange(m_database.execute(sql, ruleValues(team) + QVariantList{team.teamId}), u"Team"_s);
    return updated ? writeMembers(team) : updated;
}

// A member's spend stays as it is: the ledger adds to it meanwhile.
Result<void> TeamRepository::writeMembers(const Team &team)
{
    static const QString sql =
        insertSql(u"team_members"_s, memberColumns()) +
        u" ON CONFLICT (team_id, user_id) DO UPDATE SET position = excluded.position, user_email = "
        u"excluded.user_email, role = excluded.role, max_budget = excluded.max_budget, tpm_limit = "
        u"excluded.tpm_limit, rpm_limit = excluded.rpm_limit, budget_id = excluded.budget_id, "
        u"budget_duration = excluded.budget_duration, budget_reset_at = excluded.budget_reset_at"_s;
    auto done = eraseOthers(team);
    for (int i = 0; done && i < team.members.size(); ++i) {
        const TeamMember &member = team.members.at(i);
        done = m_database.run(sql, {team.teamId, i, member.userId, bind(member.userEmail), member.role,
                                    bindMoney(member.maxBudget), bind(member.tpmLimit), bind(member.rpmLimit),
                                    bind(member.budgetId), bind(member.budgetDuration),
                                    bind(member.budgetResetAt)});
    }
    return done;
}

Result<void> TeamRepository::eraseOthers(const Team &team)
{
    QSet<QString> kept;
    for (const TeamMember &member : team.members)
        kept.insert(member.userId);
    const auto present =
        m_database.select<QString>(u"SELECT user_id FROM team_members WHERE team_id = ?"_s, {team.teamId},
                                   [](const Row &row) { return row.text(0); });
    if (!present)
        return core::fail(present.error());
    Result<void> done;
    for (int i = 0; done && i < present->size(); ++i) {
        if (!kept.contains(present->at(i)))
            done = m_database.run(u"DELETE FROM team_members WHERE team_id = ? AND user_id = ?"_s,
                                  {team.teamId, present->at(i)});
    }
    return done;
}

Result<void> TeamRepository::restartMemberSpend(const QString &teamId, const QString &userId,
                                                core::Money spend,
                                                const std::optional<core::Timestamp> &resetAt)
{
    return expectChange(
        m_database.execute(
            u"UPDATE team_members SET spend = ?, budget_reset_at = ? WHERE team_id = ? AND user_id = ?"_s,
            {bindMoney(spend), bind(resetAt), teamId, userId}),
        u"Team member"_s);
}

Result<void> TeamRepository::erase(const QString &teamId)
{
    return expectChange(m_database.execute(u"DELETE FROM teams WHERE team_id = ?"_s, {teamId}), u"Team"_s);
}

Result<std::optional<Team>> TeamRepository::find(const QString &teamId)
{
    const auto teams = read(u" WHERE team_id = ?"_s, {teamId});
    if (!teams)
        return core::fail(teams.error());
    return teams->isEmpty() ? std::nullopt : std::optional(teams->first());
}

Result<QList<Team>> TeamRepository::all()
{
    return read({}, {});
}

// The ids of a page are found in an index; only then are rows and members read.
Result<QList<Team>> TeamRepository::list(const TeamFilter &filter, TeamOrder order, Page page)
{
    const Where where = conditions(filter);
    const auto ids = m_database.select<QString>(
        u"SELECT team_id FROM teams%1%2 LIMIT ? OFFSET ?"_s.arg(where.sql(), orderSql(order)),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)},
        [](const Row &row) { return row.text(0); });
    if (!ids)
        return core::fail(ids.error());
    if (ids->isEmpty())
        return QList<Team>();
    Where named;
    addAnyOf(named, u"team_id"_s, QStringList(*ids));
    return read(named.sql(), named.values(), order);
}

Result<std::int64_t> TeamRepository::count(const TeamFilter &filter)
{
    return countRows(m_database, u"teams"_s, conditions(filter));
}

Result<QList<Team>> TeamRepository::read(const QString &condition, const QVariantList &values,
                                         TeamOrder order)
{
    auto teams = m_database.select<Team>(
        u"SELECT %1 FROM teams%2%3"_s.arg(columns(), condition, orderSql(order)), values, readTeam);
    if (!teams)
        return teams;
    QHash<QString, QList<TeamMember>> members;
    auto done = m_database.forEach(
        u"SELECT %1, spend FROM team_members%2 ORDER BY team_id, position"_s.arg(memberColumns(), condition),
        values, [&](const Row &row) { members[row.text(0)].append(readMember(row)); });
    if (!done)
        return core::fail(done.error());
    for (Team &team : *teams)
        team.members = members.value(team.teamId);
    return teams;
}

} // namespace sekisho::storage
