// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetroutes.h"

#include "budgetfields.h"
#include "makeroute.h"

#include <core/ids.h>
#include <storage/gateway/keyrepository.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Budget;

BudgetRoutes::BudgetRoutes(ControlServices &services)
    : m_services(&services)
    , m_budgets(services.database)
{
}

std::vector<AdminRoute> BudgetRoutes::routes() const
{
    return {
        makeRoute("POST", "/budget/new", Scope::Admin, *this, &BudgetRoutes::create),
        makeRoute("POST", "/budget/info", Scope::Admin, *this, &BudgetRoutes::info),
        makeRoute("GET", "/budget/list", Scope::Admin, *this, &BudgetRoutes::list),
        makeRoute("POST", "/budget/update", Scope::Admin, *this, &BudgetRoutes::update),
        makeRoute("POST", "/budget/delete", Scope::Admin, *this, &BudgetRoutes::erase),
    };
}

BudgetRoutes::Answer BudgetRoutes::create(const AdminCall &call) const
{
    const auto now = m_services->clock.now();
    Budget budget{
        .createdAt = now, .createdBy = call.caller.userId, .updatedAt = now, .updatedBy = call.caller.userId};
    std::optional<QString> id;
    FieldReader reader(call.body);
    reader.read("budget_id", id);
    readBudget(reader, budget, now);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    budget.budgetId = id && !id->isEmpty() ? *id : core::newUuid();
    if (m_services->directory.budget(budget.budgetId))
        return fail(ErrorKind::Conflict, u"Budget id = %1 already exists"_s.arg(budget.budgetId),
                    u"bad_request_error"_s, u"budget_id"_s);
    if (auto inserted = m_budgets.insert(budget); !inserted)
        return fail(inserted.error());
    m_services->directory.publish(budget);
    return budgetRow(budget, m_services->directory);
}

// As LiteLLM does, ids that are not there are left out of the answer.
BudgetRoutes::Answer BudgetRoutes::info(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QStringList ids = reader.requiredStrings("budgets");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    Json rows = Json::array();
    for (const QString &id : ids) {
        const auto budget = m_budgets.find(id);
        if (!budget)
            return fail(budget.error());
        if (*budget)
            rows.push_back(budgetRow(**budget, m_services->directory));
    }
    return rows;
}

BudgetRoutes::Answer BudgetRoutes::list(const AdminCall &) const
{
    const auto budgets = m_budgets.all();
    if (!budgets)
        return fail(budgets.error());
    Json rows = Json::array();
    for (const Budget &budget : *budgets)
        rows.push_back(budgetRow(budget, m_services->directory));
    return rows;
}

BudgetRoutes::Answer BudgetRoutes::update(const AdminCall &call) const
{
    auto budget = require(call.body, "budget_id");
    if (!budget)
        return fail(budget.error());
    const auto now = m_services->clock.now();
    FieldReader reader(call.body);
    readBudget(reader, *budget, now);
    budget->updatedAt = now;
    budget->updatedBy = call.caller.userId;
    auto done = reader.result();
    if (done)
        done = m_budgets.update(*budget);
    if (!done)
        return fail(done.error());
    m_services->directory.publish(*budget);
    return budgetRow(*budget, m_services->directory);
}

BudgetRoutes::Answer BudgetRoutes::erase(const AdminCall &call) const
{
    const auto budget = require(call.body, "id");
    if (!budget)
        return fail(budget.error());
    Json answer = budgetRow(*budget, m_services->directory);
    if (auto erased = eraseAndDetach(*budget); !erased)
        return fail(erased.error());
    return answer;
}

Result<Budget> BudgetRoutes::require(const Json &body, const char *field) const
{
    FieldReader reader(body);
    const QString id = reader.requiredText(field);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    auto budget = m_budgets.find(id);
    if (!budget)
        return fail(budget.error());
    if (!*budget)
        return fail(ErrorKind::NotFound, u"Budget not found, budget_id=%1"_s.arg(id), {},
                    QString::fromUtf8(field));
    return std::move(**budget);
}

// Keys that drew on the budget live on without one.
Result<void> BudgetRoutes::eraseAndDetach(const Budget &budget) const
{
    storage::KeyRepository keys(m_services->database);
    QList<storage::VirtualKey> users;
    auto done = m_services->database.transaction([&]() -> Result<void> {
        auto found = keys.ofBudget(budget.budgetId);
        if (!found)
            return fail(found.error());
        users = *found;
        Result<void> written;
        for (int i = 0; written && i < users.size(); ++i) {
            users[i].budgetId.reset();
            written = keys.update(users.at(i));
        }
        return written ? m_budgets.erase(budget.budgetId) : written;
    });
    if (!done)
        return done;
    for (const storage::VirtualKey &key : users)
        m_services->directory.publish(key);
    m_services->directory.removeBudget(budget.budgetId);
    return {};
}

} // namespace sekisho::gateway
