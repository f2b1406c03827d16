// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return limitColumnNames() + u", extra, created_at, created_by, updated_at, updated_by"_s;
}

QString columns()
{
    return u"budget_id, spend, "_s + ruleColumns();
}

QVariantList ruleValues(const Budget &budget)
{
    return bindLimits(budget.limits) + QVariantList{bindJson(budget.extra), bind(budget.createdAt),
                                                    budget.createdBy, bind(budget.updatedAt),
                                                    budget.updatedBy};
}

Budget readBudget(const Row &row)
{
    constexpr int Limits = 2;
    constexpr int After = Limits + LimitColumns;
    return {.budgetId = row.text(0),
            .spend = readMoney(row, 1),
            .limits = readLimits(row, Limits),
            .extra = readJson(row, After),
            .createdAt = row.time(After + 1),
            .createdBy = row.text(After + 2),
            .updatedAt = row.time(After + 3),
            .updatedBy = row.text(After + 4)};
}

} // namespace

Result<void> BudgetRepository::insert(const Budget &budget)
{
    return m_database.run(insertSql(u"budgets"_s, columns()),
                          QVariantList{budget.budgetId, bindMoney(budget.spend)} + ruleValues(budget));
}

Result<void> BudgetRepository::update(const Budget &budget)
{
    const QString sql = u"UPDATE budgets SET %1 WHERE budget_id = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(budget) + QVariantList{budget.budgetId}),
                        u"Budget"_s);
}

Result<void> BudgetRepository::erase(const QString &budgetId)
{
    return expectChange(m_database.execute(u"DELETE FROM budgets WHERE budget_id = ?"_s, {budgetId}),
                        u"Budget"_s);
}

Result<std::optional<Budget>> BudgetRepository::find(const QString &budgetId)
{
    return m_database.selectOne<Budget>(u"SELECT %1 FROM budgets WHERE budget_id = ?"_s.arg(columns()),
                                        {budgetId}, readBudget);
}

Result<QList<Budget>> BudgetRepository::all()
{
    return m_database.select<Budget>(
        u"SELECT %1 FROM budgets ORDER BY created_at DESC, budget_id DESC"_s.arg(columns()), {}, readBudget);
}

Result<QList<Budget>> BudgetRepository::list(Page page)
{
    return m_database.select<Budget>(
        u"SELECT %1 FROM budgets ORDER BY created_at DESC, budget_id DESC LIMIT ? OFFSET ?"_s.arg(columns()),
        {qlonglong(page.limit), qlonglong(page.offset)}, readBudget);
}

} // namespace sekisho::storage
