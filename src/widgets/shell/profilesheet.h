// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/profile.h>
#include <core/secretstring.h>
#include <models/connectionchecks.h>
#include <secrets/secretstore.h>
#include <widgets/common/sheet.h>

namespace Ui {
class ProfileForm;
}

namespace sekisho::widgets {

class ConnectionTestView;

/// Makes or edits a profile: gateway, key, Langfuse, tested before it is kept. Secrets go into the store; a
/// secret field that is left empty keeps what is stored.
class ProfileSheet : public Sheet
{
    Q_OBJECT
public:
    struct Services {
        secrets::SecretStore *secrets = nullptr;
        models::ConnectionChecks *checks = nullptr;
    };

    /// An empty `profile.id` means a new one. Services are borrowed.
    ProfileSheet(QWidget *owner, const client::Profile &profile, const Services &services);
    ~ProfileSheet() override;

Q_SIGNALS:
    /// Its secrets are in the store already.
    void saved(const sekisho::client::Profile &profile);

private:
    void fill();
    void fillColours();
    void retranslate();
    void connectForm();
    void checkInput();
    void save();
    void store(QList<std::pair<QString, core::SecretString>> secrets, const client::Profile &profile);
    bool isNew() const;
    client::Profile edited() const;
    void takeKey(client::Profile &profile) const;
    void takeLangfuse(client::Profile &profile) const;
    QList<std::pair<QString, core::SecretString>> newSecrets(const client::Profile &profile) const;
    QString problem() const;
    QString environmentProblem() const;
    core::Async<core::SecretString> secretOf(const QString &typed, const QString &storedName) const;
    core::Async<client::ServerEndpoint> gatewayEndpoint() const;
    core::Async<client::LangfuseEndpoint> langfuseEndpoint() const;

    client::Profile m_profile;
    QString m_newId;
    QString m_newKeyId;
    Services m_services;
    std::unique_ptr<Ui::ProfileForm> m_form;
    ConnectionTestView *m_tests = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace sekisho::widgets
