// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/connectionchecks.h>
#include <models/profilebook.h>
#include <secrets/secretstore.h>

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sekisho::widgets {

class Preferences;

/// Profiles, look, language, and how a message is sent. Changes take effect as they are made.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    /// All are borrowed.
    struct Services {
        Preferences *preferences = nullptr;
        models::ProfileBook *profiles = nullptr;
        secrets::SecretStore *secrets = nullptr;
        models::ConnectionChecks *checks = nullptr;
    };
    explicit SettingsPage(const Services &services, QWidget *parent = nullptr);

    void addProfile();
    void editProfile(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupLayout();
    void connectSignals();
    void retranslate();
    void fillProfiles();
    void fillChoices();
    QWidget *makeProfileRow(const client::Profile &profile);
    void askToRemove(const QString &id);
    void openSheet(const client::Profile &profile);

    Services m_services;
    QLabel *m_title;
    QLabel *m_profilesTitle;
    QLabel *m_profilesHint;
    QVBoxLayout *m_profileRows;
    QPushButton *m_add;
    QLabel *m_lookTitle;
    QLabel *m_themeLabel;
    QComboBox *m_theme;
    QLabel *m_languageLabel;
    QComboBox *m_language;
    QLabel *m_densityLabel;
    QComboBox *m_density;
    QLabel *m_sendLabel;
    QComboBox *m_send;
};

} // namespace sekisho::widgets
