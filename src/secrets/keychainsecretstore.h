// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secretstore.h"

#include <QObject>

namespace sekisho::secrets {

/// The operating system's keychain, under one service name. Errors: Unavailable (no service), Forbidden
/// (refused), Internal (the rest), with the keychain's own words. Needs a running event loop. A call still
/// under way when the store is destroyed ends as cancelled.
class KeychainSecretStore final : public SecretStore
{
public:
    explicit KeychainSecretStore(QString service = QStringLiteral("sekisho"));
    ~KeychainSecretStore() override;
    core::Async<std::optional<core::SecretString>> read(const QString &name) override;
    core::Async<void> write(const QString &name, const core::SecretString &secret) override;
    core::Async<void> remove(const QString &name) override;
    SecretBackendState state() const override;

private:
    QString m_service;
    QObject m_jobs;
};

} // namespace sekisho::secrets
