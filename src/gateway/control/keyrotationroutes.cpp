// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyrotationroutes.h"

#include "keyauthority.h"
#include "keyfields.h"
#include "limitfields.h"
#include "loggingvars.h"
#include "makeroute.h"

#include <core/duration.h>
#include <core/ids.h>
#include <core/mask.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::VirtualKey;

KeyRotationRoutes::KeyRotationRoutes(ControlServices &services)
    : m_services(&services)
    , m_store(services)
{
}

std::vector<AdminRoute> KeyRotationRoutes::routes() const
{
    return {
        makeRoute("POST", "/key/regenerate", Scope::Active, *this, &KeyRotationRoutes::regenerate),
        makeRoute("POST", "/key/{key}/regenerate", Scope::Active, *this, &KeyRotationRoutes::regenerate),
        makeRoute("POST", "/key/{key}/reset_spend", Scope::Active, *this, &KeyRotationRoutes::resetSpend),
    };
}

/// How long the old key is accepted beside the new one; not at all if nothing is said.
static core::Timestamp readGrace(FieldReader &reader, core::Timestamp now)
{
    std::optional<QString> period;
    reader.readDuration("grace_period", period);
    const auto parsed = period ? core::parseDuration(*period) : core::Duration();
    return parsed ? core::addDuration(now, *parsed) : now;
}

Result<VirtualKey> KeyRotationRoutes::requireNamed(const AdminCall &call, FieldReader &reader) const
{
    const QString named = call.parameter.isEmpty() ? reader.requiredText("key") : call.parameter;
    if (reader.has("new_master_key"))
        reader.refuse("new_master_key",
                      u"is not supported: give the gateway another master key at its start"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return m_store.require(named);
}

/// Whether the key may become `changed`, if what was read is right.
Result<void> KeyRotationRoutes::mayReplace(const AdminCall &call, const VirtualKey &before,
                                           const VirtualKey &changed, const FieldReader &reader) const
{
    const KeyAuthority authority(m_services->directory, call);
    auto done = authority.mayChange(before, "/key/regenerate");
    if (done)
        done = reader.result();
    if (done)
        done = m_store.checkReferences(changed);
    return done ? authority.mayMove(before, changed) : done;
}

static VirtualKey renamed(VirtualKey key, const QString &plain, core::Timestamp now)
{
    key.token = core::sha256Hex(plain.toUtf8());
    key.keyName = core::maskKey(plain);
    key.rotationCount += 1;
    key.lastRotationAt = now;
    key.keyRotationAt = rotationAfter(key, now);
    return key;
}

KeyRotationRoutes::Answer KeyRotationRoutes::regenerate(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const auto before = requireNamed(call, reader);
    if (!before)
        return fail(before.error());
    const auto now = m_services->clock.now();
    VirtualKey changed = *before;
    QString plain = core::newVirtualKey();
    readCustomKey(reader, "new_key", plain);
    readKey(reader, changed, m_services->budgetTime());
    readTemporaryIncrease(reader, changed);
    const core::Timestamp revokeAt = readGrace(reader, now);
    changed.updatedAt = now;
    changed.updatedBy = call.caller.userId;
    auto done = mayReplace(call, *before, changed, reader);
    if (done)
        done = sealLogging(changed.metadata, before->metadata, m_services->saltKey);
    const VirtualKey after = renamed(changed, plain, now);
    if (done && m_services->directory.key(after.token))
        done = fail(ErrorKind::Conflict, u"This key already exists"_s, u"bad_request_error"_s, u"new_key"_s);
    if (done)
        done = m_store.replace(call, *before, after, revokeAt);
    if (!done)
        return fail(done.error());
    return newKeyAnswer(after, plain, m_services->directory);
}

KeyRotationRoutes::Answer KeyRotationRoutes::resetSpend(const AdminCall &call) const
{
    FieldReader reader(call.body);
    std::optional<core::Money> resetTo;
    reader.read("reset_to", resetTo);
    if (reader.good() && !resetTo)
        reader.refuse("reset_to", u"is required"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto before = m_store.require(call.parameter);
    if (!before)
        return fail(before.error());
    const core::Money spent = liveSpend(*before, m_services->directory);
    auto done = KeyAuthority(m_services->directory, call).mayBlock(*before);
    const auto &limit = before->limits.maxBudget;
    if (done && (*resetTo > spent || (limit && *resetTo > *limit)))
        done = fail(ErrorKind::InvalidInput,
                    u"reset_to must not be more than the current spend, nor than max_budget"_s,
                    u"bad_request_error"_s, u"reset_to"_s);
    VirtualKey after = *before;
    after.spend = *resetTo;
    if (done)
        done = m_store.update(call, *before, after, true);
    if (!done)
        return fail(done.error());
    return Json{{"key_hash", QString::fromLatin1(after.token)},
                {"spend", after.spend.usd()},
                {"previous_spend", spent.usd()},
                {"max_budget", toJson(limit)},
                {"budget_reset_at", toJson(after.limits.budgetResetAt)}};
}

} // namespace sekisho::gateway
