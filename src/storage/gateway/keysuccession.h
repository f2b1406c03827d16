// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>

#include <QByteArray>

namespace sekisho::storage {

/// A row of `deprecated_verification_tokens`: a key that was replaced, and until when it is accepted still.
/// What it spends counts for its successor, also what calls under way cost after that time.
struct KeySuccession {
    QByteArray token;       ///< hash of the old key
    QByteArray activeToken; ///< hash of the new one
    core::Timestamp revokeAt;
    friend bool operator==(const KeySuccession &, const KeySuccession &) = default;
};

} // namespace sekisho::storage
