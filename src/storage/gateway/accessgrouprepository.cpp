// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessgrouprepository.h"

#include "authorcolumns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString ruleColumns()
{
    return u"access_group_name, description, access_model_names, access_mcp_server_ids, access_agent_ids, "
           u"assigned_team_ids, assigned_key_ids, "_s +
           authorColumnNames();
}

QVariantList ruleValues(const AccessGroup &group)
{
    return QVariantList{group.name,
                        bind(group.description),
                        bindStrings(group.modelNames),
                        bindStrings(group.mcpServerIds),
                        bindStrings(group.agentIds),
                        bindStrings(group.teamIds),
                        bindStrings(group.keyIds)} +
           bindAuthorship(group.authorship);
}

AccessGroup readGroup(const Row &row)
{
    return {.id = row.text(0),
            .name = row.text(1),
            .description = row.optionalText(2),
            .modelNames = readStrings(row, 3),
            .mcpServerIds = readStrings(row, 4),
            .agentIds = readStrings(row, 5),
            .teamIds = readStrings(row, 6),
            .keyIds = readStrings(row, 7),
            .authorship = readAuthorship(row, 8)};
}

} // namespace

Result<void> AccessGroupRepository::insert(const AccessGroup &group)
{
    return m_database.run(insertSql(u"access_groups"_s, u"access_group_id, "_s + ruleColumns()),
                          QVariantList{group.id} + ruleValues(group));
}

Result<void> AccessGroupRepository::update(const AccessGroup &group)
{
    const QString sql =
        u"UPDATE access_groups SET %1 WHERE access_group_id = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(group) + QVariantList{group.id}),
                        u"Access group"_s);
}

Result<void> AccessGroupRepository::erase(const QString &id)
{
    return expectChange(m_database.execute(u"DELETE FROM access_groups WHERE access_group_id = ?"_s, {id}),
                        u"Access group"_s);
}

Result<QList<AccessGroup>> AccessGroupRepository::all()
{
    return m_database.select<AccessGroup>(
        u"SELECT access_group_id, %1 FROM access_groups ORDER BY created_at, access_group_id"_s.arg(
            ruleColumns()),
        {}, readGroup);
}

} // namespace sekisho::storage
