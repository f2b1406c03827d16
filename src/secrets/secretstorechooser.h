// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secretstore.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <vector>

namespace sekisho::secrets {

/// The desktop's secret store: tries the keychain once by writing, reading and removing a value, and keeps
/// secrets in memory if that fails, saying why in state(). May be used at once; calls wait for the choice.
class SecretStoreChooser final : public QObject, public SecretStore
{
    Q_OBJECT
public:
    /// `patience` is how long the keychain may take, a prompt for its password included.
    explicit SecretStoreChooser(std::unique_ptr<SecretStore> keychain, std::chrono::milliseconds patience,
                                QObject *parent = nullptr);
    ~SecretStoreChooser() override;

    core::Async<std::optional<core::SecretString>> read(const QString &name) override;
    core::Async<void> write(const QString &name, const core::SecretString &secret) override;
    core::Async<void> remove(const QString &name) override;
    SecretBackendState state() const override;

Q_SIGNALS:
    /// Once, when the choice is made; never again after it.
    void chosen(const sekisho::secrets::SecretBackendState &state);

private:
    template <typename T>
    core::Async<T> whenChosen(std::function<core::Async<T>(SecretStore &)> call);
    void probe();
    void probeRead(const core::SecretString &written);
    void probeRemove(bool readBack);
    void settle(const core::Result<void> &outcome);
    void fallBack(MemoryReason reason, const QString &detail);
    void announce();

    std::unique_ptr<SecretStore> m_keychain;
    std::unique_ptr<SecretStore> m_memory;
    SecretStore *m_chosen = nullptr;
    std::vector<std::function<void()>> m_waiting;
};

/// On the real keychain, with half a minute's patience.
std::unique_ptr<SecretStoreChooser> makeSecretStore();

} // namespace sekisho::secrets
