// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyquery.h"

#include "keyfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using storage::KeyColumn;

namespace {

const QList<std::pair<QString, KeyColumn>> &sortColumns()
{
    static const QList<std::pair<QString, KeyColumn>> columns{
        {u"spend"_s, KeyColumn::Spend},          {u"max_budget"_s, KeyColumn::MaxBudget},
        {u"created_at"_s, KeyColumn::CreatedAt}, {u"updated_at"_s, KeyColumn::UpdatedAt},
        {u"token"_s, KeyColumn::Token},          {u"key_alias"_s, KeyColumn::KeyAlias}};
    return columns;
}

core::Result<KeyColumn> readColumn(QueryReader &query)
{
    const QString asked = query.text(u"sort_by"_s).value_or(u"created_at"_s);
    QStringList names;
    for (const auto &[name, column] : sortColumns()) {
        if (name == asked)
            return column;
        names.append(name);
    }
    return core::fail(core::ErrorKind::InvalidInput,
                      u"Invalid sort column. Must be one of: %1"_s.arg(names.join(u", "_s)), {},
                      u"sort_by"_s);
}

core::Result<storage::KeyOrder> readOrder(QueryReader &query)
{
    const auto column = readColumn(query);
    if (!column)
        return core::fail(column.error());
    const QString direction = query.text(u"sort_order"_s).value_or(u"desc"_s).toLower();
    if (direction != u"asc" && direction != u"desc")
        return core::fail(core::ErrorKind::InvalidInput, u"Invalid sort order. Must be 'asc' or 'desc'"_s, {},
                          u"sort_order"_s);
    return storage::KeyOrder{*column, direction == u"desc"};
}

// A hash may also be asked for as the key itself; what is neither names no key.
std::optional<QString> readToken(QueryReader &query)
{
    const auto asked = query.text(u"key_hash"_s);
    if (!asked)
        return std::nullopt;
    const QByteArray token = tokenOf(*asked);
    return token.isEmpty() ? u"-"_s : QString::fromLatin1(token);
}

storage::KeyFilter readFilter(QueryReader &query)
{
    storage::KeyFilter filter{.token = readToken(query),
                              .keyAlias = query.text(u"key_alias"_s),
                              .aliasContains = query.flag(u"substring_matching"_s, false),
                              .userId = query.text(u"user_id"_s),
                              .teamId = query.text(u"team_id"_s),
                              .budgetId = query.text(u"budget_id"_s)};
    filter.organizationId = query.text(u"organization_id"_s);
    const bool byCreator = query.flag(u"include_created_by_keys"_s, false);
    if (filter.userId && byCreator)
        filter.createdBy = filter.userId;
    return filter;
}

void narrow(storage::KeyFilter &filter, const Caller &caller, const QStringList &teams, bool withTeams)
{
    if (caller.seesAll())
        return;
    // All keys of a team, for who administers it.
    if (filter.teamId && teams.contains(*filter.teamId))
        return;
    const bool byCreator = filter.createdBy.has_value();
    filter.createdBy.reset();
    filter.userId = caller.key ? caller.key->rules.userId : std::nullopt;
    if (filter.userId) {
        if (byCreator)
            filter.createdBy = filter.userId;
        if (withTeams)
            filter.orTeams = teams;
        return;
    }
    const QString own = QString::fromLatin1(caller.keyHash);
    filter.token = !filter.token || *filter.token == own ? own : u"-"_s;
}

void readStatus(QueryReader &query, KeyQuery &result, core::Timestamp now)
{
    const auto status = query.text(u"status"_s);
    if (!status)
        return;
    if (*status == u"deleted")
        result.deleted = true;
    else if (*status == u"expired")
        result.filter.expiredBefore = now;
    else if (*status == u"active")
        result.filter.validAt = now;
    else
        query.refuse(u"status"_s, u"must be active, expired or deleted"_s);
}

} // namespace

core::Result<KeyQuery> readKeyQuery(const AdminCall &call, const QStringList &teams, core::Timestamp now)
{
    constexpr std::int64_t Largest = 100, LastPage = 1'000'000'000;
    QueryReader query(call.query);
    KeyQuery result{.filter = readFilter(query), .fullObjects = query.flag(u"return_full_object"_s, false)};
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"size"_s, 10, 1, Largest);
    const bool withTeams = query.flag(u"include_team_keys"_s, false);
    result.expandUser = query.text(u"expand"_s).value_or(QString()).split(u',').contains(u"user"_s);
    readStatus(query, result, now);
    const auto order = readOrder(query);
    if (auto read = query.result(); !read)
        return core::fail(read.error());
    if (!order)
        return core::fail(order.error());
    result.order = *order;
    result.page = {(number - 1) * size, size};
    narrow(result.filter, call.caller, teams, withTeams);
    return result;
}

core::Result<KeyQuery> readAliasQuery(const AdminCall &call, const QStringList &teams)
{
    constexpr std::int64_t Largest = 1000, LastPage = 1'000'000'000;
    QueryReader query(call.query);
    KeyQuery result;
    result.filter.keyAlias = query.text(u"search"_s);
    result.filter.aliasContains = true;
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"size"_s, 50, 1, Largest);
    if (auto read = query.result(); !read)
        return core::fail(read.error());
    result.page = {(number - 1) * size, size};
    narrow(result.filter, call.caller, teams, true);
    return result;
}

} // namespace sekisho::gateway
