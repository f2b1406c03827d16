// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return u"key_name, key_alias, models, "_s + limitColumnNames() +
           u", expires, user_id, team_id, organization_id, budget_id, blocked, metadata, extra, created_at, "
           u"created_by, updated_at, updated_by, "
           u"rotation_count, last_rotation_at, key_rotation_at"_s;
}

QString columns()
{
    return u"token, spend, "_s + ruleColumns();
}

QVariantList ruleValues(const VirtualKey &key)
{
    return QVariantList{key.keyName, bind(key.keyAlias), bindStrings(key.models)} + bindLimits(key.limits) +
           QVariantList{bind(key.expires),
                        bind(key.userId),
                        bind(key.teamId),
                        bind(key.organizationId),
                        bind(key.budgetId),
                        key.blocked ? 1 : 0,
                        bindJson(key.metadata),
                        bindJson(key.extra),
                        bind(key.createdAt),
                        key.createdBy,
                        bind(key.updatedAt),
                        key.updatedBy,
                        qlonglong(key.rotationCount),
                        bind(key.lastRotationAt),
                        bind(key.keyRotationAt)};
}

VirtualKey readKey(const Row &row)
{
    constexpr int Limits = 5;
    constexpr int After = Limits + LimitColumns;
    return {.token = row.bytes(0),
            .keyName = row.text(2),
            .keyAlias = row.optionalText(3),
            .models = readStrings(row, 4),
            .spend = readMoney(row, 1),
            .limits = readLimits(row, Limits),
            .expires = row.optionalTime(After),
            .userId = row.optionalText(After + 1),
            .teamId = row.optionalText(After + 2),
            .organizationId = row.optionalText(After + 3),
            .budgetId = row.optionalText(After + 4),
            .blocked = row.boolean(After + 5),
            .metadata = readJson(row, After + 6),
            .extra = readJson(row, After + 7),
            .createdAt = row.time(After + 8),
            .createdBy = row.text(After + 9),
            .updatedAt = row.time(After + 10),
            .updatedBy = row.text(After + 11),
            .rotationCount = row.integer(After + 12),
            .lastRotationAt = row.optionalTime(After + 13),
            .keyRotationAt = row.optionalTime(After + 14)};
}

// LIKE's own wildcards in what is looked for mean themselves.
QString containing(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QString(u'\\') + special);
    return u'%' + text.toLower() + u'%';
}

/// Keys of this owner, and by wish those it created and those of some teams.
void addOwners(Where &where, const KeyFilter &filter)
{
    QStringList either;
    QVariantList values;
    const auto add = [&](const QString &condition, const QString &value) {
        either.append(condition);
        values.append(value);
    };
    if (filter.userId)
        add(u"user_id = ?"_s, *filter.userId);
    if (filter.createdBy)
        add(u"created_by = ?"_s, *filter.createdBy);
    for (const QString &teamId : filter.orTeams)
        add(u"team_id = ?"_s, teamId);
    if (!either.isEmpty())
        where.add(u'(' + either.join(u" OR "_s) + u')', values);
}

void addTokens(Where &where, const std::vector<QByteArray> &tokens)
{
    QVariantList values;
    for (const QByteArray &token : tokens)
        values.append(bindText(token));
    const QStringList marks(values.size(), u"?"_s);
    where.add(values.isEmpty() ? u"1 = 0"_s : u"token IN (%1)"_s.arg(marks.join(u", "_s)), values);
}

Where conditions(const KeyFilter &filter)
{
    Where where;
    where.addEqual(u"token"_s, filter.token);
    if (filter.tokens)
        addTokens(where, *filter.tokens);
    else if (filter.keyAlias && filter.aliasContains)
        where.add(u"LOWER(key_alias) LIKE ? ESCAPE '\\'"_s, {containing(*filter.keyAlias)});
    else
        where.addEqual(u"key_alias"_s, filter.keyAlias);
    addOwners(where, filter);
    where.addEqual(u"team_id"_s, filter.teamId);
    if (filter.expiredBefore)
        where.add(u"expires < ?"_s, {bind(*filter.expiredBefore)});
    if (filter.validAt)
        where.add(u"(expires IS NULL OR expires >= ?)"_s, {bind(*filter.validAt)});
    where.add(u"(team_id IS NULL OR team_id <> '%1')"_s.arg(DashboardTeam));
    where.addEqual(u"organization_id"_s, filter.organizationId);
    where.addEqual(u"budget_id"_s, filter.budgetId);
    return where;
}

QString nameOf(KeyColumn column)
{
    switch (column) {
    case KeyColumn::CreatedAt:
        return u"created_at"_s;
    case KeyColumn::UpdatedAt:
        return u"updated_at"_s;
    case KeyColumn::Spend:
        return u"spend"_s;
    case KeyColumn::MaxBudget:
        return u"max_budget"_s;
    case KeyColumn::KeyAlias:
        return u"key_alias"_s;
    case KeyColumn::Token:
        break;
    }
    return u"token"_s;
}

QString orderSql(KeyOrder order)
{
    return u" ORDER BY %1 %2, token %2"_s.arg(nameOf(order.column), order.descending ? u"DESC"_s : u"ASC"_s);
}

QString selectSql()
{
    return u"SELECT "_s + columns() + u" FROM verification_tokens"_s;
}

} // namespace

Result<void> KeyRepository::insert(const VirtualKey &key)
{
    return m_database.run(insertSql(u"verification_tokens"_s, columns()),
                          QVariantList{bindText(key.token), bindMoney(key.spend)} + ruleValues(key));
}

Result<void> KeyRepository::update(const VirtualKey &key)
{
    const QString sql =
        u"UPDATE verification_tokens SET %1 WHERE token = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(key) + QVariantList{bindText(key.token)}),
                        u"Key"_s);
}

Result<void> KeyRepository::erase(QByteArrayView token)
{
    return expectChange(
        m_database.execute(u"DELETE FROM verification_tokens WHERE token = ?"_s, {bindText(token)}),
        u"Key"_s);
}

Result<std::optional<VirtualKey>> KeyRepository::find(QByteArrayView token)
{
    return m_database.selectOne<VirtualKey>(selectSql() + u" WHERE token = ?"_s, {bindText(token)}, readKey);
}

Result<std::optional<VirtualKey>> KeyRepository::findByAlias(const QString &alias)
{
    return m_database.selectOne<VirtualKey>(selectSql() + u" WHERE key_alias = ?"_s, {alias}, readKey);
}

Result<QList<VirtualKey>> KeyRepository::all()
{
    return m_database.select<VirtualKey>(selectSql() + orderSql({KeyColumn::CreatedAt, false}), {}, readKey);
}

Result<QList<VirtualKey>> KeyRepository::ofTeam(const QString &teamId)
{
    return m_database.select<VirtualKey>(selectSql() + u" WHERE team_id = ?"_s + orderSql({}), {teamId},
                                         readKey);
}

Result<QList<VirtualKey>> KeyRepository::ofBudget(const QString &budgetId)
{
    return m_database.select<VirtualKey>(selectSql() + u" WHERE budget_id = ?"_s + orderSql({}), {budgetId},
                                         readKey);
}

// The page is found among the entries of an index; only its own rows are read.
Result<QList<VirtualKey>> KeyRepository::list(const KeyFilter &filter, KeyOrder order, Page page)
{
    const Where where = conditions(filter);
    const QString found =
        u"SELECT token FROM verification_tokens"_s + where.sql() + orderSql(order) + u" LIMIT ? OFFSET ?"_s;
    return m_database.select<VirtualKey>(
        u"%1 WHERE token IN (%2)%3"_s.arg(selectSql(), found, orderSql(order)),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readKey);
}

Result<QList<VirtualKey>> KeyRepository::listOf(std::int64_t total, const KeyFilter &filter, KeyOrder order,
                                                Page page)
{
    if (page.offset <= total / 2)
        return list(filter, order, page);
    const std::int64_t end = std::min(page.offset + page.limit, total);
    if (end <= page.offset)
        return QList<VirtualKey>();
    order.descending = !order.descending;
    auto keys = list(filter, order, {total - end, end - page.offset});
    if (keys)
        std::reverse(keys->begin(), keys->end());
    return keys;
}

Result<QStringList> KeyRepository::aliases(const KeyFilter &filter, Page page)
{
    Where where = conditions(filter);
    where.add(u"key_alias IS NOT NULL"_s);
    const auto found = m_database.select<QString>(
        u"SELECT key_alias FROM verification_tokens"_s + where.sql() +
            u" ORDER BY key_alias LIMIT ? OFFSET ?"_s,
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)},
        [](const Row &row) { return row.text(0); });
    if (!found)
        return core::fail(found.error());
    return QStringList(*found);
}

Result<QList<VirtualKey>> KeyRepository::dueForRotation(core::Timestamp now, std::int64_t most)
{
    return m_database.select<VirtualKey>(selectSql() +
                                             u" WHERE key_rotation_at <= ? AND blocked = 0 AND (expires IS "
                                             "NULL OR expires > ?) ORDER BY key_rotation_at LIMIT ?"_s,
                                         {bind(now), bind(now), qlonglong(most)}, readKey);
}

Result<std::int64_t> KeyRepository::count(const KeyFilter &filter)
{
    const Where where = conditions(filter);
    const auto count =
        m_database.selectOne<std::int64_t>(u"SELECT COUNT(*) FROM verification_tokens"_s + where.sql(),
                                           where.values(), [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

Result<std::int64_t> KeyRepository::countHidden()
{
    const auto count =
        m_database.selectOne<std::int64_t>(u"SELECT COUNT(*) FROM verification_tokens WHERE team_id = ?"_s,
                                           {DashboardTeam}, [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

} // namespace sekisho::storage
