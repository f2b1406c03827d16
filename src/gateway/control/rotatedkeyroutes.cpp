// SPDX-License-Identifier: GPL-3.0-or-later
#include "rotatedkeyroutes.h"

#include "../routegroups.h"
#include "keyauthority.h"
#include "keyfields.h"
#include "keyrotation.h"
#include "limitfields.h"
#include "makeroute.h"
#include "queryreader.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;

RotatedKeyRoutes::RotatedKeyRoutes(ControlServices &services)
    : m_services(&services)
    , m_store(services)
{
}

std::vector<AdminRoute> RotatedKeyRoutes::routes() const
{
    return {makeRoute("GET", "/key/rotated", Scope::AnyKey, *this, &RotatedKeyRoutes::fetch)};
}

/// Also an old key, or its hash, leads to the key that is in its place, while it is accepted.
Result<QByteArray> RotatedKeyRoutes::tokenAskedFor(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto named = query.text(u"key"_s);
    const QByteArray token = named ? tokenOf(*named) : call.caller.keyHash;
    if (token.isEmpty())
        query.refuse(u"key"_s, u"must be a key that starts with 'sk-' or its hash"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto successor = m_services->directory.successor(token, m_services->clock.now());
    return successor ? successor->rules.token : token;
}

/// Its holder, also with the old key; otherwise who may regenerate it, with a key that may come here.
Result<void> RotatedKeyRoutes::mayFetch(const AdminCall &call, const storage::VirtualKey &key) const
{
    const auto &own = call.caller.key;
    if (own && own->rules.token == key.token)
        return {};
    if (own && !routeListAllows(core::stringsOr(own->rules.extra, "allowed_routes"), call.path))
        return notAllowed(u"Virtual key is not allowed to call this route for another key"_s);
    return KeyAuthority(m_services->directory, call).mayChange(key, "/key/regenerate");
}

Result<Json> RotatedKeyRoutes::fetch(const AdminCall &call) const
{
    const auto token = tokenAskedFor(call);
    if (!token)
        return fail(token.error());
    const auto key = m_store.require(QString::fromLatin1(*token));
    if (!key)
        return fail(key.error());
    if (auto may = mayFetch(call, *key); !may)
        return fail(may.error());
    const auto kept = storage::RotatedKeyRepository(m_services->database).find(key->token);
    if (!kept)
        return fail(kept.error());
    if (!*kept)
        return fail(ErrorKind::NotFound, u"No rotated key waits here: it did not rotate, or is in use"_s,
                    u"not_found_error"_s, u"key"_s);
    const auto plain = openKey(**kept, m_services->saltKey);
    if (!plain)
        return fail(ErrorKind::Internal, u"The rotated key does not open with this salt key"_s);
    return Json{{"key", plain->reveal()},
                {"token", QString::fromLatin1(key->token)},
                {"key_name", key->keyName},
                {"key_alias", core::toJson(key->keyAlias)},
                {"rotation_count", key->rotationCount},
                {"last_rotation_at", core::toIso8601((*kept)->rotatedAt)},
                {"key_rotation_at", toJson(key->keyRotationAt)},
                {"old_key_accepted_until", core::toIso8601((*kept)->oldKeyUntil)}};
}

} // namespace sekisho::gateway
