// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretstorechooser.h"

#include "keychainsecretstore.h"
#include "memorysecretstore.h"

#include <core/ids.h>

#include <QPromise>
#include <QTimer>

namespace sekisho::secrets {

using namespace std::chrono_literals;
using core::ErrorKind;

namespace {

QString probeName()
{
    return QStringLiteral("probe");
}

MemoryReason reasonOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unavailable:
        return MemoryReason::NoService;
    case ErrorKind::Forbidden:
        return MemoryReason::AccessDenied;
    case ErrorKind::Timeout:
        return MemoryReason::NoAnswer;
    default:
        return MemoryReason::Failed;
    }
}

} // namespace

SecretStoreChooser::SecretStoreChooser(std::unique_ptr<SecretStore> keychain,
                                       std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
{
    QTimer::singleShot(patience, this, [this] {
        settle(core::fail(ErrorKind::Timeout, QStringLiteral("The keychain did not answer")));
    });
    // Not at once: whoever made this store has yet to connect to it.
    QTimer::singleShot(0, this, [this] { probe(); });
}

SecretStoreChooser::~SecretStoreChooser()
{
    // Calls still waiting must end; nothing is lost by ending them on a store that dies with us.
    if (!m_chosen)
        fallBack(MemoryReason::NoAnswer, {});
}

core::Async<std::optional<core::SecretString>> SecretStoreChooser::read(const QString &name)
{
    return whenChosen<std::optional<core::SecretString>>(
        [name](SecretStore &store) { return store.read(name); });
}

core::Async<void> SecretStoreChooser::write(const QString &name, const core::SecretString &secret)
{
    return whenChosen<void>([name, secret](SecretStore &store) { return store.write(name, secret); });
}

core::Async<void> SecretStoreChooser::remove(const QString &name)
{
    return whenChosen<void>([name](SecretStore &store) { return store.remove(name); });
}

SecretBackendState SecretStoreChooser::state() const
{
    return m_chosen ? m_chosen->state() : SecretBackendState();
}

template <typename T>
core::Async<T> SecretStoreChooser::whenChosen(std::function<core::Async<T>(SecretStore &)> call)
{
    if (m_chosen)
        return call(*m_chosen);
    auto promise = std::make_shared<QPromise<core::Result<T>>>();
    promise->start();
    m_waiting.push_back([this, promise, call = std::move(call)] {
        call(*m_chosen).then([promise](const core::Result<T> &result) {
            promise->addResult(result);
            promise->finish();
        });
    });
    return promise->future();
}

void SecretStoreChooser::probe()
{
    const core::SecretString value(core::randomHex(16));
    m_keychain->write(probeName(), value).then(this, [this, value](const core::Result<void> &written) {
        written ? probeRead(value) : settle(written);
    });
}

void SecretStoreChooser::probeRead(const core::SecretString &written)
{
    using Found = core::Result<std::optional<core::SecretString>>;
    m_keychain->read(probeName()).then(this, [this, written](const Found &found) {
        if (!found)
            return settle(core::fail(found.error()));
        probeRemove(*found == written);
    });
}

void SecretStoreChooser::probeRemove(bool readBack)
{
    m_keychain->remove(probeName()).then(this, [this, readBack](const core::Result<void> &removed) {
        if (removed && !readBack)
            return settle(
                core::fail(ErrorKind::Internal, QStringLiteral("The keychain did not keep a value")));
        settle(removed);
    });
}

void SecretStoreChooser::settle(const core::Result<void> &outcome)
{
    if (m_chosen)
        return;
    if (!outcome)
        return fallBack(reasonOf(outcome.error().kind), outcome.error().detail);
    m_chosen = m_keychain.get();
    announce();
}

void SecretStoreChooser::fallBack(MemoryReason reason, const QString &detail)
{
    m_memory = std::make_unique<MemorySecretStore>(reason, detail);
    m_chosen = m_memory.get();
    announce();
}

void SecretStoreChooser::announce()
{
    for (const auto &call : std::exchange(m_waiting, {}))
        call();
    Q_EMIT chosen(m_chosen->state());
}

std::unique_ptr<SecretStoreChooser> makeSecretStore()
{
    return std::make_unique<SecretStoreChooser>(std::make_unique<KeychainSecretStore>(), 30s);
}

} // namespace sekisho::secrets
