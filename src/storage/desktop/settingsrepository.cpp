// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsrepository.h"

#include "enumtext.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

constexpr EnumText<ThemeChoice, 4> Themes({{{ThemeChoice::System, "system"},
                                            {ThemeChoice::Light, "light"},
                                            {ThemeChoice::Dark, "dark"},
                                            {ThemeChoice::HighContrast, "high_contrast"}}});
constexpr EnumText<TableDensity, 2>
    Densities({{{TableDensity::Comfortable, "comfortable"}, {TableDensity::Compact, "compact"}}});
constexpr EnumText<SendKey, 2> SendKeys({{{SendKey::Enter, "enter"}, {SendKey::CtrlEnter, "ctrl_enter"}}});

/// One setting: its stored name, and how it goes into and out of the struct.
struct Entry {
    QString name;
    std::function<QByteArray(const Settings &)> write;
    std::function<void(Settings &, const QByteArray &)> read;
};

Entry textEntry(const QString &name, QString Settings::*field)
{
    return {
        name, [field](const Settings &settings) { return (settings.*field).toUtf8(); },
        [field](Settings &settings, const QByteArray &value) { settings.*field = QString::fromUtf8(value); }};
}

Entry bytesEntry(const QString &name, QByteArray Settings::*field)
{
    return {name, [field](const Settings &settings) { return settings.*field; },
            [field](Settings &settings, const QByteArray &value) { settings.*field = value; }};
}

template <typename T, std::size_t Size>
Entry choiceEntry(const QString &name, T Settings::*field, const EnumText<T, Size> &names)
{
    return {name, [field, names](const Settings &settings) { return names.text(settings.*field).toUtf8(); },
            [field, names](Settings &settings, const QByteArray &value) {
                settings.*field = names.value(QString::fromUtf8(value));
            }};
}

const std::vector<Entry> &entries()
{
    static const std::vector<Entry> all{
        choiceEntry(u"theme"_s, &Settings::theme, Themes),
        textEntry(u"language"_s, &Settings::language),
        textEntry(u"last_profile"_s, &Settings::lastProfileId),
        textEntry(u"last_conversation"_s, &Settings::lastConversationId),
        choiceEntry(u"send_key"_s, &Settings::sendKey, SendKeys),
        bytesEntry(u"window_geometry"_s, &Settings::windowGeometry),
        bytesEntry(u"window_state"_s, &Settings::windowState),
        choiceEntry(u"density"_s, &Settings::density, Densities),
    };
    return all;
}

/// An empty QByteArray that is null would be bound as NULL.
QByteArray notNull(const QByteArray &value)
{
    return value.isNull() ? QByteArray("") : value;
}

} // namespace

SettingsRepository::SettingsRepository(Database &database)
    : m_database(database)
{
}

Result<Settings> SettingsRepository::load()
{
    QHash<QString, QByteArray> stored;
    auto read = m_database.forEach(u"SELECT name, value FROM settings"_s, {},
                                   [&](const Row &row) { stored.insert(row.text(0), row.bytes(1)); });
    if (!read)
        return core::fail(read.error());
    Settings settings;
    for (const Entry &entry : entries()) {
        if (const auto value = stored.constFind(entry.name); value != stored.constEnd())
            entry.read(settings, *value);
    }
    return settings;
}

Result<void> SettingsRepository::save(const Settings &settings)
{
    return m_database.transaction([&]() -> Result<void> {
        for (const Entry &entry : entries()) {
            auto written =
                m_database.execute(u"INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO "
                                   "UPDATE SET value = excluded.value"_s,
                                   {entry.name, notNull(entry.write(settings))});
            if (!written)
                return core::fail(written.error());
        }
        return {};
    });
}

} // namespace sekisho::storage
