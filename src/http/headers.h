// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace sekisho::http {

/// Header fields in the order they were given; names compare without case (RFC 9110 §5.1).
class Headers
{
public:
    using Field = std::pair<QByteArray, QByteArray>;

    Headers() = default;
    Headers(std::initializer_list<Field> fields);

    void append(QByteArray name, QByteArray value);
    /// Replaces every field of this name.
    void set(QByteArray name, QByteArray value);
    void remove(QByteArrayView name);
    /// The first field of this name; empty if there is none.
    QByteArray value(QByteArrayView name) const;
    bool contains(QByteArrayView name) const;

    auto begin() const { return m_fields.begin(); }
    auto end() const { return m_fields.end(); }
    std::size_t size() const { return m_fields.size(); }

private:
    std::vector<Field> m_fields;
};

} // namespace sekisho::http
