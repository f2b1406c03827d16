// SPDX-License-Identifier: GPL-3.0-or-later
#include "audittrail.h"

#include <core/ids.h>
#include <storage/gateway/auditrepository.h>

#include <QRegularExpression>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {

/// `token` itself is a key's hash, its identity; `..._tokens` and `token_id` are counts and the like.
bool mayBeSecret(const QString &name)
{
    static const QRegularExpression pattern(
        u"^(key|new_key|credential_values|authorization)$|api_?key|secret|password|private|access_token|"
        u"refresh_token|connection_string"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QStringList harmless{u"api_key_hash"_s, u"changed_by_api_key"_s};
    return !harmless.contains(name) && pattern.match(name).hasMatch();
}

Json withoutSecrets(const Json &value)
{
    if (value.is_array()) {
        Json masked = Json::array();
        for (const Json &item : value)
            masked.push_back(withoutSecrets(item));
        return masked;
    }
    if (!value.is_object())
        return value;
    Json masked = Json::object();
    for (const auto &[name, member] : value.items()) {
        const bool hide = mayBeSecret(QString::fromStdString(name)) && !member.is_null();
        masked[name] = hide ? Json("****") : withoutSecrets(member);
    }
    return masked;
}

} // namespace

QString nameOf(AuditAction action)
{
    switch (action) {
    case AuditAction::Created:
        return u"created"_s;
    case AuditAction::Updated:
        return u"updated"_s;
    case AuditAction::Deleted:
        return u"deleted"_s;
    case AuditAction::Blocked:
        return u"blocked"_s;
    case AuditAction::Rotated:
        break;
    }
    return u"rotated"_s;
}

QString nameOf(AuditTable table)
{
    switch (table) {
    case AuditTable::VerificationToken:
        return u"LiteLLM_VerificationToken"_s;
    case AuditTable::Team:
        return u"LiteLLM_TeamTable"_s;
    case AuditTable::User:
        return u"LiteLLM_UserTable"_s;
    case AuditTable::Organization:
        return u"LiteLLM_OrganizationTable"_s;
    case AuditTable::Budget:
        return u"LiteLLM_BudgetTable"_s;
    case AuditTable::EndUser:
        return u"LiteLLM_EndUserTable"_s;
    case AuditTable::Tag:
        return u"LiteLLM_TagTable"_s;
    case AuditTable::ProxyModel:
        return u"LiteLLM_ProxyModelTable"_s;
    case AuditTable::Credentials:
        return u"LiteLLM_CredentialsTable"_s;
    case AuditTable::AccessGroup:
        return u"LiteLLM_AccessGroupTable"_s;
    case AuditTable::Config:
        break;
    }
    return u"LiteLLM_Config"_s;
}

core::Result<void> AuditTrail::record(const AdminCall &call, AuditAction action, AuditTable table,
                                      const QString &objectId, const Json &before, const Json &after) const
{
    const QString author = call.changedBy.isEmpty() ? call.caller.userId : call.changedBy;
    return storage::AuditRepository(m_services->database)
        .insert({.id = core::newUuid(),
                 .updatedAt = m_services->clock.now(),
                 .changedBy = author,
                 .changedByApiKey = call.caller.keyHash,
                 .action = nameOf(action),
                 .tableName = nameOf(table),
                 .objectId = objectId,
                 .before = withoutSecrets(before),
                 .updated = withoutSecrets(after)});
}

} // namespace sekisho::gateway
