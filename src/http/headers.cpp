// SPDX-License-Identifier: GPL-3.0-or-later
#include "headers.h"

#include <algorithm>
#include <charconv>

namespace sekisho::http {

namespace {

constexpr std::size_t UsualCount = 24;
constexpr std::size_t UsualBytes = 1024;

bool breaksLine(char c)
{
    return c == '\r' || c == '\n' || c == '\0';
}

/// Looks for the least byte, which the compiler does many at a time.
bool mayBreakLine(const char *text, std::size_t size)
{
    unsigned char least = 0xff;
    for (std::size_t i = 0; i < size; ++i)
        least = std::min(least, static_cast<unsigned char>(text[i]));
    return least <= '\r';
}

std::string_view view(QByteArrayView text)
{
    return {text.data(), std::size_t(text.size())};
}

} // namespace

Headers::Headers(std::initializer_list<Field> fields)
{
    for (const auto &[name, value] : fields)
        append(name, value);
}

Headers::Field Headers::fieldAt(const Place &place) const
{
    const char *name = m_lines.data() + place.start;
    return {{name, qsizetype(place.nameSize)}, {name + place.nameSize + 2, qsizetype(place.valueSize)}};
}

bool Headers::isNamed(const Place &place, QByteArrayView name) const
{
    return place.nameSize == name.size() && fieldAt(place).first.compare(name, Qt::CaseInsensitive) == 0;
}

void Headers::append(QByteArrayView name, QByteArrayView value)
{
    if (m_places.capacity() == 0) {
        m_places.reserve(UsualCount);
        m_lines.reserve(UsualBytes);
    }
    const auto start = m_lines.size();
    m_places.push_back({quint32(start), quint32(name.size()), quint32(value.size())});
    m_lines.append(http::view(name)).append(": ").append(http::view(value));
    if (mayBreakLine(m_lines.data() + start, m_lines.size() - start))
        std::replace_if(m_lines.begin() + std::ptrdiff_t(start), m_lines.end(), breaksLine, ' ');
    m_lines.append("\r\n");
}

void Headers::append(QByteArrayView name, std::int64_t value)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    append(name, QByteArrayView(digits, end - digits));
}

void Headers::set(QByteArrayView name, QByteArrayView value)
{
    remove(name);
    append(name, value);
}

void Headers::remove(QByteArrayView name)
{
    for (std::size_t i = m_places.size(); i-- > 0;) {
        if (m_places[i].nameSize == name.size() && isNamed(m_places[i], name))
            removeAt(i);
    }
}

void Headers::removeAt(std::size_t index)
{
    const Place gone = m_places[index];
    m_lines.erase(gone.start, gone.size());
    m_places.erase(m_places.begin() + std::ptrdiff_t(index));
    for (std::size_t i = index; i < m_places.size(); ++i)
        m_places[i].start -= gone.size();
}

QByteArrayView Headers::view(QByteArrayView name) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(),
                                    [&](const Place &place) { return isNamed(place, name); });
    return found == m_places.end() ? QByteArrayView() : fieldAt(*found).second;
}

bool Headers::contains(QByteArrayView name) const
{
    return std::any_of(m_places.begin(), m_places.end(),
                       [&](const Place &place) { return isNamed(place, name); });
}

} // namespace sekisho::http
