// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetoperations.h"

#include "failure.h"
#include "wirejson.h"

namespace sekisho::client {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {
Result<QList<BudgetInfo>> budgetsFrom(const Json &answer)
{
    if (!answer.is_array())
        return core::fail(core::ErrorKind::Upstream, u"The answer is not a list of budgets"_s, CodeNotTheApi);
    return listFrom<BudgetInfo>(answer, budgetFrom);
}

Result<BudgetInfo> onlyBudgetFrom(const Json &answer)
{
    const auto budgets = budgetsFrom(answer);
    if (!budgets)
        return core::fail(budgets.error());
    if (budgets->isEmpty())
        return core::fail(core::ErrorKind::NotFound, u"There is no such budget"_s, {}, u"budget_id"_s);
    return budgets->first();
}

Result<void> nothing(const ApiResponse &)
{
    return {};
}
} // namespace

BudgetOperations::BudgetOperations(ApiTransport *transport)
    : m_transport(transport)
{
}

core::Async<QList<BudgetInfo>> BudgetOperations::list() const
{
    return m_transport->fetchJson<QList<BudgetInfo>>(ApiRequest::get(u"/budget/list"_s), budgetsFrom);
}

core::Async<BudgetInfo> BudgetOperations::info(const QString &budgetId) const
{
    const Json body{{"budgets", core::toJson(QStringList{budgetId})}};
    return m_transport->fetchJson<BudgetInfo>(ApiRequest::post(u"/budget/info"_s, body), onlyBudgetFrom);
}

core::Async<BudgetInfo> BudgetOperations::create(const NewBudget &budget) const
{
    return m_transport->fetchJson<BudgetInfo>(
        ApiRequest::post(u"/budget/new"_s, toJson(budget)),
        [](const Json &row) { return Result<BudgetInfo>(budgetFrom(row)); });
}

core::Async<void> BudgetOperations::update(const QString &budgetId, const BudgetChanges &changes) const
{
    auto body = toJson(changes);
    body["budget_id"] = budgetId;
    return m_transport->fetch<void>(ApiRequest::post(u"/budget/update"_s, body), nothing);
}

core::Async<void> BudgetOperations::remove(const QString &budgetId) const
{
    return m_transport->fetch<void>(ApiRequest::post(u"/budget/delete"_s, Json{{"id", budgetId}}), nothing);
}

} // namespace sekisho::client
