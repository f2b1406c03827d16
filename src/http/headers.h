// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>
#include <utility>
#include <vector>

namespace sekisho::http {

/// Header fields in the order they were given; names compare without case (RFC 9110 §5.1). They are kept as
/// the text that is sent, so that many fields cost two pieces of memory. Line breaks in names and values
/// become spaces: a field can never smuggle another one.
class Headers
{
public:
    /// Valid until the fields change.
    using Field = std::pair<QByteArrayView, QByteArrayView>;

    Headers() = default;
    Headers(std::initializer_list<Field> fields);

    void append(QByteArrayView name, QByteArrayView value);
    void append(QByteArrayView name, std::int64_t value);
    /// Replaces every field of this name.
    void set(QByteArrayView name, QByteArrayView value);
    void remove(QByteArrayView name);
    /// The first field of this name; empty if there is none.
    QByteArray value(QByteArrayView name) const { return view(name).toByteArray(); }
    /// The same without a copy; valid until the fields change.
    QByteArrayView view(QByteArrayView name) const;
    bool contains(QByteArrayView name) const;

    /// "name: value" and a line end for each field.
    QByteArrayView lines() const { return {m_lines.data(), qsizetype(m_lines.size())}; }

    class Iterator;
    Iterator begin() const;
    Iterator end() const;
    std::size_t size() const { return m_places.size(); }

private:
    /// Of one line in the text.
    struct Place {
        quint32 start;
        quint32 nameSize;
        quint32 valueSize;

        quint32 size() const { return nameSize + valueSize + 4; }
    };
    Field fieldAt(const Place &place) const;
    bool isNamed(const Place &place, QByteArrayView name) const;
    void removeAt(std::size_t index);

    std::string m_lines;
    std::vector<Place> m_places;
};

class Headers::Iterator
{
public:
    Iterator(const Headers &headers, std::size_t index)
        : m_headers(headers)
        , m_index(index)
    {
    }
    Field operator*() const { return m_headers.fieldAt(m_headers.m_places[m_index]); }
    Iterator &operator++()
    {
        ++m_index;
        return *this;
    }
    bool operator!=(const Iterator &other) const { return m_index != other.m_index; }

private:
    const Headers &m_headers;
    std::size_t m_index;
};

inline Headers::Iterator Headers::begin() const
{
    return {*this, 0};
}

inline Headers::Iterator Headers::end() const
{
    return {*this, m_places.size()};
}

} // namespace sekisho::http
