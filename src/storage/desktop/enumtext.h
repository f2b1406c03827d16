// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <utility>

namespace sekisho::storage {

/// How an enumeration is written in a column. A text that is not in the table reads as its first value.
template <typename T, std::size_t Size>
class EnumText
{
public:
    constexpr explicit EnumText(std::array<std::pair<T, const char *>, Size> names)
        : m_names(names)
    {
    }
    QString text(T value) const
    {
        for (const auto &[known, name] : m_names) {
            if (known == value)
                return QString::fromLatin1(name);
        }
        return QString::fromLatin1(m_names.front().second);
    }
    T value(const QString &text) const
    {
        for (const auto &[known, name] : m_names) {
            if (text == QLatin1String(name))
                return known;
        }
        return m_names.front().first;
    }

private:
    std::array<std::pair<T, const char *>, Size> m_names;
};

} // namespace sekisho::storage
