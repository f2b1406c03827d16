// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secretstring.h>

namespace sekisho::secrets {

/// A secret as it may lie in a database: AES-256-GCM under a key derived (HKDF-SHA-256, own random salt) from
/// a salt key. The salt key must be random, not a phrase. `context` names the place
/// ("credential/openai/api_key"): a value moved elsewhere does not open.
class SealedValue
{
public:
    static core::Result<SealedValue> seal(const core::SecretString &secret, const core::SecretString &saltKey,
                                          const QString &context);
    /// Reads what toText() gave; InvalidInput if it is not of that form.
    static core::Result<SealedValue> fromText(const QString &text);

    /// "v1:" and base64.
    QString toText() const;
    /// Forbidden if the salt key or the context is another, or a bit has changed; which of them is not said.
    core::Result<core::SecretString> open(const core::SecretString &saltKey, const QString &context) const;

private:
    explicit SealedValue(QByteArray bytes);
    QByteArray m_bytes; ///< salt, nonce, ciphertext, tag
};

} // namespace sekisho::secrets
