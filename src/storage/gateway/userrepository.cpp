// SPDX-License-Identifier: GPL-3.0-or-later
#include "userrepository.h"

#include "listconditions.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return u"user_email, user_alias, user_role, sso_user_id, models, "_s + limitColumnNames() +
           u", metadata, extra, created_at, updated_at"_s;
}

QString columns()
{
    return u"user_id, spend, "_s + ruleColumns();
}

QVariantList ruleValues(const User &user)
{
    const auto email = user.userEmail ? std::optional(user.userEmail->toLower()) : std::nullopt;
    return QVariantList{bind(email), bind(user.userAlias), bind(user.userRole), bind(user.ssoUserId),
                        bindStrings(user.models)} +
           bindLimits(user.limits) +
           QVariantList{bindJson(user.metadata), bindJson(user.extra), bind(user.createdAt),
                        bind(user.updatedAt)};
}

User readUser(const Row &row)
{
    constexpr int Limits = 7;
    constexpr int After = Limits + LimitColumns;
    return {.userId = row.text(0),
            .userEmail = row.optionalText(2),
            .userAlias = row.optionalText(3),
            .userRole = row.optionalText(4),
            .ssoUserId = row.optionalText(5),
            .models = readStrings(row, 6),
            .spend = readMoney(row, 1),
            .limits = readLimits(row, Limits),
            .metadata = readJson(row, After),
            .extra = readJson(row, After + 1),
            .createdAt = row.time(After + 2),
            .updatedAt = row.time(After + 3)};
}

Where conditions(const UserFilter &filter)
{
    Where where;
    addAnyOf(where, u"user_id"_s, filter.userIds);
    addContains(where, u"user_id"_s, filter.idContains);
    addContains(where, u"user_email"_s, filter.emailContains);
    where.addEqual(u"user_role"_s, filter.role);
    addAnyOf(where, u"sso_user_id"_s, filter.ssoUserIds);
    if (filter.teamId)
        where.add(u"user_id IN (SELECT user_id FROM team_members WHERE team_id = ?)"_s, {*filter.teamId});
    return where;
}

QString nameOf(UserColumn column)
{
    switch (column) {
    case UserColumn::CreatedAt:
        return u"created_at"_s;
    case UserColumn::Email:
        return u"user_email"_s;
    case UserColumn::Alias:
        return u"user_alias"_s;
    case UserColumn::Role:
        return u"user_role"_s;
    case UserColumn::Spend:
        return u"spend"_s;
    case UserColumn::UserId:
        break;
    }
    return u"user_id"_s;
}

QString orderSql(UserOrder order)
{
    return u" ORDER BY %1 %2, user_id %2"_s.arg(nameOf(order.column),
                                                order.descending ? u"DESC"_s : u"ASC"_s);
}

} // namespace

Result<void> UserRepository::insert(const User &user)
{
    return m_database.run(insertSql(u"users"_s, columns()),
                          QVariantList{user.userId, bindMoney(user.spend)} + ruleValues(user));
}

Result<void> UserRepository::update(const User &user)
{
    const QString sql = u"UPDATE users SET %1 WHERE user_id = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(user) + QVariantList{user.userId}), u"User"_s);
}

Result<void> UserRepository::erase(const QString &userId)
{
    return expectChange(m_database.execute(u"DELETE FROM users WHERE user_id = ?"_s, {userId}), u"User"_s);
}

Result<std::optional<User>> UserRepository::find(const QString &userId)
{
    return m_database.selectOne<User>(u"SELECT %1 FROM users WHERE user_id = ?"_s.arg(columns()), {userId},
                                      readUser);
}

Result<std::optional<User>> UserRepository::findByEmail(const QString &email)
{
    return m_database.selectOne<User>(u"SELECT %1 FROM users WHERE user_email = ?"_s.arg(columns()),
                                      {email.toLower()}, readUser);
}

Result<QList<User>> UserRepository::all()
{
    return m_database.select<User>(u"SELECT %1 FROM users"_s.arg(columns()) + orderSql({}), {}, readUser);
}

// The ids of a page are found in an index; only then are the rows read.
Result<QList<User>> UserRepository::list(const UserFilter &filter, UserOrder order, Page page)
{
    const Where where = conditions(filter);
    const QString sql =
        u"SELECT %1 FROM users WHERE user_id IN (SELECT user_id FROM users%2%3 LIMIT ? OFFSET ?)%3"_s.arg(
            columns(), where.sql(), orderSql(order));
    return m_database.select<User>(
        sql, where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readUser);
}

Result<std::int64_t> UserRepository::count(const UserFilter &filter)
{
    return countRows(m_database, u"users"_s, conditions(filter));
}

Result<QHash<QString, QStringList>> UserRepository::teamsOf(const QStringList &userIds)
{
    QHash<QString, QStringList> teams;
    if (userIds.isEmpty())
        return teams;
    Where where;
    addAnyOf(where, u"user_id"_s, userIds);
    auto done =
        m_database.forEach(u"SELECT user_id, team_id FROM team_members%1 ORDER BY team_id"_s.arg(where.sql()),
                           where.values(), [&](const Row &row) { teams[row.text(0)].append(row.text(1)); });
    if (!done)
        return core::fail(done.error());
    return teams;
}

Result<QHash<QString, std::int64_t>> UserRepository::keyCounts(const QStringList &userIds)
{
    QHash<QString, std::int64_t> counts;
    if (userIds.isEmpty())
        return counts;
    Where where;
    addAnyOf(where, u"user_id"_s, userIds);
    auto done = m_database.forEach(
        u"SELECT user_id, COUNT(*) FROM verification_tokens%1 GROUP BY user_id"_s.arg(where.sql()),
        where.values(), [&](const Row &row) { counts.insert(row.text(0), row.integer(1)); });
    if (!done)
        return core::fail(done.error());
    return counts;
}

} // namespace sekisho::storage
