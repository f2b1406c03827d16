// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secretstring.h>

namespace sekisho::traces {

/// The key pair of the one project a store holds.
struct ProjectKeys {
    QString publicKey;
    core::SecretString secretKey;
};

/// Checks an Authorization header against the pair, in constant time. Unauthenticated with Langfuse's texts,
/// or Forbidden for the public key alone, which opens no route here.
core::Result<void> authorise(QByteArrayView header, const ProjectKeys &keys);

} // namespace sekisho::traces
