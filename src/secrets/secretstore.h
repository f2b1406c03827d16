// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secretstring.h>

#include <optional>

namespace sekisho::secrets {

/// Where secrets go.
enum class SecretBackend {
    Undecided,  ///< not known yet: the keychain is being tried
    Keychain,   ///< the operating system's keychain
    MemoryOnly, ///< gone when the program ends; the person must be told
};

/// Why secrets are kept in memory only.
enum class MemoryReason {
    None,
    NoService,    ///< no keychain service answers
    AccessDenied, ///< the person or the system refused
    NoAnswer,     ///< the keychain did not answer in time, e.g. its prompt was never seen
    Failed,       ///< anything else; see the detail
    Chosen,       ///< asked for: tests, headless runs
};

struct SecretBackendState {
    SecretBackend backend = SecretBackend::Undecided;
    MemoryReason reason = MemoryReason::None;
    QString detail; ///< the service's own words, for a details field
    friend bool operator==(const SecretBackendState &, const SecretBackendState &) = default;
};

/// Small secrets by name ("profile/3/key/mykey"). Used on the thread it was made on; futures end on that
/// thread's event loop, or at once.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// std::nullopt if there is none of this name.
    virtual core::Async<std::optional<core::SecretString>> read(const QString &name) = 0;
    /// Replaces what was there.
    virtual core::Async<void> write(const QString &name, const core::SecretString &secret) = 0;
    /// Succeeds if there is none of this name.
    virtual core::Async<void> remove(const QString &name) = 0;
    virtual SecretBackendState state() const = 0;
};

} // namespace sekisho::secrets
