// SPDX-License-Identifier: GPL-3.0-or-later
#include "headers.h"

#include <algorithm>

namespace sekisho::http {

namespace {

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

Headers::Headers(std::initializer_list<Field> fields)
    : m_fields(fields)
{
}

void Headers::append(QByteArray name, QByteArray value)
{
    if (m_fields.capacity() == 0)
        m_fields.reserve(16);
    m_fields.emplace_back(std::move(name), std::move(value));
}

void Headers::set(QByteArray name, QByteArray value)
{
    remove(name);
    append(std::move(name), std::move(value));
}

void Headers::remove(QByteArrayView name)
{
    std::erase_if(m_fields, [name](const Field &field) { return sameName(field.first, name); });
}

QByteArray Headers::value(QByteArrayView name) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                    [name](const Field &field) { return sameName(field.first, name); });
    return found == m_fields.end() ? QByteArray() : found->second;
}

bool Headers::contains(QByteArrayView name) const
{
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [name](const Field &field) { return sameName(field.first, name); });
}

} // namespace sekisho::http
