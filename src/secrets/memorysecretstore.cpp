// SPDX-License-Identifier: GPL-3.0-or-later
#include "memorysecretstore.h"

namespace sekisho::secrets {

MemorySecretStore::MemorySecretStore(MemoryReason reason, QString detail)
    : m_state{SecretBackend::MemoryOnly, reason, std::move(detail)}
{
}

core::Async<std::optional<core::SecretString>> MemorySecretStore::read(const QString &name)
{
    const auto it = m_secrets.constFind(name);
    using Found = std::optional<core::SecretString>;
    return core::readyFuture<Found>(it == m_secrets.constEnd() ? Found() : Found(*it));
}

core::Async<void> MemorySecretStore::write(const QString &name, const core::SecretString &secret)
{
    m_secrets.insert(name, secret);
    return core::readyFuture<void>({});
}

core::Async<void> MemorySecretStore::remove(const QString &name)
{
    m_secrets.remove(name);
    return core::readyFuture<void>({});
}

SecretBackendState MemorySecretStore::state() const
{
    return m_state;
}

} // namespace sekisho::secrets
