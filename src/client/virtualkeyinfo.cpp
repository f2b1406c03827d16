// SPDX-License-Identifier: GPL-3.0-or-later
#include "virtualkeyinfo.h"

#include "wirejson.h"

namespace sekisho::client {

using core::Json;

VirtualKeyInfo virtualKeyFrom(const Json &row)
{
    VirtualKeyInfo key;
    key.token = core::stringOr(row, "token", core::stringOr(row, "token_id"));
    key.keyName = core::stringOr(row, "key_name");
    key.alias = core::optionalString(row, "key_alias");
    key.models = core::stringsOr(row, "models");
    key.spend = moneyOr(row, "spend");
    key.limits = spendLimitsFrom(row);
    key.expires = optionalTime(row, "expires");
    key.userId = core::optionalString(row, "user_id");
    key.teamId = core::optionalString(row, "team_id");
    key.budgetId = core::optionalString(row, "budget_id");
    key.blocked = core::boolOr(row, "blocked");
    if (const auto &metadata = core::memberOr(row, "metadata"); metadata.is_object())
        key.metadata = metadata;
    key.createdAt = optionalTime(row, "created_at");
    key.updatedAt = optionalTime(row, "updated_at");
    key.createdBy = core::stringOr(row, "created_by");
    return key;
}

Json toJson(const NewKey &key)
{
    Json body = Json::object();
    writeField(body, "key_alias", key.alias);
    if (!key.models.isEmpty())
        body["models"] = core::toJson(key.models);
    writeTo(body, key.limits);
    writeField(body, "duration", key.duration);
    writeField(body, "user_id", key.userId);
    writeField(body, "team_id", key.teamId);
    writeField(body, "budget_id", key.budgetId);
    writeField(body, "metadata", key.metadata);
    return body;
}

Json toJson(const KeyChanges &changes)
{
    Json body = Json::object();
    writeField(body, "key_alias", changes.alias);
    writeField(body, "models", changes.models, Json::array());
    writeTo(body, changes.limits);
    // Null would keep the expiry: LiteLLM asks for "-1" to mean never.
    writeField(body, "duration", changes.duration, "-1");
    writeField(body, "user_id", changes.userId);
    writeField(body, "team_id", changes.teamId);
    writeField(body, "budget_id", changes.budgetId);
    writeField(body, "metadata", changes.metadata, Json::object());
    return body;
}

} // namespace sekisho::client
