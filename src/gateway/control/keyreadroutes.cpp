// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyreadroutes.h"

#include "../modelbudget.h"
#include "keyauthority.h"
#include "keyfields.h"
#include "keysearch.h"
#include "makeroute.h"

#include <storage/gateway/deletedkeyrepository.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using core::Result;
using storage::VirtualKey;

KeyReadRoutes::KeyReadRoutes(ControlServices &services)
    : m_services(&services)
    , m_store(services)
{
}

std::vector<AdminRoute> KeyReadRoutes::routes() const
{
    return {
        makeRoute("GET", "/key/info", Scope::AnyKey, *this, &KeyReadRoutes::info),
        makeRoute("POST", "/v2/key/info", Scope::AnyKey, *this, &KeyReadRoutes::infoOfMany),
        makeRoute("GET", "/key/list", Scope::AnyKey, *this, &KeyReadRoutes::list),
        makeRoute("GET", "/key/aliases", Scope::AnyKey, *this, &KeyReadRoutes::aliases),
        makeRoute("POST", "/key/health", Scope::AnyKey, *this, &KeyReadRoutes::health),
    };
}

/// What has been spent of each of the key's model budgets.
static Json modelUsage(const VirtualKey &key, const Directory &directory)
{
    Json usage = Json::object();
    for (const QString &model : modelBudgetNames(key)) {
        const auto budget = modelBudget(key, model);
        const auto spent = directory.keyModel(key.token, model);
        usage[model.toStdString()] = {
            {"current_spend", spent ? core::Money::fromNanos(spent->meter->spentNanos).usd() : 0.0},
            {"budget_limit", budget->maxBudget ? Json(budget->maxBudget->usd()) : Json(nullptr)},
            {"time_period", core::toJson(budget->budgetDuration)}};
    }
    return usage;
}

KeyReadRoutes::Answer KeyReadRoutes::info(const AdminCall &call) const
{
    QueryReader query(call.query);
    const QString named = query.text(u"key"_s).value_or(QString::fromLatin1(call.caller.keyHash));
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto key = m_store.require(named);
    // What somebody may not see looks the same whether it is there or not.
    const auto seen = KeyAuthority(m_services->directory, call).maySee(key.value_or(VirtualKey()));
    if (!seen)
        return fail(seen.error());
    if (!key)
        return fail(key.error());
    Json row = keyRow(*key, m_services->directory);
    row["model_max_budget_usage"] = modelUsage(*key, m_services->directory);
    return Json{{"key", named}, {"info", std::move(row)}};
}

KeyReadRoutes::Answer KeyReadRoutes::infoOfMany(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QStringList named = reader.requiredStrings("keys");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const KeyAuthority authority(m_services->directory, call);
    Json rows = Json::array();
    for (const QString &name : named) {
        const auto key = m_store.require(name);
        if (!key && key.error().kind != core::ErrorKind::NotFound)
            return fail(key.error());
        if (key && authority.maySee(*key))
            rows.push_back(keyRow(*key, m_services->directory));
    }
    return Json{{"key", core::toJson(named)}, {"info", std::move(rows)}};
}

QStringList KeyReadRoutes::administeredTeams(const Caller &caller) const
{
    const Permissions permissions(m_services->directory);
    QStringList ids;
    for (const auto &team : m_services->directory.teams()) {
        if (permissions.administers(caller, team->rules))
            ids.append(team->rules.teamId);
    }
    return ids;
}

KeyReadRoutes::Answer KeyReadRoutes::list(const AdminCall &call) const
{
    const bool seesSome = !call.caller.seesAll();
    const QStringList teams = seesSome ? administeredTeams(call.caller) : QStringList();
    const auto query = readKeyQuery(call, teams, m_services->clock.now());
    if (!query)
        return fail(query.error());
    return query->deleted ? listDeleted(*query) : listLive(*query);
}

static Json pageOf(Json rows, std::int64_t total, const storage::Page &page)
{
    return {{"keys", std::move(rows)},
            {"total_count", total},
            {"current_page", page.offset / page.limit + 1},
            {"total_pages", (total + page.limit - 1) / page.limit}};
}

Json KeyReadRoutes::listedRow(const VirtualKey &key, const KeyQuery &query) const
{
    const QString token = QString::fromLatin1(key.token);
    if (!query.fullObjects)
        return token;
    Json row = keyRow(key, m_services->directory);
    row["token"] = token;
    const auto user = query.expandUser && key.userId ? m_services->directory.user(*key.userId) : nullptr;
    if (user)
        row["user"] = {{"user_id", user->rules.userId},
                       {"user_email", core::toJson(user->rules.userEmail)},
                       {"user_alias", core::toJson(user->rules.userAlias)}};
    else if (query.expandUser)
        row["user"] = nullptr;
    return row;
}

KeyReadRoutes::Answer KeyReadRoutes::listLive(const KeyQuery &query) const
{
    const KeySearch search(*m_services, query.filter);
    const auto total = search.total();
    if (!total)
        return fail(total.error());
    const auto keys = search.page(*total, query.order, query.page);
    if (!keys)
        return fail(keys.error());
    Json rows = Json::array();
    for (const VirtualKey &key : *keys)
        rows.push_back(listedRow(key, query));
    return pageOf(std::move(rows), *total, query.page);
}

KeyReadRoutes::Answer KeyReadRoutes::listDeleted(const KeyQuery &query) const
{
    storage::DeletedKeyRepository repository(m_services->database);
    const auto total = repository.count(query.filter);
    if (!total)
        return fail(total.error());
    const auto keys = repository.list(query.filter, query.page);
    if (!keys)
        return fail(keys.error());
    Json rows = Json::array();
    for (const storage::DeletedKey &key : *keys) {
        Json row = key.row;
        row["token"] = QString::fromLatin1(key.token);
        row["deleted_at"] = core::toIso8601(key.deletedAt);
        row["deleted_by"] = key.deletedBy;
        rows.push_back(query.fullObjects ? std::move(row) : Json(QString::fromLatin1(key.token)));
    }
    return pageOf(std::move(rows), *total, query.page);
}

KeyReadRoutes::Answer KeyReadRoutes::aliases(const AdminCall &call) const
{
    const QStringList teams = call.caller.seesAll() ? QStringList() : administeredTeams(call.caller);
    const auto query = readAliasQuery(call, teams);
    if (!query)
        return fail(query.error());
    const auto found = KeySearch(*m_services, query->filter).aliases(query->page);
    if (!found)
        return fail(found.error());
    return Json{{"aliases", core::toJson(*found)},
                {"current_page", query->page.offset / query->page.limit + 1},
                {"size", query->page.limit}};
}

// The key is healthy if it came this far; callbacks of its own are not called by this gateway.
KeyReadRoutes::Answer KeyReadRoutes::health(const AdminCall &) const
{
    return Json{{"key", "healthy"}, {"logging_callbacks", nullptr}};
}

} // namespace sekisho::gateway
