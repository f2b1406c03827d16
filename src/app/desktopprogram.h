// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/desktoppages.h"
#include "desktop/orderlyexit.h"
#include "desktop/storedpreferences.h"
#include "desktop/storedsettings.h"
#include "terminationwatcher.h"

#include <widgets/shell/language.h>
#include <widgets/theme/theme.h>

#include <QElapsedTimer>

class QApplication;

namespace sekisho::app {

/// The desktop program: makes services, models, window and pages, and lets them run. First start asks
/// nothing.
class DesktopProgram : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString dataDir;
        /// Play the guided tour into this folder, then end; empty: no tour.
        QString tourDir;
        /// Print how long it took until the window could be used, then end.
        bool tellTimeToUsable = false;
    };

    DesktopProgram(QApplication &application, Options options);
    ~DesktopProgram() override;

    /// Reads the preferences, then shows the window and starts the local gateway.
    void start();
    /// The windows go at once; the program ends when the answer under way is kept as far as it came and the
    /// local gateway has stopped. Asked twice, it ends at once.
    void close();

Q_SIGNALS:
    /// With the status for the operating system.
    void ended(int status);
    /// The same, but something is still at work that an end in order would wait for.
    void abandoned(int status);

private:
    void connectGateway();
    void connectSecrets();
    void connectExit(QApplication &application);
    void run();
    void showFailure(const core::Error &error);
    void showWindow();
    void playTour();
    void tellTimeToUsable();

    Options m_options;
    QElapsedTimer m_sinceStart;
    qint64 m_windowAfterMs = 0;
    DesktopServices m_services;
    DesktopModels m_models;
    ProfileFlow m_profiles;
    widgets::Preferences m_preferences;
    StoredSettings m_settings;
    StoredPreferences m_storedPreferences;
    widgets::Language m_language;
    widgets::Theme m_theme;
    std::unique_ptr<widgets::MainWindow> m_window;
    std::unique_ptr<DesktopPages> m_pages;
    TerminationWatcher m_termination;
    OrderlyExit m_exit;
};

} // namespace sekisho::app
