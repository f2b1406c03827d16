// SPDX-License-Identifier: GPL-3.0-or-later
#include "userfields.h"

#include "../caller.h"
#include "extrafields.h"
#include "limitfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using storage::User;

namespace {

void readNames(FieldReader &reader, User &user)
{
    reader.read("user_email", user.userEmail);
    reader.read("user_alias", user.userAlias);
    reader.read("sso_user_id", user.ssoUserId);
    // An empty name is none: forms send it for a field left blank.
    for (auto *name : {&user.userEmail, &user.userAlias, &user.ssoUserId}) {
        if (*name && (*name)->isEmpty())
            name->reset();
    }
    if (user.userEmail)
        user.userEmail = user.userEmail->toLower();
}

void readRole(FieldReader &reader, User &user)
{
    reader.read("user_role", user.userRole);
    if (user.userRole && user.userRole->isEmpty())
        user.userRole.reset();
    if (roleNamed(user.userRole) == Role::Key)
        reader.refuse("user_role",
                      u"must be proxy_admin, proxy_admin_viewer, internal_user or internal_user_viewer"_s);
}

} // namespace

void readUser(FieldReader &reader, User &user, const BudgetTime &time)
{
    readNames(reader, user);
    readRole(reader, user);
    reader.read("models", user.models);
    reader.readObject("metadata", user.metadata);
    readLimits(reader, user.limits, time);
    readExtras(reader, userExtraFields(), user.extra);
    readExtras(reader, metadataFields(), user.metadata);
}

core::Money liveSpend(const User &user, const Directory &directory)
{
    const auto live = directory.user(user.userId);
    return live ? core::Money::fromNanos(live->meter->spentNanos) : user.spend;
}

Json userRow(const User &user, const Directory &directory, const QStringList &teams)
{
    Json row{{"user_id", user.userId},
             {"user_email", core::toJson(user.userEmail)},
             {"user_alias", core::toJson(user.userAlias)},
             {"user_role", core::toJson(user.userRole)},
             {"sso_user_id", core::toJson(user.ssoUserId)},
             {"teams", core::toJson(teams)},
             {"models", core::toJson(user.models)},
             {"spend", liveSpend(user, directory).usd()},
             {"metadata", user.metadata},
             {"model_spend", Json::object()},
             {"created_at", core::toIso8601(user.createdAt)},
             {"updated_at", core::toIso8601(user.updatedAt)}};
    writeLimits(user.limits, row);
    writeExtras(userExtraFields(), user.extra, row);
    return row;
}

} // namespace sekisho::gateway
