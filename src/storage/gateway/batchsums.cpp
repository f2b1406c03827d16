// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchsums.h"

#include "columns.h"
#include "spendplace.h"
#include "user.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Money;
using core::Result;

void BatchSums::add(const SpendLog &log)
{
    m_daily.add(log);
    addCustomer(log);
    if (log.spend != Money())
        addSpend(log);
}

void BatchSums::addTo(SpendOwner owner, const QString &id, const SpendLog &log)
{
    if (!id.isEmpty())
        m_spends[{owner, id, {}}].add(log.endTime, log.spend);
}

void BatchSums::addTo(SpendOwner owner, const QString &id, const QString &second, const SpendLog &log)
{
    if (!id.isEmpty() && !second.isEmpty())
        m_spends[{owner, id, second}].add(log.endTime, log.spend);
}

void BatchSums::addSpend(const SpendLog &log)
{
    const QString key = QString::fromUtf8(log.apiKey);
    addTo(SpendOwner::Key, key, log);
    addTo(SpendOwner::Team, log.teamId, log);
    addTo(SpendOwner::Budget, log.budgetId, log);
    // A key's call counts against the budget its team shares, too.
    if (const QString second = core::stringOr(log.metadata, "team_budget_id"); second != log.budgetId)
        addTo(SpendOwner::Budget, second, log);
    addTo(SpendOwner::User, log.user, log);
    addTo(SpendOwner::User, QLatin1StringView(ProxyBudgetUser), log);
    addTo(SpendOwner::Organization, log.organizationId, log);
    addTo(SpendOwner::Customer, log.endUser, log);
    for (const QString &tag : distinctTags(log))
        addTo(SpendOwner::Tag, tag, log);
    addTo(SpendOwner::Member, log.teamId, log.user, log);
    addTo(SpendOwner::OrganizationMember, log.organizationId, log.user, log);
    if (log.hasModelBudget)
        addTo(SpendOwner::KeyModel, key, log.modelGroup, log);
}

void BatchSums::addCustomer(const SpendLog &log)
{
    // Names that only failed calls carry are no customers.
    if (log.endUser.isEmpty() || (log.spend == Money() && log.status == u"failure"))
        return;
    const auto [customer, isNew] = m_customers.try_emplace(log.endUser, log.startTime);
    if (!isNew)
        customer->second = std::min(customer->second, log.startTime);
}

Result<void> BatchSums::apply(Database &database) const
{
    if (auto done = writeCustomers(database); !done)
        return done;
    for (const auto &[name, parts] : m_spends) {
        const auto written = write(database, name, parts);
        if (!written)
            return core::fail(written.error());
        if (*written)
            continue;
        Result<void> done;
        if (name.owner == SpendOwner::Key)
            done = writeForKey(database, name, parts);
        else if (name.owner == SpendOwner::KeyModel)
            done = writeForModel(database, name, parts);
        if (!done)
            return done;
    }
    return m_daily.apply(database);
}

/// Whether there is such a row.
Result<bool> BatchSums::write(Database &database, const Name &name, const SpendParts &parts)
{
    const SpendPlace place = spendPlaceOf(name.owner);
    const QString table = QLatin1StringView(place.table);
    const QVariantList ids = place.values(name.id, name.second);
    const QString update = u"UPDATE %1 SET spend = spend + ?%2"_s.arg(table, place.where());
    const auto added =
        database.execute(update + u" AND spend_since <= ?"_s,
                         QVariantList{bindMoney(parts.sum())} + ids + QVariantList{bind(parts.earliest())});
    if (!added)
        return core::fail(added.error());
    if (*added > 0)
        return true;
    const auto since =
        database.selectOne<core::Timestamp>(u"SELECT spend_since FROM %1%2"_s.arg(table, place.where()), ids,
                                            [](const Row &row) { return row.time(0); });
    if (!since)
        return core::fail(since.error());
    if (!*since)
        return false;
    const auto some = database.run(update, QVariantList{bindMoney(parts.sumSince(**since))} + ids);
    return some ? Result<bool>(true) : core::fail(some.error());
}

static Result<std::optional<QString>> successorOf(Database &database, const QString &token)
{
    return database.selectOne<QString>(
        u"SELECT active_token FROM deprecated_verification_tokens WHERE token = ?"_s, {token},
        [](const Row &row) { return row.text(0); });
}

Result<void> BatchSums::writeForKey(Database &database, const Name &name, const SpendParts &parts)
{
    const auto active = successorOf(database, name.id);
    if (!active)
        return core::fail(active.error());
    if (!*active)
        return {};
    const auto written = write(database, {name.owner, **active, name.second}, parts);
    return written ? Result<void>() : core::fail(written.error());
}

Result<void> BatchSums::writeForModel(Database &database, const Name &name, const SpendParts &parts)
{
    const auto active = successorOf(database, name.id);
    if (!active)
        return core::fail(active.error());
    const QString key = active->value_or(name.id);
    const auto written =
        *active ? write(database, {name.owner, key, name.second}, parts) : Result<bool>(false);
    if (!written)
        return core::fail(written.error());
    // Its budget came after the call began; the key may have been deleted since.
    return *written
               ? Result<void>()
               : database.run(u"INSERT INTO key_model_spend (spend, token, model) SELECT CAST(? AS BIGINT), "
                              "token, CAST(? AS TEXT) FROM verification_tokens WHERE token = ?"_s,
                              {bindMoney(parts.sum()), name.second, key});
}

Result<void> BatchSums::writeCustomers(Database &database) const
{
    static const QString sql = insertSql(u"end_users"_s, u"user_id, spend, extra, created_at, updated_at"_s) +
                               u" ON CONFLICT (user_id) DO NOTHING"_s;
    for (const auto &[id, at] : m_customers) {
        if (auto done = database.run(sql, {id, 0, u"{}"_s, bind(at), bind(at)}); !done)
            return done;
    }
    return {};
}

} // namespace sekisho::storage
