// SPDX-License-Identifier: GPL-3.0-or-later
#include "profileflow.h"

#include <core/mask.h>

namespace sekisho::app {

using client::Profile;
using core::Result;

ProfileFlow::ProfileFlow(DesktopServices &services, DesktopModels &models, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_models(models)
{
    connectBook();
    connectSession();
    connect(&m_services.localGateway, &LocalGateway::started, this, &ProfileFlow::prepareLocal);
    connect(&m_services.localGateway, &LocalGateway::failed, this, &ProfileFlow::failed);
    connect(&m_services.localProfile, &LocalProfile::ready, this, &ProfileFlow::localIsReady);
    connect(&m_services.localProfile, &LocalProfile::failed, this, &ProfileFlow::failed);
}

void ProfileFlow::start()
{
    m_services.profiles.load().then(this, [this](const Result<QList<Profile>> &profiles) {
        if (!profiles)
            Q_EMIT failed(profiles.error());
        takeProfiles(profiles.value_or(QList<Profile>()));
    });
    m_services.localGateway.start();
}

QString ProfileFlow::traceTarget() const
{
    if (!m_langfuse)
        return {};
    return m_services.session.profile().builtIn ? tr("Langfuse (local)")
                                                : m_langfuse->endpoint().baseUrl.host();
}

void ProfileFlow::keepGeneratedKey(const client::GeneratedKey &key)
{
    client::KeyRef ref;
    ref.id = QStringLiteral("profile/%1/key/%2").arg(m_services.session.profile().id, key.info.token);
    ref.secretName = ref.id;
    ref.alias = key.info.alias.value_or(QString());
    ref.masked = core::maskKey(key.secret.reveal());
    report(m_services.signIn.addKey(ref, key.secret));
}

void ProfileFlow::connectBook()
{
    using models::ProfileBook;
    connect(&m_models.profiles, &ProfileBook::chosen, this, &ProfileFlow::open);
    connect(&m_models.profiles, &ProfileBook::saved, this, [this](const Profile &profile) {
        report(m_services.profiles.save(profile));
        if (profile.id == m_services.session.profile().id)
            open(profile);
    });
    connect(&m_models.profiles, &ProfileBook::removed, this, [this](const Profile &profile) {
        report(m_services.profiles.remove(profile.id));
        for (const auto &key : profile.keys)
            report(m_services.secrets->remove(key.secretName));
    });
}

void ProfileFlow::connectSession()
{
    using client::ProfileSession;
    connect(&m_services.session, &ProfileSession::profileChanged, this, &ProfileFlow::followLangfuse);
    connect(&m_services.session, &ProfileSession::keyChanged, this, &ProfileFlow::storeCurrent);
    connect(&m_services.session, &ProfileSession::keysChanged, this, &ProfileFlow::storeCurrent);
}

void ProfileFlow::takeProfiles(const QList<Profile> &profiles)
{
    m_models.profiles.setProfiles(profiles);
    m_profilesRead = true;
    prepareLocal();
}

void ProfileFlow::prepareLocal()
{
    // Both are needed, and either may come first.
    if (!m_profilesRead || !m_services.localGateway.isRunning())
        return;
    const Profile *known = m_models.profiles.profile(LocalProfile::Id);
    m_services.localProfile.prepare(m_services.localGateway.info(),
                                    known ? std::optional(*known) : std::nullopt);
}

void ProfileFlow::localIsReady(const Profile &profile)
{
    QList<Profile> profiles = m_models.profiles.profiles();
    profiles.removeIf([](const Profile &other) { return other.id == LocalProfile::Id; });
    profiles.prepend(profile);
    m_models.profiles.setProfiles(profiles);
    m_models.profiles.setCurrent(profile.id);
    report(m_services.profiles.save(profile));
    Q_EMIT localReady();
}

void ProfileFlow::open(const Profile &profile)
{
    m_services.signIn.open(profile).then(this, [this, id = profile.id](const Result<void> &opened) {
        if (opened)
            m_models.profiles.setCurrent(id);
        else if (opened.error().kind != core::ErrorKind::Cancelled)
            Q_EMIT failed(opened.error());
    });
}

void ProfileFlow::followLangfuse()
{
    const client::LangfuseEndpoint endpoint = m_services.session.langfuseEndpoint();
    m_models.traces.setClient(nullptr);
    m_langfuse.reset();
    if (endpoint.isValid())
        m_langfuse = std::make_unique<client::LangfuseClient>(endpoint, m_services.session.network());
    m_models.traces.setClient(m_langfuse.get());
    m_services.exporter.setEndpoint(endpoint);
    Q_EMIT langfuseChanged();
}

void ProfileFlow::storeCurrent()
{
    const Profile &profile = m_services.session.profile();
    if (!profile.id.isEmpty())
        report(m_services.profiles.save(profile));
}

template <typename T>
void ProfileFlow::report(core::Async<T> work)
{
    work.then(this, [this](const Result<T> &result) {
        if (!result)
            Q_EMIT failed(result.error());
    });
}

} // namespace sekisho::app
