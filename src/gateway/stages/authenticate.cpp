// SPDX-License-Identifier: GPL-3.0-or-later
#include "authenticate.h"

#include <core/ids.h>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

MasterKey::MasterKey(const core::SecretString &key)
    : m_hash(key.isEmpty() ? QByteArray() : core::sha256Hex(key.revealUtf8()))
{
}

bool MasterKey::matches(QByteArrayView presentedHash) const
{
    return !m_hash.isEmpty() && core::equalInConstantTime(m_hash, presentedHash);
}

static core::Failure refused(const QString &why)
{
    return core::fail(ErrorKind::Unauthenticated, u"Authentication Error, "_s + why, u"auth_error"_s);
}

/// The text after a scheme in front, whose name compares without case; empty if the scheme is another.
static QByteArray afterScheme(const QByteArray &value, QByteArrayView scheme)
{
    const bool has = value.size() > scheme.size() &&
                     value.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0 &&
                     value.at(scheme.size()) == ' ';
    return has ? value.sliced(scheme.size() + 1).trimmed() : QByteArray();
}

static QByteArray withoutBearer(const QByteArray &value)
{
    const QByteArray key = afterScheme(value, "Bearer");
    return key.isEmpty() ? value.trimmed() : key;
}

static core::Failure malformed()
{
    return refused(u"Malformed API Key passed in. Ensure Key has `Bearer ` prefix."_s);
}

static core::Result<QByteArray> fromAuthorization(const QByteArray &value)
{
    for (const char *scheme : {"Bearer", "Basic"}) {
        if (QByteArray key = afterScheme(value, scheme); !key.isEmpty())
            return key;
    }
    return malformed();
}

static core::Result<QByteArray> fromOwnHeader(const QByteArray &value)
{
    const QByteArray key = afterScheme(value, "Bearer");
    if (!key.isEmpty())
        return key;
    return value.isEmpty() ? refused(u"No api key passed in."_s) : malformed();
}

core::Result<QByteArray> presentedKey(const http::Headers &headers, const QByteArray &ownHeader)
{
    if (!ownHeader.isEmpty())
        return fromOwnHeader(headers.value(ownHeader));
    if (const QByteArray own = headers.value("x-litellm-api-key"); !own.isEmpty())
        return withoutBearer(own);
    if (const QByteArray authorization = headers.value("Authorization"); !authorization.isEmpty())
        return fromAuthorization(authorization);
    for (const char *name : {"API-Key", "x-api-key", "x-goog-api-key", "Ocp-Apim-Subscription-Key"}) {
        if (const QByteArray key = headers.value(name); !key.isEmpty())
            return key.trimmed();
    }
    return refused(u"No api key passed in."_s);
}

Authenticate::Authenticate(const Directory &directory, const MasterKey &master, const core::Clock &clock,
                           QByteArray ownHeader)
    : m_directory(directory)
    , m_master(master)
    , m_clock(clock)
    , m_ownHeader(std::move(ownHeader))
{
}

core::Result<Caller> Authenticate::run(const http::Headers &headers) const
{
    const auto key = presentedKey(headers, m_ownHeader);
    if (!key)
        return core::fail(key.error());
    return callerOf(core::sha256Hex(*key));
}

core::Result<Caller> Authenticate::callerOf(const QByteArray &hash) const
{
    if (m_master.matches(hash))
        return Caller{Role::ProxyAdmin, nullptr, nullptr, u"default_user_id"_s, hash};
    auto entry = m_directory.key(hash);
    if (entry)
        m_directory.noteUse(hash);
    else
        entry = m_directory.successor(hash, m_clock.now());
    if (!entry)
        return core::fail(
            ErrorKind::Unauthenticated,
            u"Authentication Error, Invalid proxy server token passed. The key is not known here."_s,
            u"token_not_found_in_db"_s, u"key"_s);
    Caller caller{Role::Key, std::move(entry), nullptr, {}, {}};
    caller.keyHash = caller.key->rules.token;
    caller.userId = caller.key->rules.userId.value_or(QString());
    if (!caller.userId.isEmpty())
        caller.user = m_directory.user(caller.userId);
    if (caller.user)
        caller.role = roleNamed(caller.user->rules.userRole);
    return caller;
}

} // namespace sekisho::gateway
