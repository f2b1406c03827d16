// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString columns()
{
    return u"id, updated_at, changed_by, changed_by_api_key, action, table_name, object_id, before_value, "
           u"updated_values"_s;
}

AuditEntry readEntry(const Row &row)
{
    return {.id = row.text(0),
            .updatedAt = row.time(1),
            .changedBy = row.text(2),
            .changedByApiKey = row.bytes(3),
            .action = row.text(4),
            .tableName = row.text(5),
            .objectId = row.text(6),
            .before = readJson(row, 7),
            .updated = readJson(row, 8)};
}

Where conditions(const AuditFilter &filter)
{
    Where where;
    where.addEqual(u"changed_by"_s, filter.changedBy);
    where.addEqual(u"changed_by_api_key"_s, filter.changedByApiKey);
    where.addEqual(u"action"_s, filter.action);
    where.addEqual(u"table_name"_s, filter.tableName);
    where.addEqual(u"object_id"_s, filter.objectId);
    if (filter.from)
        where.add(u"updated_at >= ?"_s, {bind(*filter.from)});
    if (filter.until)
        where.add(u"updated_at < ?"_s, {bind(*filter.until)});
    return where;
}

} // namespace

Result<void> AuditRepository::insert(const AuditEntry &entry)
{
    return m_database.run(insertSql(u"audit_logs"_s, columns()),
                          {entry.id, bind(entry.updatedAt), entry.changedBy, bindText(entry.changedByApiKey),
                           entry.action, entry.tableName, entry.objectId, bindJson(entry.before),
                           bindJson(entry.updated)});
}

Result<std::optional<AuditEntry>> AuditRepository::find(const QString &id)
{
    return m_database.selectOne<AuditEntry>(u"SELECT %1 FROM audit_logs WHERE id = ?"_s.arg(columns()), {id},
                                            readEntry);
}

Result<QList<AuditEntry>> AuditRepository::list(const AuditFilter &filter, bool descending, Page page)
{
    return list(filter, AuditOrder{AuditColumn::UpdatedAt, descending}, page);
}

Result<QList<AuditEntry>> AuditRepository::list(const AuditFilter &filter, AuditOrder order, Page page)
{
    const Where where = conditions(filter);
    const QString direction = order.descending ? u"DESC"_s : u"ASC"_s;
    QString columnOrder;
    if (order.column != AuditColumn::UpdatedAt)
        columnOrder = u"%1 %2, "_s.arg(
            order.column == AuditColumn::ChangedBy ? u"changed_by"_s : u"object_id"_s, direction);
    return m_database.select<AuditEntry>(
        u"SELECT %1 FROM audit_logs%2 ORDER BY %3updated_at %4, id %4 LIMIT ? OFFSET ?"_s.arg(
            columns(), where.sql(), columnOrder, direction),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readEntry);
}

Result<std::int64_t> AuditRepository::count(const AuditFilter &filter)
{
    const Where where = conditions(filter);
    const auto count =
        m_database.selectOne<std::int64_t>(u"SELECT COUNT(*) FROM audit_logs"_s + where.sql(), where.values(),
                                           [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

} // namespace sekisho::storage
