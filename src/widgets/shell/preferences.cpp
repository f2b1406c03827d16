// SPDX-License-Identifier: GPL-3.0-or-later
#include "preferences.h"

namespace sekisho::widgets {

Scheme schemeFor(PreferenceValues::Theme theme, Scheme system)
{
    switch (theme) {
    case PreferenceValues::Theme::Dark:
        return Scheme::Dark;
    case PreferenceValues::Theme::HighContrast:
        return Scheme::HighContrast;
    case PreferenceValues::Theme::Light:
        return Scheme::Light;
    case PreferenceValues::Theme::System:
        break;
    }
    return system;
}

Preferences::Preferences(PreferenceValues values, QObject *parent)
    : QObject(parent)
    , m_values(std::move(values))
{
}

void Preferences::set(const PreferenceValues &values)
{
    if (values == m_values)
        return;
    m_values = values;
    Q_EMIT changed(m_values);
}

void Preferences::setTheme(PreferenceValues::Theme theme)
{
    PreferenceValues values = m_values;
    values.theme = theme;
    set(values);
}

void Preferences::setLanguage(const QString &language)
{
    PreferenceValues values = m_values;
    values.language = language;
    set(values);
}

void Preferences::setDensity(Density density)
{
    PreferenceValues values = m_values;
    values.density = density;
    set(values);
}

void Preferences::setSend(PreferenceValues::Send send)
{
    PreferenceValues values = m_values;
    values.send = send;
    set(values);
}

} // namespace sekisho::widgets
