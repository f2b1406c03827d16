// SPDX-License-Identifier: GPL-3.0-or-later
#include "customerrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return u"alias, allowed_model_region, default_model, budget_id, budget_reset_at, blocked, extra, created_at, updated_at"_s;
}

QString columns()
{
    return u"user_id, spend, "_s + ruleColumns();
}

QVariantList ruleValues(const Customer &customer)
{
    return {bind(customer.alias),
            bind(customer.allowedModelRegion),
            bind(customer.defaultModel),
            bind(customer.budgetId),
            bind(customer.limits.budgetResetAt),
            customer.blocked ? 1 : 0,
            bindJson(customer.extra),
            bind(customer.createdAt),
            bind(customer.updatedAt)};
}

Customer readCustomer(const Row &row)
{
    Customer customer{.userId = row.text(0),
                      .alias = row.optionalText(2),
                      .spend = readMoney(row, 1),
                      .allowedModelRegion = row.optionalText(3),
                      .defaultModel = row.optionalText(4),
                      .budgetId = row.optionalText(5),
                      .blocked = row.boolean(7),
                      .extra = readJson(row, 8),
                      .createdAt = row.time(9),
                      .updatedAt = row.time(10)};
    customer.limits.budgetResetAt = row.optionalTime(6);
    return customer;
}

} // namespace

Result<void> CustomerRepository::insert(const Customer &customer)
{
    return m_database.run(insertSql(u"end_users"_s, columns()),
                          QVariantList{customer.userId, bindMoney(customer.spend)} + ruleValues(customer));
}

Result<void> CustomerRepository::update(const Customer &customer)
{
    const QString sql = u"UPDATE end_users SET %1 WHERE user_id = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(customer) + QVariantList{customer.userId}),
                        u"Customer"_s);
}

Result<void> CustomerRepository::erase(const QString &userId)
{
    return expectChange(m_database.execute(u"DELETE FROM end_users WHERE user_id = ?"_s, {userId}),
                        u"Customer"_s);
}

Result<std::optional<Customer>> CustomerRepository::find(const QString &userId)
{
    const auto found = read(u"WHERE user_id = ?"_s, {userId});
    if (!found)
        return core::fail(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<QList<Customer>> CustomerRepository::list(Page page)
{
    return read(u"ORDER BY user_id LIMIT ? OFFSET ?"_s, {qlonglong(page.limit), qlonglong(page.offset)});
}

// The words of the index end_users_with_rules, so that it is used.
Result<QList<Customer>> CustomerRepository::withRules()
{
    return read(u"WHERE blocked <> 0 OR budget_id IS NOT NULL OR allowed_model_region IS NOT NULL OR "
                u"default_model IS NOT NULL"_s);
}

Result<QList<Customer>> CustomerRepository::withSpend()
{
    return read(u"WHERE spend <> 0"_s);
}

Result<QList<Customer>> CustomerRepository::read(const QString &rest, const QVariantList &values)
{
    return m_database.select<Customer>(u"SELECT %1 FROM end_users %2"_s.arg(columns(), rest), values,
                                       readCustomer);
}

} // namespace sekisho::storage
