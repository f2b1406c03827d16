// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <core/secretstring.h>
#include <storage/gateway/rotatedkeyrepository.h>
#include <storage/gateway/virtualkey.h>

namespace sekisho::gateway {

/// Rotates keys with `auto_rotate` when their time comes: the new key takes the place of the old one, which
/// goes on working for a while, and is kept sealed until it is first used (see /key/rotated). Blocked and
/// expired keys wait. Used on the thread that opened the database.
class KeyRotation
{
public:
    explicit KeyRotation(ControlServices &services)
        : m_services(&services)
    {
    }

    /// InvalidInput when the salt key does not open what is kept.
    core::Result<void> checkSealed() const;
    /// Rotates what is due, at most a hundred keys, and returns how many those were. What fails is left as it
    /// was and tried again at the next call.
    core::Result<int> rotateDue() const;
    /// Forgets the keys that their holders have begun to use.
    core::Result<void> forgetUsed() const;

    /// Both now and every second, until `context` is gone; it lives on the database's thread.
    void start(QObject *context) const;

private:
    core::Result<void> rotate(const storage::VirtualKey &key) const;
    core::Timestamp oldKeyUntil(const storage::VirtualKey &key) const;

    ControlServices *m_services;
};

/// The key itself, as it is kept; `token` is its hash.
core::Result<QString> sealKey(const core::SecretString &key, const QByteArray &token,
                              const core::SecretString &saltKey);
core::Result<core::SecretString> openKey(const storage::RotatedKey &kept, const core::SecretString &saltKey);

} // namespace sekisho::gateway
