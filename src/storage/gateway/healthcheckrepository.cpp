// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthcheckrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString columns()
{
    return u"health_check_id, model_id, model_name, status, error_message, response_time_ms, checked_by, checked_at"_s;
}

QString statusText(bool isHealthy)
{
    return isHealthy ? u"healthy"_s : u"unhealthy"_s;
}

HealthCheck readCheck(const Row &row)
{
    return {row.text(0),         row.text(1),
            row.text(2),         row.text(3) == u"healthy"_s,
            row.optionalText(4), row.optionalInteger(5),
            row.text(6),         row.time(7)};
}

} // namespace

Result<void> HealthCheckRepository::insert(const HealthCheck &check)
{
    return m_database.run(insertSql(u"health_checks"_s, columns()),
                          {check.id, check.modelId, check.modelName, statusText(check.isHealthy),
                           bind(check.error), bind(check.responseTimeMs), check.checkedBy,
                           bind(check.checkedAt)});
}

Result<QList<HealthCheck>> HealthCheckRepository::list(const std::optional<QString> &model,
                                                       const std::optional<bool> &isHealthy,
                                                       std::int64_t limit, std::int64_t offset)
{
    Where where;
    if (model)
        where.add(u"(model_id = ? OR model_name = ?)"_s, {*model, *model});
    if (isHealthy)
        where.add(u"status = ?"_s, {statusText(*isHealthy)});
    const QString sql =
        u"SELECT %1 FROM health_checks%2 ORDER BY checked_at DESC, health_check_id LIMIT ? OFFSET ?"_s.arg(
            columns(), where.sql());
    return m_database.select<HealthCheck>(
        sql, where.values() + QVariantList{QVariant::fromValue(limit), QVariant::fromValue(offset)},
        readCheck);
}

Result<QList<HealthCheck>> HealthCheckRepository::latest(const QStringList &modelIds)
{
    QList<HealthCheck> found;
    for (const QString &id : modelIds) {
        const auto newest = m_database.selectOne<HealthCheck>(
            u"SELECT %1 FROM health_checks WHERE model_id = ? ORDER BY checked_at DESC LIMIT 1"_s.arg(
                columns()),
            {id}, readCheck);
        if (!newest)
            return core::fail(newest.error());
        if (*newest)
            found.append(**newest);
    }
    return found;
}

Result<void> HealthCheckRepository::eraseBefore(core::Timestamp time)
{
    return m_database.run(u"DELETE FROM health_checks WHERE checked_at < ?"_s, {bind(time)});
}

} // namespace sekisho::storage
