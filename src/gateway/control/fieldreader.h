// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>

namespace sekisho::gateway {

/// The kinds of value that fields may have which are kept as they came.
enum class FieldKind { Text, Integer, Number, Flag, List, Strings, Object };

/// Reads the fields of a management request. An absent field leaves its target alone, null clears it. The
/// first field that is wrong becomes the error, named as `param`; what was read before it is then not to be
/// used.
class FieldReader
{
public:
    /// `body` must outlive the reader.
    explicit FieldReader(const core::Json &body);

    /// Given at all, if only as null.
    bool has(const char *field) const;

    void read(const char *field, std::optional<QString> &target);
    void read(const char *field, QStringList &target);
    void read(const char *field, bool &target);
    /// Not negative.
    void read(const char *field, std::optional<std::int64_t> &target);
    /// US dollars, not negative.
    void read(const char *field, std::optional<core::Money> &target);
    /// Null becomes an empty object.
    void readObject(const char *field, core::Json &target);
    /// A duration string, kept as it came.
    void readDuration(const char *field, std::optional<QString> &target);
    /// Any value of this kind; null becomes null.
    void readValue(const char *field, FieldKind kind, core::Json &target);

    /// Must be there and not empty.
    QString requiredText(const char *field);
    QStringList requiredStrings(const char *field);

    void refuse(const char *field, const QString &why);
    /// As refuse(), in words of its own.
    void fail(core::Error error);
    bool good() const { return m_error.has_value(); }
    core::Result<void> result() const { return m_error; }

private:
    const core::Json *given(const char *field) const;
    bool isText(const char *field, const core::Json &value);
    bool areTexts(const char *field, const core::Json &value);
    bool isSmall(const char *field, const core::Json &value);

    const core::Json &m_body;
    core::Result<void> m_error;
};

} // namespace sekisho::gateway
