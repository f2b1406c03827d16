// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyfields.h"

#include "../modelbudget.h"
#include "budgetfields.h"
#include "extrafields.h"
#include "limitfields.h"
#include "loggingvars.h"

#include <core/duration.h>
#include <core/ids.h>

#include <QRegularExpression>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using storage::VirtualKey;

namespace {

void readExpiry(FieldReader &reader, VirtualKey &key, core::Timestamp now)
{
    std::optional<QString> text;
    reader.read("duration", text);
    if (!reader.good() || !reader.has("duration"))
        return;
    if (!text || *text == u"-1")
        return key.expires.reset();
    const auto duration = core::parseDuration(*text);
    if (duration)
        key.expires = core::addDuration(now, *duration);
    else
        reader.refuse("duration", u"is not a duration: %1"_s.arg(duration.error().detail));
}

// A kind of key is a name for a set of routes.
void readKeyType(FieldReader &reader, VirtualKey &key)
{
    static const QHash<QString, Json> routes{{u"default"_s, Json::array()},
                                             {u"llm_api"_s, Json::array({"llm_api_routes"})},
                                             {u"management"_s, Json::array({"management_routes"})},
                                             {u"read_only"_s, Json::array({"info_routes"})}};
    std::optional<QString> type;
    reader.read("key_type", type);
    if (!type)
        return;
    if (!routes.contains(*type))
        return reader.refuse("key_type", u"must be default, llm_api, management or read_only"_s);
    if (*type != u"default")
        key.extra["allowed_routes"] = routes.value(*type);
}

void readOwners(FieldReader &reader, VirtualKey &key)
{
    reader.read("key_alias", key.keyAlias);
    reader.read("user_id", key.userId);
    reader.read("team_id", key.teamId);
    reader.read("organization_id", key.organizationId);
    reader.read("budget_id", key.budgetId);
    // An empty name is none: forms send it for a field left blank.
    for (auto *name : {&key.keyAlias, &key.userId, &key.teamId, &key.organizationId, &key.budgetId}) {
        if (*name && (*name)->isEmpty())
            name->reset();
    }
}

// A key that is to rotate must say how often.
void readRotation(FieldReader &reader, VirtualKey &key, core::Timestamp now)
{
    if (!reader.good() || (!reader.has("auto_rotate") && !reader.has("rotation_interval")))
        return;
    key.keyRotationAt = rotationAfter(key, now);
    const core::Json &wanted = core::memberOr(key.extra, "auto_rotate");
    if (wanted.is_boolean() && wanted.get<bool>() && !key.keyRotationAt)
        reader.refuse("rotation_interval", u"must be a duration longer than nothing, such as 30d"_s);
}

void readSpend(FieldReader &reader, VirtualKey &key)
{
    std::optional<core::Money> spend = key.spend;
    reader.read("spend", spend);
    key.spend = spend.value_or(core::Money());
}

} // namespace

void readKey(FieldReader &reader, VirtualKey &key, const BudgetTime &time)
{
    readOwners(reader, key);
    reader.read("models", key.models);
    reader.read("blocked", key.blocked);
    reader.readObject("metadata", key.metadata);
    readSpend(reader, key);
    readLimits(reader, key.limits, time);
    readExpiry(reader, key, time.now);
    readExtras(reader, keyExtraFields(), key.extra);
    readRotation(reader, key, time.now);
    readExtras(reader, metadataFields(), key.metadata);
    readKeyType(reader, key);
    if (const auto checked = checkModelBudgets(core::memberOr(key.extra, "model_max_budget")); !checked)
        reader.fail(checked.error());
}

std::optional<core::Timestamp> rotationAfter(const VirtualKey &key, core::Timestamp now)
{
    const Json &wanted = core::memberOr(key.extra, "auto_rotate");
    const auto interval = core::parseDuration(core::stringOr(key.extra, "rotation_interval"));
    if (!wanted.is_boolean() || !wanted.get<bool>() || !interval || interval->count <= 0)
        return std::nullopt;
    return core::addDuration(now, *interval);
}

// Enough of a refused key to recognise it, too little to guess the rest.
static QString recognisable(const QString &key)
{
    constexpr int ShortestShown = 16;
    return key.size() < ShortestShown ? u"****"_s : key.left(4) + u"****"_s + key.right(4);
}

void readCustomKey(FieldReader &reader, const char *field, QString &plain)
{
    static const QRegularExpression allowed(u"^sk-[!-~]{1,97}\\z"_s);
    std::optional<QString> given;
    reader.read(field, given);
    if (!given)
        return;
    if (!given->startsWith(u"sk-"_s))
        reader.fail({core::ErrorKind::InvalidInput,
                     u"Invalid key format. LiteLLM Virtual Key must start with 'sk-'. Received: %1"_s.arg(
                         recognisable(*given)),
                     {},
                     QString::fromLatin1(field),
                     nullptr});
    else if (!allowed.match(*given).hasMatch())
        reader.refuse(field, u"must be 4 to 100 printable ASCII characters without spaces"_s);
    plain = *given;
}

void readTemporaryIncrease(FieldReader &reader, VirtualKey &key)
{
    std::optional<core::Money> increase;
    std::optional<QString> expiry;
    reader.read("temp_budget_increase", increase);
    reader.read("temp_budget_expiry", expiry);
    if (!reader.good() || (!reader.has("temp_budget_increase") && !reader.has("temp_budget_expiry")))
        return;
    key.metadata.erase("temp_budget_increase");
    key.metadata.erase("temp_budget_expiry");
    if (!increase && !expiry)
        return;
    const auto until = expiry ? core::parseIso8601(*expiry) : core::Result<core::Timestamp>();
    if (!increase || !expiry || !until)
        return reader.refuse(increase ? "temp_budget_expiry" : "temp_budget_increase",
                             u"is required: an amount in US dollars until a time in ISO 8601"_s);
    key.metadata["temp_budget_increase"] = increase->usd();
    key.metadata["temp_budget_expiry"] = core::toIso8601(*until);
}

Json newKeyAnswer(const VirtualKey &key, const QString &plain, const Directory &directory)
{
    Json answer = keyRow(key, directory);
    answer["key"] = plain;
    answer["token"] = answer["token_id"] = QString::fromLatin1(key.token);
    return answer;
}

core::Money liveSpend(const VirtualKey &key, const Directory &directory)
{
    const auto live = directory.key(key.token);
    return live ? core::Money::fromNanos(live->meter->spentNanos) : key.spend;
}

Json keyRow(const VirtualKey &key, const Directory &directory)
{
    Json row{{"key_name", key.keyName},
             {"key_alias", core::toJson(key.keyAlias)},
             {"spend", liveSpend(key, directory).usd()},
             {"expires", toJson(key.expires)},
             {"models", core::toJson(key.models)},
             {"user_id", core::toJson(key.userId)},
             {"team_id", core::toJson(key.teamId)},
             {"organization_id", core::toJson(key.organizationId)},
             {"budget_id", core::toJson(key.budgetId)},
             {"blocked", key.blocked},
             {"metadata", shownLogging(key.metadata)},
             {"created_at", core::toIso8601(key.createdAt)},
             {"created_by", key.createdBy},
             {"updated_at", core::toIso8601(key.updatedAt)},
             {"updated_by", key.updatedBy},
             {"rotation_count", key.rotationCount},
             {"last_rotation_at", toJson(key.lastRotationAt)},
             {"key_rotation_at", toJson(key.keyRotationAt)},
             {"soft_budget_cooldown", false},
             {"model_spend", Json::object()}};
    row["litellm_budget_table"] = budgetRowOrNull(key.budgetId, directory);
    writeLimits(key.limits, row);
    writeExtras(keyExtraFields(), key.extra, row);
    return row;
}

QByteArray tokenOf(const QString &keyOrHash)
{
    static const QRegularExpression hash(u"^[0-9a-f]{64}\\z"_s);
    if (keyOrHash.startsWith(u"sk-"_s))
        return core::sha256Hex(keyOrHash.toUtf8());
    return hash.match(keyOrHash).hasMatch() ? keyOrHash.toLatin1() : QByteArray();
}

} // namespace sekisho::gateway
