// SPDX-License-Identifier: GPL-3.0-or-later
#include "organizationrepository.h"

#include "listconditions.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return u"organization_alias, models, budget_id, budget_reset_at, metadata, extra, created_at, created_by, updated_at, updated_by"_s;
}

QString columns()
{
    return u"organization_id, spend, "_s + ruleColumns();
}

QString memberColumns()
{
    return u"organization_id, user_id, user_role, budget_id, budget_reset_at, created_at, updated_at"_s;
}

QVariantList ruleValues(const Organization &organization)
{
    return {organization.organizationAlias,  bindStrings(organization.models),
            bind(organization.budgetId),     bind(organization.limits.budgetResetAt),
            bindJson(organization.metadata), bindJson(organization.extra),
            bind(organization.createdAt),    organization.createdBy,
            bind(organization.updatedAt),    organization.updatedBy};
}

Organization readOrganization(const Row &row)
{
    Organization organization{.organizationId = row.text(0),
                              .organizationAlias = row.text(2),
                              .models = readStrings(row, 3),
                              .spend = readMoney(row, 1),
                              .budgetId = row.optionalText(4),
                              .metadata = readJson(row, 6),
                              .extra = readJson(row, 7),
                              .createdAt = row.time(8),
                              .createdBy = row.text(9),
                              .updatedAt = row.time(10),
                              .updatedBy = row.text(11)};
    organization.limits.budgetResetAt = row.optionalTime(5);
    return organization;
}

OrganizationMember readMember(const Row &row)
{
    return {.userId = row.text(1),
            .userRole = row.text(2),
            .spend = readMoney(row, 7),
            .budgetId = row.optionalText(3),
            .budgetResetAt = row.optionalTime(4),
            .createdAt = row.time(5),
            .updatedAt = row.time(6)};
}

} // namespace

Result<void> OrganizationRepository::insert(const Organization &organization)
{
    auto inserted = m_database.run(insertSql(u"organizations"_s, columns()),
                                   QVariantList{organization.organizationId, bindMoney(organization.spend)} +
                                       ruleValues(organization));
    return inserted ? writeMembers(organization) : inserted;
}

Result<void> OrganizationRepository::update(const Organization &organization)
{
    const QString sql =
        u"UPDATE organizations SET %1 WHERE organization_id = ?"_s.arg(assignments(ruleColumns()));
    auto updated = expectChange(
        m_database.execute(sql, ruleValues(organization) + QVariantList{organization.organizationId}),
        u"Organization"_s);
    return updated ? writeMembers(organization) : updated;
}

// A member's spend stays as it is: the ledger adds to it meanwhile.
Result<void> OrganizationRepository::writeMembers(const Organization &organization)
{
    static const QString sql =
        insertSql(u"organization_members"_s, memberColumns()) +
        u" ON CONFLICT (organization_id, user_id) DO UPDATE SET user_role = excluded.user_role, budget_id = "
        u"excluded.budget_id, budget_reset_at = excluded.budget_reset_at, created_at = excluded.created_at, updated_at = excluded.updated_at"_s;
    auto done = eraseOthers(organization);
    for (int i = 0; done && i < organization.members.size(); ++i) {
        const OrganizationMember &member = organization.members.at(i);
        done = m_database.run(sql, {organization.organizationId, member.userId, member.userRole,
                                    bind(member.budgetId), bind(member.budgetResetAt), bind(member.createdAt),
                                    bind(member.updatedAt)});
    }
    return done;
}

Result<void> OrganizationRepository::eraseOthers(const Organization &organization)
{
    QSet<QString> kept;
    for (const OrganizationMember &member : organization.members)
        kept.insert(member.userId);
    const auto present =
        m_database.select<QString>(u"SELECT user_id FROM organization_members WHERE organization_id = ?"_s,
                                   {organization.organizationId}, [](const Row &row) { return row.text(0); });
    if (!present)
        return core::fail(present.error());
    Result<void> done;
    for (int i = 0; done && i < present->size(); ++i) {
        if (!kept.contains(present->at(i)))
            done = m_database.run(
                u"DELETE FROM organization_members WHERE organization_id = ? AND user_id = ?"_s,
                {organization.organizationId, present->at(i)});
    }
    return done;
}

Result<void> OrganizationRepository::erase(const QString &organizationId)
{
    return expectChange(
        m_database.execute(u"DELETE FROM organizations WHERE organization_id = ?"_s, {organizationId}),
        u"Organization"_s);
}

Result<std::optional<Organization>> OrganizationRepository::find(const QString &organizationId)
{
    const auto found = list({.organizationId = organizationId});
    if (!found)
        return core::fail(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<QList<Organization>> OrganizationRepository::all()
{
    return list({});
}

Result<QList<Organization>> OrganizationRepository::list(const OrganizationFilter &filter)
{
    Where where;
    where.addEqual(u"organization_id"_s, filter.organizationId);
    addContains(where, u"organization_alias"_s, filter.aliasContains);
    if (filter.memberId)
        where.add(
            u"organization_id IN (SELECT organization_id FROM organization_members WHERE user_id = ?)"_s,
            {*filter.memberId});
    auto organizations = m_database.select<Organization>(
        u"SELECT %1 FROM organizations%2 ORDER BY created_at DESC, organization_id DESC"_s.arg(columns(),
                                                                                               where.sql()),
        where.values(), readOrganization);
    if (!organizations)
        return organizations;
    QHash<QString, QList<OrganizationMember>> members;
    auto done = m_database.forEach(
        u"SELECT %1, spend FROM organization_members WHERE organization_id IN (SELECT organization_id FROM "
        u"organizations%2) ORDER BY created_at, user_id"_s.arg(memberColumns(), where.sql()),
        where.values(), [&](const Row &row) { members[row.text(0)].append(readMember(row)); });
    if (!done)
        return core::fail(done.error());
    for (Organization &organization : *organizations)
        organization.members = members.value(organization.organizationId);
    return organizations;
}

} // namespace sekisho::storage
