// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVariantList>

namespace sekisho::storage {

/// Collects the conditions of a select and their values in the same order.
class WhereClause
{
public:
    void add(const QString &condition, const QVariant &value)
    {
        m_conditions.append(condition);
        m_values.append(value);
    }

    template <typename T>
    void addIf(const QString &condition, const std::optional<T> &value)
    {
        if (value)
            add(condition, QVariant::fromValue(*value));
    }

    /// column IN (...); nothing when the list is empty.
    void addAnyOf(const QString &column, const QStringList &values)
    {
        if (values.isEmpty())
            return;
        const QStringList marks(values.size(), QStringLiteral("?"));
        m_conditions.append(QStringLiteral("%1 IN (%2)").arg(column, marks.join(u',')));
        for (const QString &value : values)
            m_values.append(value);
    }

    /// " WHERE ..." or nothing.
    QString sql() const
    {
        return m_conditions.isEmpty()
                   ? QString()
                   : QStringLiteral(" WHERE ") + m_conditions.join(QStringLiteral(" AND "));
    }
    const QVariantList &values() const { return m_values; }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

} // namespace sekisho::storage
