// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storedsettings.h"

#include <widgets/shell/preferences.h>

namespace sekisho::app {

/// Fills the window's preferences from desktop.db, and keeps what changes from then on. GUI thread.
class StoredPreferences : public QObject
{
    Q_OBJECT
public:
    /// Both are borrowed.
    StoredPreferences(StoredSettings *settings, widgets::Preferences *preferences, QObject *parent = nullptr);

    /// Ends on the GUI thread, before the first window is shown. When it fails, the preferences stay as they
    /// are.
    core::Async<void> load();

private:
    core::Result<void> take(const core::Result<storage::Settings> &settings);
    void keep(const widgets::PreferenceValues &values);

    StoredSettings *m_settings;
    widgets::Preferences *m_preferences;
};

} // namespace sekisho::app
