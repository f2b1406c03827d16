// SPDX-License-Identifier: GPL-3.0-or-later
#include "authorise.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static bool entryAllows(const QString &entry, const QString &model)
{
    if (entry == u"*"_s || entry == u"all-proxy-models"_s || entry == model)
        return true;
    return entry.endsWith(u"/*"_s) && model.startsWith(QStringView(entry).chopped(1));
}

bool modelListAllows(const QStringList &models, const QString &model)
{
    if (models.isEmpty())
        return true;
    return std::any_of(models.begin(), models.end(),
                       [&](const QString &entry) { return entryAllows(entry, model); });
}

static core::Failure denied(const QString &who, const QStringList &models, const QString &model)
{
    return core::fail(
        ErrorKind::Forbidden,
        u"%1 not allowed to access model. This %1 can only access models=['%2']. Tried to access %3"_s.arg(
            who, models.join(u"', '"_s), model),
        who + u"_model_access_denied"_s, u"model"_s);
}

static core::Failure blocked(const QString &message)
{
    return core::fail(ErrorKind::Unauthenticated, u"Authentication Error, "_s + message, u"auth_error"_s);
}

Authorise::Authorise(const Directory &directory, const core::Clock &clock)
    : m_directory(directory)
    , m_clock(clock)
{
}

core::Result<void> Authorise::keyStanding(const storage::VirtualKey &key) const
{
    if (key.blocked)
        return blocked(u"Key is blocked. Update via `/key/unblock` if you're admin."_s);
    if (key.expires && *key.expires < m_clock.now())
        return core::fail(ErrorKind::Unauthenticated,
                          u"Authentication Error, Expired Key. Key Expiry time %1 and current time %2"_s.arg(
                              core::toIso8601(*key.expires), core::toIso8601(m_clock.now())),
                          u"expired_key"_s, key.keyName);
    return {};
}

core::Result<Grant> Authorise::standing(const Caller &caller) const
{
    if (!caller.key)
        return Grant{};
    if (const auto done = keyStanding(caller.key->rules); !done)
        return core::fail(done.error());
    Grant grant;
    if (const auto &teamId = caller.key->rules.teamId; teamId && !teamId->isEmpty())
        grant.team = m_directory.team(*teamId);
    if (grant.team && grant.team->rules.blocked)
        return blocked(
            u"Team=%1 is blocked. Update via `/team/unblock` if your admin."_s.arg(grant.team->rules.teamId));
    return grant;
}

core::Result<void> Authorise::model(const Caller &caller, const Grant &grant, const QString &model) const
{
    if (!caller.key)
        return {};
    const QStringList &own = caller.key->rules.models;
    const bool asTeam = grant.team && own.contains(u"all-team-models"_s);
    if (!asTeam && !modelListAllows(own, model))
        return denied(u"key"_s, own, model);
    if (grant.team && !modelListAllows(grant.team->rules.models, model))
        return denied(u"team"_s, grant.team->rules.models, model);
    return {};
}

} // namespace sekisho::gateway
