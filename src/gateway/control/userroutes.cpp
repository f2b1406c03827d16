// SPDX-License-Identifier: GPL-3.0-or-later
#include "userroutes.h"

#include "keyfields.h"
#include "makeroute.h"
#include "newuser.h"
#include "permissions.h"
#include "queryreader.h"
#include "teamfields.h"
#include "userfields.h"

#include <core/ids.h>
#include <storage/gateway/teamrepository.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::User;

static constexpr storage::Page Most{0, 1000};
static constexpr std::size_t MostAtOnce = 500;

UserRoutes::UserRoutes(ControlServices &services)
    : m_services(&services)
    , m_store(services)
{
}

std::vector<AdminRoute> UserRoutes::routes() const
{
    return {
        makeRoute("POST", "/user/new", Scope::Active, *this, &UserRoutes::create),
        makeRoute("GET", "/user/info", Scope::AnyKey, *this, &UserRoutes::info),
        makeRoute("GET", "/v2/user/info", Scope::AnyKey, *this, &UserRoutes::shortInfo),
        makeRoute("POST", "/user/update", Scope::Active, *this, &UserRoutes::update),
        makeRoute("POST", "/user/bulk_update", Scope::Admin, *this, &UserRoutes::bulkUpdate),
        makeRoute("POST", "/user/delete", Scope::Admin, *this, &UserRoutes::erase),
    };
}

UserRoutes::Answer UserRoutes::create(const AdminCall &call) const
{
    return NewUser(*m_services, call).make();
}

Result<User> UserRoutes::requireVisible(const AdminCall &call) const
{
    QueryReader query(call.query);
    const QString asked = query.text(u"user_id"_s).value_or(call.caller.userId);
    if (auto read = query.result(); !read)
        return fail(read.error());
    // What somebody may not see looks the same whether it is there or not.
    if (!call.caller.seesAll() && (asked.isEmpty() || asked != call.caller.userId))
        return notAllowed(u"You are not allowed to see this user"_s);
    return m_store.require(asked, "user_id");
}

UserRoutes::Answer UserRoutes::info(const AdminCall &call) const
{
    if (call.caller.seesAll() && !call.query.hasQueryItem(u"user_id"_s))
        return everything();
    const auto user = requireVisible(call);
    if (!user)
        return fail(user.error());
    const auto teams =
        storage::TeamRepository(m_services->database).list({.memberId = user->userId}, {}, Most);
    if (!teams)
        return fail(teams.error());
    Json rows = Json::array();
    QStringList ids;
    for (const storage::Team &team : *teams) {
        rows.push_back(teamRow(team, m_services->directory));
        ids.append(team.teamId);
    }
    storage::KeyFilter keys;
    keys.userId = user->userId;
    return Json{{"user_id", user->userId},
                {"user_info", userRow(*user, m_services->directory, ids)},
                {"keys", keyRows(keys)},
                {"teams", std::move(rows)}};
}

// As LiteLLM answers an admin who names nobody, but no more than the newest of each.
UserRoutes::Answer UserRoutes::everything() const
{
    const auto teams = storage::TeamRepository(m_services->database).list({}, {}, Most);
    if (!teams)
        return fail(teams.error());
    Json rows = Json::array();
    for (const storage::Team &team : *teams)
        rows.push_back(teamRow(team, m_services->directory));
    return Json{
        {"user_id", nullptr}, {"user_info", nullptr}, {"keys", keyRows({})}, {"teams", std::move(rows)}};
}

Json UserRoutes::keyRows(const storage::KeyFilter &filter) const
{
    Json rows = Json::array();
    const auto keys = storage::KeyRepository(m_services->database).list(filter, {}, Most);
    if (!keys)
        return rows;
    for (const storage::VirtualKey &key : *keys) {
        Json row = keyRow(key, m_services->directory);
        row["token"] = QString::fromLatin1(key.token);
        rows.push_back(std::move(row));
    }
    return rows;
}

UserRoutes::Answer UserRoutes::shortInfo(const AdminCall &call) const
{
    const auto user = requireVisible(call);
    if (!user)
        return fail(user.error());
    const auto teams = m_store.teamIdsOf(user->userId);
    if (!teams)
        return fail(teams.error());
    return userRow(*user, m_services->directory, *teams);
}

UserRoutes::Answer UserRoutes::update(const AdminCall &call) const
{
    const auto user = updateOne(call, call.body);
    if (!user)
        return fail(user.error());
    const auto teams = m_store.teamIdsOf(user->userId);
    if (!teams)
        return fail(teams.error());
    return Json{{"user_id", user->userId}, {"data", userRow(*user, m_services->directory, *teams)}};
}

namespace {

// What people may change of themselves: nothing that limits or entitles them.
Result<void> checkOwnChange(const Caller &caller, const QString &userId, const Json &fields)
{
    static const QStringList own{u"user_id"_s, u"user_email"_s, u"user_alias"_s};
    if (caller.isAdmin())
        return {};
    if (userId.isEmpty() || userId != caller.userId)
        return notAllowed(u"You are not allowed to change this user"_s);
    for (const auto &[name, value] : fields.items()) {
        if (!own.contains(QString::fromStdString(name)))
            return notAllowed(
                u"Only proxy admins can change '%1' of a user"_s.arg(QString::fromStdString(name)));
    }
    return {};
}

} // namespace

/// Who is meant, by id or e-mail, if the caller may change that.
Result<std::optional<User>> UserRoutes::findToUpdate(const AdminCall &call, const Json &fields) const
{
    std::optional<QString> id, email;
    FieldReader reader(fields);
    reader.read("user_id", id);
    reader.read("user_email", email);
    if (id.value_or(QString()).isEmpty() && email.value_or(QString()).isEmpty())
        reader.refuse("user_id", u"or user_email is required"_s);
    auto done = reader.result();
    if (done)
        done = checkOwnChange(call.caller, id.value_or(QString()), fields);
    if (!done)
        return fail(done.error());
    return m_store.find(id.value_or(QString()), email);
}

User UserRoutes::freshNamed(const QString &userId) const
{
    User user = m_store.fresh();
    user.userId = userId.isEmpty() ? core::newUuid() : userId;
    return user;
}

// As LiteLLM does, an id that is not known is a new user.
Result<User> UserRoutes::updateOne(const AdminCall &call, const Json &fields) const
{
    const auto known = findToUpdate(call, fields);
    if (!known)
        return fail(known.error());
    Change change(*m_services, call);
    User user = *known ? **known : freshNamed(core::stringOr(fields, "user_id"));
    std::optional<core::Money> spend;
    FieldReader reader(fields);
    readUser(reader, user, m_services->budgetTime());
    reader.read("spend", spend);
    user.updatedAt = change.now();
    auto done = reader.result();
    if (done)
        done = m_store.checkFree(user, !*known);
    if (!done)
        return fail(done.error());
    if (*known)
        change.alter(**known, user);
    else
        change.create(user);
    if (spend)
        change.restartSpend(storage::SpendOwner::User, user.userId, {}, *spend, user.limits.budgetResetAt);
    if (auto committed = change.commit(); !committed)
        return fail(committed.error());
    return user;
}

// The fields of each user that is to be changed, all named.
Result<Json> UserRoutes::bulkItems(const Json &body) const
{
    bool all = false;
    FieldReader reader(body);
    reader.read("all_users", all);
    Json items, updates = Json::object();
    reader.readValue("users", FieldKind::List, items);
    reader.readObject("user_updates", updates);
    if (!all && (!items.is_array() || items.empty()))
        reader.refuse("users", u"is required"_s);
    if (!all && items.size() > MostAtOnce)
        reader.refuse("users", u"has more than %1 entries"_s.arg(MostAtOnce));
    if (auto read = reader.result(); !read || !all)
        return read ? Result<Json>(std::move(items)) : fail(read.error());
    const auto users = storage::UserRepository(m_services->database).list({}, {}, {0, MostAtOnce + 1});
    if (!users)
        return fail(users.error());
    if (std::size_t(users->size()) > MostAtOnce)
        return fail(ErrorKind::InvalidInput,
                    u"There are more than %1 users; name those to update"_s.arg(MostAtOnce), {},
                    u"all_users"_s);
    items = Json::array();
    for (const User &user : *users) {
        updates["user_id"] = user.userId;
        items.push_back(updates);
    }
    return items;
}

UserRoutes::Answer UserRoutes::bulkUpdate(const AdminCall &call) const
{
    const auto items = bulkItems(call.body);
    if (!items)
        return fail(items.error());
    Json results = Json::array();
    int updated = 0;
    for (const Json &item : *items) {
        const auto user = updateOne(call, item);
        updated += user ? 1 : 0;
        results.push_back({{"user_id", core::memberOr(item, "user_id")},
                           {"user_email", core::memberOr(item, "user_email")},
                           {"success", user.has_value()},
                           {"error", user ? Json(nullptr) : Json(user.error().detail)},
                           {"updated_user", user ? userRow(*user, m_services->directory) : Json(nullptr)}});
    }
    const int total = int(items->size());
    return Json{{"results", std::move(results)},
                {"total_requested", total},
                {"successful_updates", updated},
                {"failed_updates", total - updated}};
}

UserRoutes::Answer UserRoutes::erase(const AdminCall &call) const
{
    FieldReader reader(call.body);
    QStringList ids = reader.requiredStrings("user_ids");
    if (ids.contains(QLatin1StringView(storage::ProxyBudgetUser)))
        reader.refuse("user_ids", u"names the row that holds everybody's budget, which stays"_s);
    auto done = reader.result();
    ids.removeDuplicates();
    QList<User> users;
    for (int i = 0; done && i < ids.size(); ++i) {
        const auto user = m_store.require(ids.at(i), "user_ids");
        if (user)
            users.append(*user);
        else
            done = fail(user.error());
    }
    Change change(*m_services, call);
    if (done)
        done = m_store.remove(change, users);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return Json(ids.size());
}

} // namespace sekisho::gateway
