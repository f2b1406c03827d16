// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QUrlQuery>

namespace sekisho::gateway {

/// Reads the parameters of a query. The first wrong one becomes the error, named as `param`.
class QueryReader
{
public:
    explicit QueryReader(const QUrlQuery &query)
        : m_query(query)
    {
    }

    /// Absent and empty are the same. `+` is a space, as forms send it.
    std::optional<QString> text(const QString &name);
    std::int64_t integer(const QString &name, std::int64_t fallback, std::int64_t least, std::int64_t most);
    bool flag(const QString &name, bool fallback);

    void refuse(const QString &name, const QString &why);
    core::Result<void> result() const { return m_error; }

private:
    const QUrlQuery &m_query;
    core::Result<void> m_error;
};

} // namespace sekisho::gateway
