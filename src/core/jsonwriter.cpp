// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonwriter.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sekisho::core {

namespace {

bool needsEscape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

} // namespace

void JsonWriter::raw(std::string_view text)
{
    separate();
    m_text.insert(m_text.end(), text.begin(), text.end());
}

void JsonWriter::separate()
{
    if (!std::exchange(m_isFirst, false))
        m_text.push_back(',');
}

void JsonWriter::open(char bracket)
{
    separate();
    m_text.push_back(static_cast<std::uint8_t>(bracket));
    m_isFirst = true;
}

void JsonWriter::close(char bracket)
{
    m_text.push_back(static_cast<std::uint8_t>(bracket));
    m_isFirst = false;
}

void JsonWriter::quoted(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    if (std::any_of(bytes.begin(), bytes.end(), needsEscape))
        return raw(toJsonBytes(Json(text)).toStdString());
    separate();
    m_text.push_back('"');
    m_text.insert(m_text.end(), bytes.begin(), bytes.end());
    m_text.push_back('"');
}

void JsonWriter::key(const char *plain)
{
    const std::string_view name(plain);
    separate();
    m_text.push_back('"');
    m_text.insert(m_text.end(), name.begin(), name.end());
    m_text.push_back('"');
    m_text.push_back(':');
    m_isFirst = true;
}

void JsonWriter::key(const QString &name)
{
    quoted(name);
    m_text.push_back(':');
    m_isFirst = true;
}

template <typename Number>
static std::string_view textOf(Number number, std::array<char, 32> &buffer)
{
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

void JsonWriter::value(std::int64_t number)
{
    std::array<char, 32> buffer;
    raw(textOf(number, buffer));
}

void JsonWriter::value(double number)
{
    std::array<char, 32> buffer;
    raw(std::isfinite(number) ? textOf(number, buffer) : "null");
}

void JsonWriter::value(const QString &text)
{
    quoted(text);
}

void JsonWriter::value(const Json &json)
{
    raw(toJsonBytes(json).toStdString());
}

Json JsonWriter::take()
{
    m_isFirst = true;
    return Json::binary(std::exchange(m_text, {}));
}

} // namespace sekisho::core
