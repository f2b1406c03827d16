// SPDX-License-Identifier: GPL-3.0-or-later
#include "keygeneration.h"

namespace sekisho::gateway {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

static core::Failure refused(const QString &why, const QString &param)
{
    return core::fail(core::ErrorKind::InvalidInput, why, u"bad_request_error"_s, param);
}

static QString roleInTeam(const Directory &directory, const QString &teamId, const QString &userId)
{
    const auto member = directory.member(teamId, userId);
    return member ? member->rules.role : QString();
}

static Result<void> checkRole(const Json &rules, const char *list, const QString &role)
{
    const QStringList allowed = core::stringsOr(rules, list);
    if (!rules.contains(list) || allowed.contains(role))
        return {};
    return refused(u"Key creation has been restricted by admin. %1=['%2'], your role=%3"_s.arg(
                       QLatin1StringView(list), allowed.join(u"', '"_s), role),
                   {});
}

Result<void> checkGeneration(const storage::VirtualKey &key, const Json &body, const Caller &caller,
                             const Directory &directory, const GatewaySettings &settings)
{
    if (caller.isAdmin())
        return {};
    const bool ofTeam = key.teamId.has_value();
    const Json &rules =
        core::memberOr(settings.keyGeneration, ofTeam ? "team_key_generation" : "personal_key_generation");
    if (!rules.is_object())
        return {};
    const auto done = ofTeam ? checkRole(rules, "allowed_team_member_roles",
                                         roleInTeam(directory, *key.teamId, caller.userId))
                             : checkRole(rules, "allowed_user_roles", nameOf(caller.role));
    if (!done)
        return done;
    for (const QString &name : core::stringsOr(rules, "required_params")) {
        if (core::memberOr(body, name.toUtf8().constData()).is_null())
            return refused(u"Required param %1 not in data"_s.arg(name), name);
    }
    return {};
}

} // namespace sekisho::gateway
