// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secretstore.h"

#include <QHash>

namespace sekisho::secrets {

/// Keeps secrets until it is destroyed: the fallback where there is no keychain, and the fake of tests.
class MemorySecretStore final : public SecretStore
{
public:
    explicit MemorySecretStore(MemoryReason reason = MemoryReason::Chosen, QString detail = {});
    core::Async<std::optional<core::SecretString>> read(const QString &name) override;
    core::Async<void> write(const QString &name, const core::SecretString &secret) override;
    core::Async<void> remove(const QString &name) override;
    SecretBackendState state() const override;

private:
    QHash<QString, core::SecretString> m_secrets;
    SecretBackendState m_state;
};

} // namespace sekisho::secrets
