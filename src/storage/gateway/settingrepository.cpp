// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingrepository.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

core::Result<std::optional<QString>> SettingRepository::find(const QString &name)
{
    return m_database.selectOne<QString>(u"SELECT value FROM proxy_settings WHERE name = ?"_s, {name},
                                         [](const Row &row) { return row.text(0); });
}

core::Result<void> SettingRepository::store(const QString &name, const QString &value)
{
    return m_database.run(u"INSERT INTO proxy_settings (name, value) VALUES (?, ?) "
                          "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                          {name, value});
}

core::Result<void> SettingRepository::erase(const QString &name)
{
    return m_database.run(u"DELETE FROM proxy_settings WHERE name = ?"_s, {name});
}

} // namespace sekisho::storage
