// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QByteArray>
#include <QObject>
#include <QString>

namespace sekisho::widgets {

/// How the person wants the program, apart from profiles.
struct PreferenceValues {
    enum class Theme { System, Light, Dark, HighContrast };
    enum class Send { Enter, ControlEnter };

    Theme theme = Theme::System;
    /// "ja", "en", or empty for the system's.
    QString language;
    Send send = Send::Enter;
    QByteArray windowGeometry;
    QByteArray windowState;
    /// Of tables.
    Density density = Density::Comfortable;
    friend bool operator==(const PreferenceValues &, const PreferenceValues &) = default;
};

/// What to show for this wish, where `system` is the system's own choice.
Scheme schemeFor(PreferenceValues::Theme theme, Scheme system);

/// The preferences in use. `app` fills them at start and stores what changes. GUI thread.
class Preferences : public QObject
{
    Q_OBJECT
public:
    explicit Preferences(PreferenceValues values = {}, QObject *parent = nullptr);

    const PreferenceValues &values() const { return m_values; }
    void set(const PreferenceValues &values);
    void setTheme(PreferenceValues::Theme theme);
    void setLanguage(const QString &language);
    void setDensity(Density density);
    void setSend(PreferenceValues::Send send);

Q_SIGNALS:
    void changed(const sekisho::widgets::PreferenceValues &values);

private:
    PreferenceValues m_values;
};

} // namespace sekisho::widgets
