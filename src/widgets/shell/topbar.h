// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaystatus.h"

#include <client/profile.h>

#include <QWidget>

class QComboBox;
class QPushButton;
class QToolButton;

namespace sekisho::widgets {

class StateDot;

/// The line at the top of the window: which profile and how its gateway does, the way to jump, language,
/// look, settings.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    void setProfiles(const QList<client::Profile> &profiles, const QString &currentId);
    void setStatus(const GatewayStatus &status);
    /// The code of the language in use; the button offers the other one, in its own words.
    void setLanguage(const QString &code);
    void setDark(bool dark);

Q_SIGNALS:
    void profileChosen(const QString &id);
    void manageProfilesRequested();
    void jumpRequested();
    void languageToggled();
    void themeToggled();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupLayout();
    void connectSignals();
    void retranslate();
    void fillProfiles();

    QList<client::Profile> m_profiles;
    QString m_currentId;
    QComboBox *m_profile;
    StateDot *m_state;
    QPushButton *m_jump;
    QToolButton *m_language;
    QToolButton *m_theme;
    bool m_dark = false;
};

} // namespace sekisho::widgets
