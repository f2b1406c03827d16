// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyrotation.h"

#include "keyfields.h"
#include "keystore.h"

#include <core/duration.h>
#include <core/ids.h>
#include <core/logging.h>
#include <core/mask.h>
#include <secrets/sealedvalue.h>

#include <QTimer>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;
using core::SecretString;
using secrets::SealedValue;
using storage::RotatedKey;
using storage::RotatedKeyRepository;
using storage::VirtualKey;

static QString placeOf(const QByteArray &token)
{
    return u"rotated-key/"_s + QString::fromLatin1(token);
}

Result<QString> sealKey(const SecretString &key, const QByteArray &token, const SecretString &saltKey)
{
    const auto sealed = SealedValue::seal(key, saltKey, placeOf(token));
    return sealed ? Result<QString>(sealed->toText()) : core::fail(sealed.error());
}

Result<SecretString> openKey(const RotatedKey &kept, const SecretString &saltKey)
{
    const auto sealed = SealedValue::fromText(kept.sealedKey);
    return sealed ? sealed->open(saltKey, placeOf(kept.token)) : core::fail(sealed.error());
}

Result<void> KeyRotation::checkSealed() const
{
    const auto rows = RotatedKeyRepository(m_services->database).all();
    if (!rows)
        return core::fail(rows.error());
    for (const RotatedKey &row : *rows) {
        if (!openKey(row, m_services->saltKey))
            return core::fail(ErrorKind::InvalidInput,
                              u"The salt key does not open the rotated keys, which were sealed with another "
                              u"one. Start with the salt key of then (SEKISHO_SALT_KEY or LITELLM_SALT_KEY); "
                              u"nothing was changed."_s);
    }
    return {};
}

/// Seven days, but at most half the interval, so that never more than two keys are accepted.
static core::Timestamp usualGrace(const VirtualKey &key, core::Timestamp now)
{
    constexpr std::chrono::days Most{7};
    const auto next = rotationAfter(key, now).value_or(now);
    return now + std::min<core::Timestamp::duration>((next - now) / 2, Most);
}

core::Timestamp KeyRotation::oldKeyUntil(const VirtualKey &key) const
{
    const auto now = m_services->clock.now();
    const auto given = core::parseDuration(m_services->settings.keyRotationGrace);
    return given ? core::addDuration(now, *given) : usualGrace(key, now);
}

static AdminCall callOfTheGateway()
{
    AdminCall call;
    call.caller.role = Role::ProxyAdmin;
    call.caller.userId = u"system"_s;
    return call;
}

Result<void> KeyRotation::rotate(const VirtualKey &before) const
{
    const auto now = m_services->clock.now();
    const SecretString plain(core::newVirtualKey());
    VirtualKey after = before;
    after.token = core::sha256Hex(plain.revealUtf8());
    after.keyName = core::maskKey(plain.reveal());
    after.rotationCount += 1;
    after.lastRotationAt = now;
    after.keyRotationAt = rotationAfter(before, now);
    after.updatedAt = now;
    after.updatedBy = u"system"_s;
    const auto sealed = sealKey(plain, after.token, m_services->saltKey);
    if (!sealed)
        return core::fail(sealed.error());
    const auto until = oldKeyUntil(before);
    return KeyStore(*m_services)
        .replace(callOfTheGateway(), before, after, until, RotatedKey{after.token, *sealed, now, until});
}

Result<int> KeyRotation::rotateDue() const
{
    constexpr int MostAtOnce = 100;
    const auto due =
        storage::KeyRepository(m_services->database).dueForRotation(m_services->clock.now(), MostAtOnce);
    if (!due)
        return core::fail(due.error());
    for (const VirtualKey &key : *due) {
        if (const auto done = rotate(key); !done)
            return core::fail(done.error());
    }
    return int(due->size());
}

Result<void> KeyRotation::forgetUsed() const
{
    Result<void> result;
    for (const QByteArray &token : m_services->directory.takeUsed()) {
        const auto done = RotatedKeyRepository(m_services->database).erase(token);
        if (done)
            continue;
        m_services->directory.awaitUse(token);
        m_services->directory.noteUse(token);
        result = core::fail(done.error());
    }
    return result;
}

void KeyRotation::start(QObject *context) const
{
    // What cannot be done is said once, not every second.
    const auto tick = [self = *this, said = std::make_shared<bool>(false)] {
        const auto rotated = self.rotateDue();
        const auto forgotten = self.forgetUsed();
        if (rotated && forgotten)
            *said = false;
        else if (!std::exchange(*said, true))
            qCWarning(core::lcGateway).noquote()
                << "Keys were not rotated:" << core::describe(rotated ? forgotten.error() : rotated.error());
    };
    auto *timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, tick);
    timer->start(std::chrono::seconds(1));
    tick();
}

} // namespace sekisho::gateway
