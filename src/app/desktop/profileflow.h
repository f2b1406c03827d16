// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopmodels.h"

namespace sekisho::app {

/// Keeps the profile in use, the book of profiles and what is stored of them in step, and points traces and
/// their readers at the Langfuse of the profile in use. GUI thread.
class ProfileFlow : public QObject
{
    Q_OBJECT
public:
    /// Both are borrowed.
    ProfileFlow(DesktopServices &services, DesktopModels &models, QObject *parent = nullptr);

    /// Reads the stored profiles, starts the local gateway and opens its profile.
    void start();
    void retryLocalGateway() { m_services.localGateway.start(); }
    /// Null while the profile has no Langfuse.
    client::LangfuseClient *langfuse() const { return m_langfuse.get(); }
    /// "Langfuse (local)", or the host; empty if the profile has none.
    QString traceTarget() const;
    /// A key made on the keys page: kept, so that the chat can use it.
    void keepGeneratedKey(const client::GeneratedKey &key);

Q_SIGNALS:
    /// Another profile, or another Langfuse.
    void langfuseChanged();
    /// The built-in profile is ready for the first time.
    void localReady();
    void failed(const sekisho::core::Error &error);

private:
    void connectBook();
    void connectSession();
    void takeProfiles(const QList<client::Profile> &profiles);
    void prepareLocal();
    void localIsReady(const client::Profile &profile);
    void open(const client::Profile &profile);
    void followLangfuse();
    void storeCurrent();
    template <typename T>
    void report(core::Async<T> work);

    DesktopServices &m_services;
    DesktopModels &m_models;
    std::unique_ptr<client::LangfuseClient> m_langfuse;
    bool m_profilesRead = false;
};

} // namespace sekisho::app
