// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <storage/traces/tracefilter.h>

namespace sekisho::traces {

/// The query of a read. Names may repeat, which makes a list; empty values count as absent. What a parameter
/// does not allow is InvalidInput naming it.
class QueryParameters
{
public:
    /// `query` is still percent-encoded.
    explicit QueryParameters(QByteArrayView query);

    std::optional<QString> text(const QString &name) const;
    QStringList list(const QString &name) const;
    core::Result<std::optional<storage::SpanTime>> time(const QString &name) const;
    /// page from 1 and limit 1 to 100, 50 by default.
    core::Result<storage::PageRequest> page() const;

private:
    core::Result<int> number(const QString &name, int fallback, int largest) const;

    QList<std::pair<QString, QString>> m_items;
};

/// Percent-encoding undone, plus signs read as blanks.
QString decodedComponent(QByteArrayView text);

} // namespace sekisho::traces
