// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychainsecretstore.h"

#include <QPromise>
#include <qt6keychain/keychain.h>

namespace sekisho::secrets {

namespace {

core::Error errorOf(const QKeychain::Job &job)
{
    core::Error error{core::ErrorKind::Internal, job.errorString(), {}, {}, nullptr};
    switch (job.error()) {
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        error.kind = core::ErrorKind::Forbidden;
        break;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // what Linux answers when no secret service runs
        error.kind = core::ErrorKind::Unavailable;
        break;
    default:
        break;
    }
    return error;
}

/// Ends a future that its job did not: the job went away with its store.
template <typename T>
class Outcome
{
public:
    Outcome() { m_promise.start(); }
    ~Outcome()
    {
        give(core::fail(core::ErrorKind::Cancelled, QStringLiteral("The secret store was closed")));
    }
    Outcome(const Outcome &) = delete;
    Outcome &operator=(const Outcome &) = delete;

    core::Async<T> future() { return m_promise.future(); }
    void give(core::Result<T> result)
    {
        if (std::exchange(m_given, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<core::Result<T>> m_promise;
    bool m_given = false;
};

template <typename T, typename Job>
core::Async<T> run(Job *job, const QString &name, std::function<core::Result<T>(const Job &)> read)
{
    job->setKey(name);
    job->setInsecureFallback(false);
    auto outcome = std::make_shared<Outcome<T>>();
    QObject::connect(job, &QKeychain::Job::finished, job,
                     [job, outcome, read] { outcome->give(read(*job)); });
    job->start();
    return outcome->future();
}

core::Result<void> doneOrError(const QKeychain::Job &job)
{
    if (job.error() != QKeychain::NoError)
        return core::fail(errorOf(job));
    return {};
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service)
    : m_service(std::move(service))
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

core::Async<std::optional<core::SecretString>> KeychainSecretStore::read(const QString &name)
{
    using Found = std::optional<core::SecretString>;
    using Job = QKeychain::ReadPasswordJob;
    return run<Found, Job>(new Job(m_service, &m_jobs), name, [](const Job &job) -> core::Result<Found> {
        if (job.error() == QKeychain::EntryNotFound)
            return Found();
        if (job.error() != QKeychain::NoError)
            return core::fail(errorOf(job));
        return Found(core::SecretString(job.textData()));
    });
}

core::Async<void> KeychainSecretStore::write(const QString &name, const core::SecretString &secret)
{
    using Job = QKeychain::WritePasswordJob;
    auto *job = new Job(m_service, &m_jobs);
    job->setTextData(secret.reveal());
    return run<void, Job>(job, name, [](const Job &finished) { return doneOrError(finished); });
}

core::Async<void> KeychainSecretStore::remove(const QString &name)
{
    using Job = QKeychain::DeletePasswordJob;
    return run<void, Job>(new Job(m_service, &m_jobs), name, [](const Job &job) -> core::Result<void> {
        if (job.error() == QKeychain::EntryNotFound)
            return {};
        return doneOrError(job);
    });
}

SecretBackendState KeychainSecretStore::state() const
{
    return {SecretBackend::Keychain, MemoryReason::None, {}};
}

} // namespace sekisho::secrets
