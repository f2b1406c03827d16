// SPDX-License-Identifier: GPL-3.0-or-later
#include "keystore.h"

#include "../modelbudget.h"
#include "../stages/meter.h"
#include "keyfields.h"

#include <core/duration.h>
#include <storage/gateway/deletedkeyrepository.h>
#include <storage/gateway/keyspendrepository.h>
#include <storage/gateway/spendrepository.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::KeyRepository;
using storage::KeySpendRepository;
using storage::VirtualKey;

Result<VirtualKey> KeyStore::require(const QString &keyOrHash) const
{
    auto key = KeyRepository(m_services->database).find(tokenOf(keyOrHash));
    if (!key)
        return fail(key.error());
    if (!*key)
        return fail(ErrorKind::NotFound, u"Key not found in database"_s, u"not_found_error"_s, u"key"_s);
    return std::move(**key);
}

Result<void> KeyStore::checkReferences(const VirtualKey &key) const
{
    const Directory &directory = m_services->directory;
    if (key.teamId && !directory.team(*key.teamId))
        return fail(ErrorKind::InvalidInput,
                    u"Unable to find team object in database. Team ID: %1"_s.arg(*key.teamId), {},
                    u"team_id"_s);
    if (key.organizationId && !directory.organization(*key.organizationId))
        return fail(ErrorKind::InvalidInput,
                    u"Organization not found, organization_id=%1"_s.arg(*key.organizationId), {},
                    u"organization_id"_s);
    if (key.budgetId && !directory.budget(*key.budgetId))
        return fail(ErrorKind::InvalidInput, u"Budget not found, budget_id=%1"_s.arg(*key.budgetId), {},
                    u"budget_id"_s);
    return checkAlias(key);
}

Result<void> KeyStore::checkAlias(const VirtualKey &key) const
{
    if (!key.keyAlias)
        return {};
    const auto other = KeyRepository(m_services->database).findByAlias(*key.keyAlias);
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

std::optional<core::Timestamp> KeyStore::modelResetAt(const VirtualKey &key, const QString &model) const
{
    const auto budget = modelBudget(key, model);
    const auto period = budget && budget->budgetDuration ? core::parseDuration(*budget->budgetDuration)
                                                         : Result<core::Duration>(core::Duration());
    if (!period || period->count == 0)
        return std::nullopt;
    return m_services->budgetTime().nextReset(*period);
}

Result<void> KeyStore::writeModelBudgets(const VirtualKey &key) const
{
    KeySpendRepository spends(m_services->database);
    Result<void> done;
    const QStringList models = modelBudgetNames(key);
    for (int i = 0; done && i < models.size(); ++i)
        done = spends.ensure({key.token, models.at(i), {}, modelResetAt(key, models.at(i))});
    return done;
}

void KeyStore::publish(const VirtualKey &key) const
{
    for (const QString &model : modelBudgetNames(key)) {
        KeyModel rules{key.token, model, {}, {}};
        rules.limits.budgetResetAt = modelResetAt(key, model);
        m_services->directory.publish(std::move(rules));
    }
    m_services->directory.publish(key);
}

Result<void> KeyStore::insert(const AdminCall &call, const VirtualKey &key) const
{
    auto done = m_services->database.transaction([&]() -> Result<void> {
        auto written = KeyRepository(m_services->database).insert(key);
        if (written)
            written = writeModelBudgets(key);
        if (written)
            written = AuditTrail(*m_services)
                          .record(call, AuditAction::Created, AuditTable::VerificationToken,
                                  QString::fromLatin1(key.token), Json::object(),
                                  keyRow(key, m_services->directory));
        return written;
    });
    if (done)
        publish(key);
    return done;
}

static Result<void> restartSpend(const ControlServices &services, const VirtualKey &key)
{
    return storage::SpendRepository(services.database)
        .restart(storage::SpendOwner::Key, QString::fromLatin1(key.token), {},
                 {key.spend, key.limits.budgetResetAt, services.clock.now()});
}

Result<void> KeyStore::update(const AdminCall &call, const VirtualKey &before, const VirtualKey &after,
                              bool setsSpend, AuditAction action) const
{
    const auto live = m_services->directory.key(after.token);
    const std::int64_t seen = live ? live->meter->spentNanos.load() : 0;
    auto done = m_services->database.transaction([&]() -> Result<void> {
        auto written = KeyRepository(m_services->database).update(after);
        if (written && setsSpend)
            written = restartSpend(*m_services, after);
        if (written)
            written = writeModelBudgets(after);
        if (written)
            written =
                AuditTrail(*m_services)
                    .record(call, action, AuditTable::VerificationToken, QString::fromLatin1(after.token),
                            keyRow(before, m_services->directory), keyRow(after, m_services->directory));
        return written;
    });
    if (!done)
        return done;
    publish(after);
    if (live && setsSpend)
        restart(*live->meter, seen, after.spend);
    return {};
}

Result<void> KeyStore::eraseOne(const AdminCall &call, const VirtualKey &key) const
{
    const Json row = keyRow(key, m_services->directory);
    auto done = storage::DeletedKeyRepository(m_services->database)
                    .insert({key.token, key.keyAlias, key.userId, key.teamId, key.organizationId, row,
                             m_services->clock.now(), call.caller.userId});
    if (done)
        done = KeyRepository(m_services->database).erase(key.token);
    if (done)
        done = AuditTrail(*m_services)
                   .record(call, AuditAction::Deleted, AuditTable::VerificationToken,
                           QString::fromLatin1(key.token), row, Json::object());
    return done;
}

Result<void> KeyStore::eraseWithin(const AdminCall &call, const QList<VirtualKey> &keys) const
{
    Result<void> done;
    for (int i = 0; done && i < keys.size(); ++i)
        done = eraseOne(call, keys.at(i));
    return done;
}

void KeyStore::forget(const QList<VirtualKey> &keys) const
{
    for (const VirtualKey &key : keys)
        m_services->directory.removeKey(key.token);
}

Result<void> KeyStore::erase(const AdminCall &call, const QList<VirtualKey> &keys) const
{
    auto done = m_services->database.transaction([&] { return eraseWithin(call, keys); });
    if (done)
        forget(keys);
    return done;
}

Result<void> KeyStore::replace(const AdminCall &call, const VirtualKey &before, const VirtualKey &after,
                               core::Timestamp revokeAt,
                               const std::optional<storage::RotatedKey> &rotated) const
{
    const storage::KeySuccession succession{before.token, after.token, revokeAt};
    VirtualKey added = after;
    added.keyAlias.reset(); // unique: taken over when the old row is gone
    const bool setsSpend = after.spend != before.spend;
    const auto live = m_services->directory.key(before.token);
    const std::int64_t seen = live ? live->meter->spentNanos.load() : 0;
    auto done = m_services->database.transaction([&]() -> Result<void> {
        KeyRepository keys(m_services->database);
        KeySpendRepository spends(m_services->database);
        auto written = keys.insert(added);
        // The ledger may have added to the old row since it was read.
        if (written)
            written = storage::SpendRepository(m_services->database).inheritKey(before.token, after.token);
        if (written && setsSpend)
            written = restartSpend(*m_services, after);
        if (written)
            written = spends.move(before.token, after.token);
        if (written)
            written = keys.erase(before.token);
        if (written)
            written = keys.update(after);
        if (written)
            written = spends.insert(succession);
        if (written && rotated)
            written = storage::RotatedKeyRepository(m_services->database).insert(*rotated);
        if (written)
            written = AuditTrail(*m_services)
                          .record(call, AuditAction::Rotated, AuditTable::VerificationToken,
                                  QString::fromLatin1(before.token), keyRow(before, m_services->directory),
                                  keyRow(after, m_services->directory));
        return written;
    });
    if (!done)
        return done;
    if (rotated)
        m_services->directory.awaitUse(after.token);
    m_services->directory.replaceKey(succession, after);
    if (live && setsSpend)
        restart(*live->meter, seen, after.spend);
    return done;
}

} // namespace sekisho::gateway
