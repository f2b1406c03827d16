// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetroutes.h"

#include "budgetfields.h"
#include "change.h"
#include "limitfields.h"
#include "makeroute.h"
#include "paging.h"
#include "queryreader.h"

#include <core/ids.h>
#include <storage/gateway/keyrepository.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Budget;

static constexpr std::int64_t MostListed = 1000;

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
        makeRoute("GET", "/budget/settings", Scope::AnyKey, *this, &BudgetRoutes::settings),
        makeRoute("GET", "/budget/list", Scope::AnyKey, *this, &BudgetRoutes::list),
        makeRoute("POST", "/budget/update", Scope::Admin, *this, &BudgetRoutes::update),
        makeRoute("POST", "/budget/delete", Scope::AnyKey, *this, &BudgetRoutes::erase),
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
    readBudget(reader, budget, m_services->budgetTime());
    if (auto read = reader.result(); !read)
        return fail(read.error());
    budget.budgetId = id && !id->isEmpty() ? *id : core::newUuid();
    if (m_services->directory.budget(budget.budgetId))
        return fail(ErrorKind::Conflict, u"Budget id = %1 already exists"_s.arg(budget.budgetId),
                    u"bad_request_error"_s, u"budget_id"_s);
    Change change(*m_services, call);
    change.create(budget);
    if (auto done = change.commit(); !done)
        return fail(done.error());
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

namespace {

// In LiteLLM's words and with its status.
Result<void> requireAdmin(const Caller &caller)
{
    if (caller.isAdmin())
        return {};
    return fail(ErrorKind::InvalidInput,
                u"Admin-only endpoint. Not allowed to access this., your role=%1"_s.arg(nameOf(caller.role)));
}

Json settingRow(const char *name, const char *type, const char *description, Json value)
{
    const bool isStored = !value.is_null();
    return {{"field_name", name},
            {"field_type", type},
            {"field_description", description},
            {"field_value", std::move(value)},
            {"stored_in_db", isStored},
            {"field_default_value", nullptr},
            {"premium_field", false},
            {"nested_fields", nullptr}};
}

} // namespace

BudgetRoutes::Answer BudgetRoutes::settings(const AdminCall &call) const
{
    if (auto admin = requireAdmin(call.caller); !admin)
        return fail(admin.error());
    QueryReader query(call.query);
    const auto id = query.text(u"budget_id"_s);
    if (!id)
        query.refuse(u"budget_id"_s, u"is required"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto budget = require(Json{{"budget_id", *id}}, "budget_id");
    if (!budget)
        return fail(budget.error());
    const storage::SpendLimits &limits = budget->limits;
    return Json::array(
        {settingRow("max_parallel_requests", "Integer", "Requests at the same time",
                    core::toJson(limits.maxParallelRequests)),
         settingRow("tpm_limit", "Integer", "Tokens per minute", core::toJson(limits.tpmLimit)),
         settingRow("rpm_limit", "Integer", "Requests per minute", core::toJson(limits.rpmLimit)),
         settingRow("budget_duration", "String", "Period after which spend starts anew",
                    core::toJson(limits.budgetDuration)),
         settingRow("max_budget", "Float", "US dollars at which requests are refused",
                    toJson(limits.maxBudget)),
         settingRow("soft_budget", "Float", "US dollars at which a warning is due",
                    toJson(limits.softBudget))});
}

BudgetRoutes::Answer BudgetRoutes::list(const AdminCall &call) const
{
    if (auto admin = requireAdmin(call.caller); !admin)
        return fail(admin.error());
    QueryReader query(call.query);
    const PageQuery page = readPage(query, MostListed, MostListed);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto budgets = m_budgets.list(page.page());
    if (!budgets)
        return fail(budgets.error());
    Json rows = Json::array();
    for (const Budget &budget : *budgets)
        rows.push_back(budgetRow(budget, m_services->directory));
    return rows;
}

BudgetRoutes::Answer BudgetRoutes::update(const AdminCall &call) const
{
    const auto before = require(call.body, "budget_id");
    if (!before)
        return fail(before.error());
    std::optional<Budget> budget = *before;
    const auto now = m_services->clock.now();
    FieldReader reader(call.body);
    readBudget(reader, *budget, m_services->budgetTime());
    budget->updatedAt = now;
    budget->updatedBy = call.caller.userId;
    Change change(*m_services, call);
    change.alter(*before, *budget);
    change.moveResets(*before, *budget);
    auto done = reader.result();
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return budgetRow(*budget, m_services->directory);
}

BudgetRoutes::Answer BudgetRoutes::erase(const AdminCall &call) const
{
    if (auto admin = requireAdmin(call.caller); !admin)
        return fail(admin.error());
    const auto budget = require(call.body, "id");
    if (!budget)
        return fail(budget.error());
    Json answer = budgetRow(*budget, m_services->directory);
    if (auto erased = eraseAndDetach(call, *budget); !erased)
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
Result<void> BudgetRoutes::eraseAndDetach(const AdminCall &call, const Budget &budget) const
{
    const auto keys = storage::KeyRepository(m_services->database).ofBudget(budget.budgetId);
    if (!keys)
        return fail(keys.error());
    Change change(*m_services, call);
    for (const storage::VirtualKey &key : *keys) {
        storage::VirtualKey without = key;
        without.budgetId.reset();
        change.alter(key, without);
    }
    change.remove(budget);
    return change.commit();
}

} // namespace sekisho::gateway
