// SPDX-License-Identifier: GPL-3.0-or-later
#include "listconditions.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

// LIKE's own wildcards in what is looked for mean themselves.
static QString containing(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QString(u'\\') + special);
    return u'%' + text.toLower() + u'%';
}

void addContains(Where &where, const QString &column, const std::optional<QString> &part)
{
    if (part)
        where.add(u"LOWER(%1) LIKE ? ESCAPE '\\'"_s.arg(column), {containing(*part)});
}

void addAnyOf(Where &where, const QString &column, const QStringList &values)
{
    if (values.isEmpty())
        return;
    const QStringList marks(values.size(), u"?"_s);
    where.add(u"%1 IN (%2)"_s.arg(column, marks.join(u", "_s)), QVariantList(values.begin(), values.end()));
}

core::Result<std::int64_t> countRows(Database &database, const QString &table, const Where &where)
{
    const auto count =
        database.selectOne<std::int64_t>(u"SELECT COUNT(*) FROM %1%2"_s.arg(table, where.sql()),
                                         where.values(), [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

} // namespace sekisho::storage
