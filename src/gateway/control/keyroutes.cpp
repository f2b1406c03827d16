// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyroutes.h"

#include "keyfields.h"
#include "keyquery.h"
#include "keyselection.h"
#include "makeroute.h"

#include <core/ids.h>
#include <core/mask.h>

#include <QRegularExpression>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::VirtualKey;

namespace {

// Enough of a refused key to recognise it, too little to guess the rest.
QString recognisable(const QString &key)
{
    constexpr int ShortestShown = 16;
    return key.size() < ShortestShown ? u"****"_s : key.left(4) + u"****"_s + key.right(4);
}

void readCustomKey(FieldReader &reader, QString &plain)
{
    static const QRegularExpression allowed(u"^sk-[!-~]{1,97}\\z"_s);
    std::optional<QString> given;
    reader.read("key", given);
    if (!given)
        return;
    if (!given->startsWith(u"sk-"_s))
        reader.fail({ErrorKind::InvalidInput,
                     u"Invalid key format. LiteLLM Virtual Key must start with 'sk-'. Received: %1"_s.arg(
                         recognisable(*given)),
                     {},
                     u"key"_s,
                     nullptr});
    else if (!allowed.match(*given).hasMatch())
        reader.refuse("key", u"must be 4 to 100 printable ASCII characters without spaces"_s);
    plain = *given;
}

bool maySee(const Caller &caller, const VirtualKey &key)
{
    if (caller.isAdmin() || caller.keyHash == key.token)
        return true;
    return caller.key && key.userId && caller.key->rules.userId == key.userId;
}

} // namespace

KeyRoutes::KeyRoutes(ControlServices &services)
    : m_services(&services)
    , m_keys(services.database)
{
}

std::vector<AdminRoute> KeyRoutes::routes() const
{
    return {
        makeRoute("POST", "/key/generate", Scope::Admin, *this, &KeyRoutes::generate),
        makeRoute("GET", "/key/info", Scope::AnyKey, *this, &KeyRoutes::info),
        makeRoute("GET", "/key/list", Scope::AnyKey, *this, &KeyRoutes::list),
        makeRoute("POST", "/key/update", Scope::Admin, *this, &KeyRoutes::update),
        makeRoute("POST", "/key/block", Scope::Admin, *this, &KeyRoutes::block),
        makeRoute("POST", "/key/unblock", Scope::Admin, *this, &KeyRoutes::unblock),
        makeRoute("POST", "/key/delete", Scope::Admin, *this, &KeyRoutes::erase),
    };
}

KeyRoutes::Answer KeyRoutes::generate(const AdminCall &call) const
{
    const auto now = m_services->clock.now();
    QString plain = core::newVirtualKey();
    VirtualKey key{
        .createdAt = now, .createdBy = call.caller.userId, .updatedAt = now, .updatedBy = call.caller.userId};
    FieldReader reader(call.body);
    readCustomKey(reader, plain);
    readKey(reader, key, now);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    key.token = core::sha256Hex(plain.toUtf8());
    key.keyName = core::maskKey(plain);
    if (m_services->directory.key(key.token))
        return fail(ErrorKind::Conflict, u"This key already exists"_s, u"bad_request_error"_s, u"key"_s);
    auto done = checkReferences(key);
    if (done)
        done = m_keys.insert(key);
    if (!done)
        return fail(done.error());
    m_services->directory.publish(key);
    Json answer = keyRow(key, m_services->directory);
    answer["key"] = plain;
    answer["token"] = answer["token_id"] = QString::fromLatin1(key.token);
    return answer;
}

KeyRoutes::Answer KeyRoutes::info(const AdminCall &call) const
{
    QueryReader query(call.query);
    const QString named = query.text(u"key"_s).value_or(QString::fromLatin1(call.caller.keyHash));
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto key = require(named);
    // What somebody may not see looks the same whether it is there or not.
    if (!call.caller.isAdmin() && (!key || !maySee(call.caller, *key)))
        return fail(ErrorKind::Forbidden, u"You are not allowed to access this key's info"_s, {}, u"key"_s);
    if (!key)
        return fail(key.error());
    return Json{{"key", named}, {"info", keyRow(*key, m_services->directory)}};
}

KeyRoutes::Answer KeyRoutes::list(const AdminCall &call) const
{
    const auto query = readKeyQuery(call);
    if (!query)
        return fail(query.error());
    const auto total = m_keys.count(query->filter);
    if (!total)
        return fail(total.error());
    const auto keys = m_keys.list(query->filter, query->order, query->page);
    if (!keys)
        return fail(keys.error());
    Json rows = Json::array();
    for (const VirtualKey &key : *keys) {
        Json token = QString::fromLatin1(key.token);
        Json row = query->fullObjects ? keyRow(key, m_services->directory) : token;
        if (query->fullObjects)
            row["token"] = std::move(token);
        rows.push_back(std::move(row));
    }
    const std::int64_t size = query->page.limit;
    return Json{{"keys", std::move(rows)},
                {"total_count", *total},
                {"current_page", query->page.offset / size + 1},
                {"total_pages", (*total + size - 1) / size}};
}

KeyRoutes::Answer KeyRoutes::update(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString named = reader.requiredText("key");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    auto key = require(named);
    if (!key)
        return fail(key.error());
    const auto now = m_services->clock.now();
    readKey(reader, *key, now);
    key->updatedAt = now;
    key->updatedBy = call.caller.userId;
    auto done = reader.result();
    if (done)
        done = checkReferences(*key);
    if (done)
        done = store(*key, reader.has("spend"));
    if (!done)
        return fail(done.error());
    Json answer = keyRow(*key, m_services->directory);
    answer["key"] = named;
    return answer;
}

KeyRoutes::Answer KeyRoutes::block(const AdminCall &call) const
{
    return setBlocked(call, true);
}

KeyRoutes::Answer KeyRoutes::unblock(const AdminCall &call) const
{
    return setBlocked(call, false);
}

KeyRoutes::Answer KeyRoutes::setBlocked(const AdminCall &call, bool blocked) const
{
    FieldReader reader(call.body);
    const QString named = reader.requiredText("key");
    if (reader.good() && tokenOf(named).isEmpty())
        reader.refuse("key", u"must be a key that starts with 'sk-' or its hash"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    auto key = require(named);
    if (!key)
        return fail(key.error());
    key->blocked = blocked;
    key->updatedAt = m_services->clock.now();
    key->updatedBy = call.caller.userId;
    if (auto stored = store(*key, false); !stored)
        return fail(stored.error());
    Json answer = keyRow(*key, m_services->directory);
    answer["token"] = QString::fromLatin1(key->token);
    return answer;
}

// All or nothing: a caller who names a key that is not there has another one in mind.
KeyRoutes::Answer KeyRoutes::erase(const AdminCall &call) const
{
    KeySelection selection(m_keys);
    if (auto read = selection.read(call.body); !read)
        return fail(read.error());
    const QList<VirtualKey> &keys = selection.keys();
    auto done = m_services->database.transaction([&]() -> Result<void> {
        Result<void> erased;
        for (int i = 0; erased && i < keys.size(); ++i)
            erased = m_keys.erase(keys.at(i).token);
        return erased;
    });
    if (!done)
        return fail(done.error());
    for (const VirtualKey &key : keys)
        m_services->directory.removeKey(key.token);
    return Json{{"deleted_keys", core::toJson(selection.named())}};
}

Result<VirtualKey> KeyRoutes::require(const QString &keyOrHash) const
{
    auto key = m_keys.find(tokenOf(keyOrHash));
    if (!key)
        return fail(key.error());
    if (!*key)
        return fail(ErrorKind::NotFound, u"Key not found in database"_s, u"not_found_error"_s, u"key"_s);
    return std::move(**key);
}

Result<void> KeyRoutes::checkReferences(const VirtualKey &key) const
{
    if (key.teamId && !m_services->directory.team(*key.teamId))
        return fail(ErrorKind::InvalidInput,
                    u"Unable to find team object in database. Team ID: %1"_s.arg(*key.teamId), {},
                    u"team_id"_s);
    if (key.budgetId && !m_services->directory.budget(*key.budgetId))
        return fail(ErrorKind::InvalidInput, u"Budget not found, budget_id=%1"_s.arg(*key.budgetId), {},
                    u"budget_id"_s);
    return checkAlias(key);
}

Result<void> KeyRoutes::checkAlias(const VirtualKey &key) const
{
    if (!key.keyAlias)
        return {};
    const auto other = m_keys.findByAlias(*key.keyAlias);
    if (!other)
        return fail(other.error());
    if (*other && (*other)->token != key.token)
        return fail(
            ErrorKind::Conflict,
            u"Key with alias '%1' already exists. Unique key aliases across all keys are required."_s.arg(
                *key.keyAlias),
            u"bad_request_error"_s, u"key_alias"_s);
    return {};
}

Result<void> KeyRoutes::store(const VirtualKey &key, bool setsSpend) const
{
    auto done = m_services->database.transaction([&]() -> Result<void> {
        auto written = m_keys.update(key);
        if (written && setsSpend)
            written = m_keys.restartSpend(key.token, key.spend, key.limits.budgetResetAt);
        return written;
    });
    if (!done)
        return done;
    m_services->directory.publish(key);
    if (const auto live = m_services->directory.key(key.token); live && setsSpend)
        live->meter->spentNanos = key.spend.nanos();
    return {};
}

} // namespace sekisho::gateway
