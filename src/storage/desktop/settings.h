// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sekisho::storage {

enum class ThemeChoice { System, Light, Dark, HighContrast };
enum class SendKey { Enter, CtrlEnter };
enum class TableDensity { Comfortable, Compact };

/// The desktop's settings with their defaults. Secrets are not settings.
struct Settings {
    ThemeChoice theme = ThemeChoice::System;
    QString language; ///< "ja" or "en"; empty: as the system
    QString lastProfileId;
    QString lastConversationId;
    SendKey sendKey = SendKey::Enter;
    QByteArray windowGeometry;
    QByteArray windowState;
    TableDensity density = TableDensity::Comfortable;
    friend bool operator==(const Settings &, const Settings &) = default;
};

} // namespace sekisho::storage
