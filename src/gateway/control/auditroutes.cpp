// SPDX-License-Identifier: GPL-3.0-or-later
#include "auditroutes.h"

#include "makeroute.h"
#include "paging.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using storage::AuditEntry;

std::vector<AdminRoute> AuditRoutes::routes() const
{
    return {
        makeRoute("GET", "/audit", Scope::Viewer, *this, &AuditRoutes::list),
        makeRoute("GET", "/audit/{id}", Scope::Viewer, *this, &AuditRoutes::entry),
    };
}

namespace {

Json auditRow(const AuditEntry &entry)
{
    return {{"id", entry.id},
            {"updated_at", core::toIso8601(entry.updatedAt)},
            {"changed_by", entry.changedBy},
            {"changed_by_api_key", QString::fromLatin1(entry.changedByApiKey)},
            {"action", entry.action},
            {"table_name", entry.tableName},
            {"object_id", entry.objectId},
            {"before_value", entry.before},
            {"updated_values", entry.updated}};
}

// A day without a time begins at midnight UTC; one that ends a span belongs to it.
std::optional<core::Timestamp> readTime(QueryReader &query, const QString &name, bool isEnd)
{
    const auto text = query.text(name);
    if (!text)
        return std::nullopt;
    const bool isDay = text->size() == 10;
    const auto time = core::parseIso8601(isDay ? *text + u"T00:00:00Z"_s : *text);
    if (!time) {
        query.refuse(name, u"is not an ISO 8601 time"_s);
        return std::nullopt;
    }
    return isDay && isEnd ? *time + std::chrono::hours(24) : *time;
}

storage::AuditFilter readFilter(QueryReader &query)
{
    return {.changedBy = query.text(u"changed_by"_s),
            .changedByApiKey = query.text(u"changed_by_api_key"_s),
            .action = query.text(u"action"_s),
            .tableName = query.text(u"table_name"_s),
            .objectId = query.text(u"object_id"_s),
            .from = readTime(query, u"start_date"_s, false),
            .until = readTime(query, u"end_date"_s, true)};
}

} // namespace

AuditRoutes::Answer AuditRoutes::list(const AdminCall &call) const
{
    static const QList<std::pair<QString, storage::AuditColumn>> columns{
        {u"updated_at"_s, storage::AuditColumn::UpdatedAt},
        {u"changed_by"_s, storage::AuditColumn::ChangedBy},
        {u"object_id"_s, storage::AuditColumn::ObjectId}};
    QueryReader query(call.query);
    const auto filter = readFilter(query);
    const auto page = readPage(query, 10);
    storage::AuditOrder order;
    readOrder(query, columns, order);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto total = m_entries.count(filter);
    const auto entries = m_entries.list(filter, order, page.page());
    if (!total || !entries)
        return fail(total ? entries.error() : total.error());
    Json rows = Json::array();
    for (const AuditEntry &entry : *entries)
        rows.push_back(auditRow(entry));
    return pageAnswer("audit_logs", std::move(rows), *total, page);
}

AuditRoutes::Answer AuditRoutes::entry(const AdminCall &call) const
{
    const auto entry = m_entries.find(call.parameter);
    if (!entry)
        return fail(entry.error());
    if (!*entry)
        return fail(core::ErrorKind::NotFound, u"Audit log not found"_s, {}, u"id"_s);
    return auditRow(**entry);
}

} // namespace sekisho::gateway
