// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedpreferences.h"

#include <core/logging.h>

namespace sekisho::app {

using core::Result;
using storage::Settings;
using widgets::PreferenceValues;

namespace {

static_assert(int(PreferenceValues::Theme::HighContrast) == int(storage::ThemeChoice::HighContrast));
static_assert(int(widgets::Density::Compact) == int(storage::TableDensity::Compact));
static_assert(int(PreferenceValues::Send::ControlEnter) == int(storage::SendKey::CtrlEnter));

PreferenceValues valuesFrom(const Settings &settings)
{
    return {static_cast<PreferenceValues::Theme>(settings.theme),
            settings.language,
            static_cast<PreferenceValues::Send>(settings.sendKey),
            settings.windowGeometry,
            settings.windowState,
            static_cast<widgets::Density>(settings.density)};
}

void putInto(Settings &settings, const PreferenceValues &values)
{
    settings.theme = static_cast<storage::ThemeChoice>(values.theme);
    settings.language = values.language;
    settings.sendKey = static_cast<storage::SendKey>(values.send);
    settings.windowGeometry = values.windowGeometry;
    settings.windowState = values.windowState;
    settings.density = static_cast<storage::TableDensity>(values.density);
}

} // namespace

StoredPreferences::StoredPreferences(StoredSettings *settings, widgets::Preferences *preferences,
                                     QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_preferences(preferences)
{
}

core::Async<void> StoredPreferences::load()
{
    return m_settings->load().then(this, [this](const Result<Settings> &settings) { return take(settings); });
}

Result<void> StoredPreferences::take(const Result<Settings> &settings)
{
    if (settings)
        m_preferences->set(valuesFrom(*settings));
    connect(m_preferences, &widgets::Preferences::changed, this, &StoredPreferences::keep,
            Qt::UniqueConnection);
    return settings ? Result<void>() : Result<void>(core::fail(settings.error()));
}

void StoredPreferences::keep(const PreferenceValues &values)
{
    // No context: the last change comes when the window closes, and its writing may outlive this object.
    m_settings->change([values](Settings &settings) { putInto(settings, values); })
        .then([](const Result<void> &kept) {
            if (!kept)
                qCWarning(core::lcApp).noquote()
                    << "Preferences were not kept:" << core::describe(kept.error());
        });
}

} // namespace sekisho::app
