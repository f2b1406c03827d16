// SPDX-License-Identifier: GPL-3.0-or-later
#include "customerroutes.h"

#include "customerfields.h"
#include "makeroute.h"
#include "ownbudget.h"
#include "paging.h"
#include "permissions.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Customer;

CustomerRoutes::CustomerRoutes(ControlServices &services)
    : m_services(&services)
    , m_customers(services.database)
{
}

std::vector<AdminRoute> CustomerRoutes::routes() const
{
    using Self = CustomerRoutes;
    std::vector<AdminRoute> all{
        makeRoute("POST", "/customer/new", Scope::Admin, *this, &Self::create),
        makeRoute("GET", "/customer/info", Scope::AnyKey, *this, &Self::info),
        makeRoute("POST", "/customer/update", Scope::Admin, *this, &Self::update),
        makeRoute("POST", "/customer/delete", Scope::Admin, *this, &Self::erase),
        makeRoute("GET", "/customer/list", Scope::Viewer, *this, &Self::list),
        makeRoute("POST", "/customer/block", Scope::Admin, *this, &Self::block),
        makeRoute("POST", "/customer/unblock", Scope::Admin, *this, &Self::unblock),
    };
    const auto count = all.size();
    for (std::size_t i = 0; i < count; ++i) {
        AdminRoute older = all[i];
        older.path.replace("/customer/", "/end_user/");
        all.push_back(std::move(older));
    }
    return all;
}

CustomerRoutes::Answer CustomerRoutes::create(const AdminCall &call) const
{
    Change change(*m_services, call);
    Customer customer{.createdAt = change.now(), .updatedAt = change.now()};
    std::optional<core::Money> spend;
    FieldReader reader(call.body);
    customer.userId = reader.requiredText("user_id");
    readCustomer(reader, customer);
    reader.read("spend", spend);
    customer.spend = spend.value_or(core::Money());
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto known = m_customers.find(customer.userId);
    if (!known)
        return fail(known.error());
    if (*known)
        return fail(
            ErrorKind::Conflict,
            u"Customer already exists, passed user_id=%1. Please pass a new user_id."_s.arg(customer.userId),
            u"bad_request"_s, u"user_id"_s);
    auto done = applyOwnBudget(*m_services, change, call.body, call.caller.userId, customer.budgetId,
                               customer.limits);
    change.create(customer);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return customerRow(customer, m_services->directory);
}

Result<Customer> CustomerRoutes::require(const QString &userId, const char *field) const
{
    auto customer = m_customers.find(userId);
    if (!customer)
        return fail(customer.error());
    if (!*customer)
        return fail(ErrorKind::NotFound, u"End User Id=%1 does not exist in db"_s.arg(userId), u"not_found"_s,
                    QString::fromUtf8(field));
    return std::move(**customer);
}

CustomerRoutes::Answer CustomerRoutes::info(const AdminCall &call) const
{
    if (!call.caller.seesAll() && !call.caller.isActive())
        return notAllowed(u"Only users of the gateway can see its customers"_s);
    QueryReader query(call.query);
    const auto id = query.text(u"end_user_id"_s);
    if (!id)
        query.refuse(u"end_user_id"_s, u"is required"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto customer = require(*id, "end_user_id");
    if (!customer)
        return fail(customer.error());
    return customerRow(*customer, m_services->directory);
}

CustomerRoutes::Answer CustomerRoutes::update(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString id = reader.requiredText("user_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto before = require(id, "user_id");
    if (!before)
        return fail(before.error());
    Change change(*m_services, call);
    Customer customer = *before;
    readCustomer(reader, customer);
    customer.updatedAt = change.now();
    auto done = reader.result();
    if (done)
        done = applyOwnBudget(*m_services, change, call.body, call.caller.userId, customer.budgetId,
                              customer.limits);
    change.alter(*before, customer);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return customerRow(customer, m_services->directory);
}

CustomerRoutes::Answer CustomerRoutes::erase(const AdminCall &call) const
{
    FieldReader reader(call.body);
    QStringList ids = reader.requiredStrings("user_ids");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    ids.removeDuplicates();
    Change change(*m_services, call);
    for (const QString &id : ids) {
        const auto customer = require(id, "user_ids");
        if (!customer)
            return fail(customer.error());
        change.remove(*customer);
    }
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return Json{{"deleted_customers", ids.size()},
                {"message", u"Successfully deleted customers with ids: "_s + ids.join(u", "_s)}};
}

// LiteLLM answers all at once; who is named by a request is a customer, so here there are pages.
CustomerRoutes::Answer CustomerRoutes::list(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto page = readPage(query, 1000, 1000);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto customers = m_customers.list(page.page());
    if (!customers)
        return fail(customers.error());
    Json rows = Json::array();
    for (const Customer &customer : *customers)
        rows.push_back(customerRow(customer, m_services->directory));
    return rows;
}

CustomerRoutes::Answer CustomerRoutes::block(const AdminCall &call) const
{
    return setBlocked(call, true);
}

CustomerRoutes::Answer CustomerRoutes::unblock(const AdminCall &call) const
{
    return setBlocked(call, false);
}

// Who is blocked need not have been here before.
CustomerRoutes::Answer CustomerRoutes::setBlocked(const AdminCall &call, bool blocked) const
{
    FieldReader reader(call.body);
    QStringList ids = reader.requiredStrings("user_ids");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    ids.removeDuplicates();
    Change change(*m_services, call);
    QList<Customer> changed;
    for (const QString &id : ids) {
        const auto known = m_customers.find(id);
        if (!known)
            return fail(known.error());
        if (!*known && !blocked)
            return fail(require(id, "user_ids").error());
        Customer customer = known->value_or(Customer{.userId = id, .createdAt = change.now()});
        customer.blocked = blocked;
        customer.updatedAt = change.now();
        if (*known)
            change.alter(**known, customer, AuditAction::Blocked);
        else
            change.create(customer);
        changed.append(customer);
    }
    if (auto done = change.commit(); !done)
        return fail(done.error());
    Json rows = Json::array();
    for (const Customer &customer : changed)
        rows.push_back(customerRow(customer, m_services->directory));
    return Json{{"blocked_users", std::move(rows)}};
}

} // namespace sekisho::gateway
