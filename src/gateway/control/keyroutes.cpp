// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyroutes.h"

#include "keyauthority.h"
#include "keydefaults.h"
#include "keyfields.h"
#include "keygeneration.h"
#include "keyselection.h"
#include "loggingvars.h"
#include "makeroute.h"

#include <core/ids.h>
#include <core/mask.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::VirtualKey;

KeyRoutes::KeyRoutes(ControlServices &services)
    : m_services(&services)
    , m_store(services)
{
}

std::vector<AdminRoute> KeyRoutes::routes() const
{
    return {
        makeRoute("POST", "/key/generate", Scope::Active, *this, &KeyRoutes::generate),
        makeRoute("POST", "/key/service-account/generate", Scope::Active, *this,
                  &KeyRoutes::generateServiceAccount),
        makeRoute("POST", "/key/update", Scope::Active, *this, &KeyRoutes::update),
        makeRoute("POST", "/key/bulk_update", Scope::Admin, *this, &KeyRoutes::updateMany),
        makeRoute("POST", "/key/block", Scope::Active, *this, &KeyRoutes::block),
        makeRoute("POST", "/key/unblock", Scope::Active, *this, &KeyRoutes::unblock),
        makeRoute("POST", "/key/delete", Scope::Active, *this, &KeyRoutes::erase),
    };
}

KeyRoutes::Answer KeyRoutes::generate(const AdminCall &call) const
{
    return make(call, withKeyDefaults(call.body, m_services->settings), false);
}

KeyRoutes::Answer KeyRoutes::generateServiceAccount(const AdminCall &call) const
{
    FieldReader reader(call.body);
    (void)reader.requiredText("team_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return make(call, withKeyDefaults(call.body, m_services->settings), true);
}

KeyRoutes::Answer KeyRoutes::make(const AdminCall &call, const Json &body, bool forService) const
{
    const auto now = m_services->clock.now();
    QString plain = core::newVirtualKey();
    VirtualKey key{
        .createdAt = now, .createdBy = call.caller.userId, .updatedAt = now, .updatedBy = call.caller.userId};
    FieldReader reader(body);
    readCustomKey(reader, "key", plain);
    readKey(reader, key, m_services->budgetTime());
    checkUpperBounds(reader, body, m_services->settings);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    key.token = core::sha256Hex(plain.toUtf8());
    key.keyName = core::maskKey(plain);
    auto done = sealLogging(key.metadata, {}, m_services->saltKey);
    if (done)
        done = checkNew(call, key);
    if (done)
        done = checkGeneration(key, body, call.caller, m_services->directory, m_services->settings);
    // A service account is its team's, nobody's own.
    if (forService) {
        key.userId.reset();
        key.metadata["service_account_id"] = key.keyAlias.value_or(key.keyName);
    }
    if (done)
        done = m_store.insert(call, key);
    if (!done)
        return fail(done.error());
    return newKeyAnswer(key, plain, m_services->directory);
}

Result<void> KeyRoutes::checkNew(const AdminCall &call, VirtualKey &key) const
{
    if (m_services->directory.key(key.token))
        return fail(ErrorKind::Conflict, u"This key already exists"_s, u"bad_request_error"_s, u"key"_s);
    if (auto done = checkAliasFormat(key.keyAlias, m_services->settings); !done)
        return done;
    if (auto done = m_store.checkReferences(key); !done)
        return done;
    return KeyAuthority(m_services->directory, call).completeNew(key, call.path);
}

KeyRoutes::Answer KeyRoutes::update(const AdminCall &call) const
{
    return change(call, call.body);
}

KeyRoutes::Answer KeyRoutes::change(const AdminCall &call, const Json &body) const
{
    FieldReader reader(body);
    const QString named = reader.requiredText("key");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto before = m_store.require(named);
    if (!before)
        return fail(before.error());
    const KeyAuthority authority(m_services->directory, call);
    VirtualKey after = *before;
    const auto now = m_services->clock.now();
    readKey(reader, after, m_services->budgetTime());
    readTemporaryIncrease(reader, after);
    after.updatedAt = now;
    after.updatedBy = call.caller.userId;
    auto done = authority.mayChange(*before, "/key/update");
    if (done)
        done = reader.result();
    if (done)
        done = m_store.checkReferences(after);
    if (done)
        done = authority.mayMove(*before, after);
    if (done)
        done = sealLogging(after.metadata, before->metadata, m_services->saltKey);
    if (done)
        done = m_store.update(call, *before, after, reader.has("spend"));
    if (!done)
        return fail(done.error());
    Json answer = keyRow(after, m_services->directory);
    answer["key"] = named;
    return answer;
}

// One after the other: what is right is done, what is wrong is told with its reason.
KeyRoutes::Answer KeyRoutes::updateMany(const AdminCall &call) const
{
    constexpr std::size_t Most = 500;
    const Json &keys = core::memberOr(call.body, "keys");
    if (!keys.is_array() || keys.empty() || keys.size() > Most)
        return fail(ErrorKind::InvalidInput, u"Field 'keys' must be a list of 1 to %1 updates"_s.arg(Most),
                    u"invalid_request_error"_s, u"keys"_s);
    Json successes = Json::array();
    Json failures = Json::array();
    for (const Json &item : keys) {
        const Json named = core::stringOr(item, "key");
        const auto changed =
            item.is_object() ? change(call, item) : fail(ErrorKind::InvalidInput, u"must be an object"_s);
        if (changed)
            successes.push_back({{"key", named}, {"key_info", *changed}});
        else
            failures.push_back(
                {{"key", named}, {"key_info", nullptr}, {"failed_reason", changed.error().detail}});
    }
    return Json{{"total_requested", keys.size()},
                {"successful_updates", std::move(successes)},
                {"failed_updates", std::move(failures)}};
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
    const auto before = m_store.require(named);
    if (!before)
        return fail(before.error());
    VirtualKey after = *before;
    after.blocked = blocked;
    after.updatedAt = m_services->clock.now();
    after.updatedBy = call.caller.userId;
    auto done = KeyAuthority(m_services->directory, call).mayBlock(*before);
    if (done)
        done = m_store.update(call, *before, after, false, AuditAction::Blocked);
    if (!done)
        return fail(done.error());
    Json answer = keyRow(after, m_services->directory);
    answer["token"] = QString::fromLatin1(after.token);
    return answer;
}

// All or nothing: a caller who names a key that is not there has another one in mind.
KeyRoutes::Answer KeyRoutes::erase(const AdminCall &call) const
{
    storage::KeyRepository repository(m_services->database);
    KeySelection selection(repository);
    auto done = selection.read(call.body);
    const KeyAuthority authority(m_services->directory, call);
    for (int i = 0; done && i < selection.keys().size(); ++i)
        done = authority.mayChange(selection.keys().at(i), "/key/delete");
    if (done)
        done = m_store.erase(call, selection.keys());
    if (!done)
        return fail(done.error());
    return Json{{"deleted_keys", core::toJson(selection.named())}};
}

} // namespace sekisho::gateway
