// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchsums.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Money;
using core::Result;

namespace {

/// The row of users whose spend is everybody's together.
constexpr auto EverybodyId = "litellm-proxy-budget"_L1;

void addNamed(std::map<QString, Money> &sums, const QString &id, Money spend)
{
    if (!id.isEmpty())
        sums[id] += spend;
}

Result<void> addSpends(Database &database, const QString &table, const QString &idColumn,
                       const std::map<QString, Money> &sums)
{
    const QString sql = u"UPDATE %1 SET spend = spend + ? WHERE %2 = ?"_s.arg(table, idColumn);
    for (const auto &[id, sum] : sums) {
        if (auto done = database.run(sql, {bindMoney(sum), id}); !done)
            return done;
    }
    return {};
}

} // namespace

void BatchSums::add(const SpendLog &log)
{
    m_daily.add(log);
    addCustomer(log);
    if (log.spend != Money())
        addSpend(log);
}

void BatchSums::addSpend(const SpendLog &log)
{
    const QString key = QString::fromUtf8(log.apiKey);
    addNamed(m_keys, key, log.spend);
    addNamed(m_teams, log.teamId, log.spend);
    addNamed(m_budgets, log.budgetId, log.spend);
    // A key's call counts against the budget its team shares, too.
    if (const QString second = core::stringOr(log.metadata, "team_budget_id"); second != log.budgetId)
        addNamed(m_budgets, second, log.spend);
    addNamed(m_users, log.user, log.spend);
    addNamed(m_users, EverybodyId, log.spend);
    addNamed(m_organizations, log.organizationId, log.spend);
    for (const QString &tag : distinctTags(log))
        addNamed(m_tags, tag, log.spend);
    if (!log.teamId.isEmpty() && !log.user.isEmpty())
        m_teamMembers[{log.teamId, log.user}] += log.spend;
    if (!log.organizationId.isEmpty() && !log.user.isEmpty())
        m_organizationMembers[{log.organizationId, log.user}] += log.spend;
    if (log.hasModelBudget)
        m_keyModels[{log.modelGroup, key}] += log.spend;
}

void BatchSums::addCustomer(const SpendLog &log)
{
    // Names that only failed calls carry are no customers.
    if (log.endUser.isEmpty() || (log.spend == Money() && log.status == u"failure"))
        return;
    auto &customer = m_customers.try_emplace(log.endUser, FirstCall{Money(), log.startTime}).first->second;
    customer.spend += log.spend;
    customer.at = std::min(customer.at, log.startTime);
}

Result<void> BatchSums::apply(Database &database) const
{
    struct Target {
        QString table;
        QString idColumn;
        const Spends &sums;
    };
    for (const auto &[table, idColumn, sums] :
         {Target{u"verification_tokens"_s, u"token"_s, m_keys}, Target{u"teams"_s, u"team_id"_s, m_teams},
          Target{u"budgets"_s, u"budget_id"_s, m_budgets}, Target{u"users"_s, u"user_id"_s, m_users},
          Target{u"organizations"_s, u"organization_id"_s, m_organizations},
          Target{u"tags"_s, u"tag_name"_s, m_tags}}) {
        if (auto done = addSpends(database, table, idColumn, sums); !done)
            return done;
    }
    auto done = applyPairs(database);
    if (done)
        done = applyCustomers(database);
    return done ? m_daily.apply(database) : done;
}

Result<void> BatchSums::applyPairs(Database &database) const
{
    struct Target {
        QString sql;
        const PairSpends &sums;
    };
    for (
        const auto &[sql, sums] :
        {Target{u"UPDATE team_members SET spend = spend + ? WHERE team_id = ? AND user_id = ?"_s,
                m_teamMembers},
         Target{
             u"UPDATE organization_members SET spend = spend + ? WHERE organization_id = ? AND user_id = ?"_s,
             m_organizationMembers},
         // The key may have been deleted since.
         Target{u"INSERT INTO key_model_spend (spend, token, model) "
                "SELECT CAST(? AS BIGINT), token, CAST(? AS TEXT) FROM verification_tokens WHERE token = ? "
                "ON CONFLICT (token, model) DO UPDATE SET spend = key_model_spend.spend + excluded.spend"_s,
                m_keyModels}}) {
        for (const auto &[ids, sum] : sums) {
            if (auto done = database.run(sql, {bindMoney(sum), ids.first, ids.second}); !done)
                return done;
        }
    }
    return {};
}

Result<void> BatchSums::applyCustomers(Database &database) const
{
    static const QString sql =
        u"INSERT INTO end_users (user_id, spend, extra, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (user_id) DO UPDATE SET spend = end_users.spend + excluded.spend"_s;
    for (const auto &[id, customer] : m_customers) {
        const QVariant at = bind(customer.at);
        if (auto done = database.run(sql, {id, bindMoney(customer.spend), u"{}"_s, at, at}); !done)
            return done;
    }
    return {};
}

} // namespace sekisho::storage
