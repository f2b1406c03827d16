// SPDX-License-Identifier: GPL-3.0-or-later
#include "dailysums.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

const QString &sumColumns()
{
    static const QString columns =
        u"spend, prompt_tokens, completion_tokens, cached_tokens, requests, successes, failures"_s;
    return columns;
}

QVariantList bindKind(const UsageKind &kind)
{
    return {qlonglong(kind.day), kind.model, kind.modelGroup, kind.provider, kind.endpoint};
}

QVariantList bindSums(const UsageSums &sums)
{
    return {bindMoney(sums.spend),        qlonglong(sums.promptTokens), qlonglong(sums.completionTokens),
            qlonglong(sums.cachedTokens), qlonglong(sums.requests),     qlonglong(sums.successes),
            qlonglong(sums.failures)};
}

/// Inserts, or adds the sums to those that are there.
QString addSql(const QString &table, const QString &keyColumns)
{
    QStringList additions;
    for (const QString &column : sumColumns().split(u", "_s))
        additions.append(u"%1 = %2.%1 + excluded.%1"_s.arg(column, table));
    return u"%1 ON CONFLICT (%2) DO UPDATE SET %3"_s.arg(
        insertSql(table, keyColumns + u", "_s + sumColumns()), keyColumns, additions.join(u", "_s));
}

} // namespace

std::int64_t dayOf(core::Timestamp time)
{
    return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

core::Timestamp startOfDay(std::int64_t day)
{
    return core::Timestamp(std::chrono::days(day));
}

QStringList distinctTags(const SpendLog &log)
{
    QStringList tags = log.tags;
    tags.removeDuplicates();
    tags.removeAll(QString());
    return tags;
}

void UsageSums::add(const SpendLog &log)
{
    const bool succeeded = log.status == u"success";
    add({log.spend, log.promptTokens, log.completionTokens, log.cachedTokens, 1, succeeded ? 1 : 0,
         succeeded ? 0 : 1});
}

void UsageSums::add(const UsageSums &other)
{
    spend += other.spend;
    promptTokens += other.promptTokens;
    completionTokens += other.completionTokens;
    cachedTokens += other.cachedTokens;
    requests += other.requests;
    successes += other.successes;
    failures += other.failures;
}

size_t qHash(const UsageKind &kind, size_t seed)
{
    return qHashMulti(seed, kind.day, kind.model, kind.modelGroup, kind.provider, kind.endpoint);
}

size_t qHash(const DailySums::Entity &entity, size_t seed)
{
    return qHashMulti(seed, entity.type, entity.id, entity.apiKey, entity.kind);
}

void DailySums::add(const SpendLog &log)
{
    const UsageKind kind{dayOf(log.startTime), log.model, log.modelGroup, log.provider, log.route};
    const QString apiKey = QString::fromUtf8(log.apiKey);
    m_totals[kind].add(log);
    ++m_hours[std::chrono::floor<std::chrono::hours>(log.startTime).time_since_epoch().count()];
    m_entities[{u"user"_s, log.user, apiKey, kind}].add(log);
    const std::pair<QString, QString> others[] = {{u"team"_s, log.teamId},
                                                  {u"organization"_s, log.organizationId},
                                                  {u"customer"_s, log.endUser},
                                                  {u"key"_s, apiKey}};
    for (const auto &[type, id] : others) {
        if (!id.isEmpty())
            m_entities[{type, id, apiKey, kind}].add(log);
    }
    for (const QString &tag : distinctTags(log))
        m_entities[{u"tag"_s, tag, apiKey, kind}].add(log);
}

Result<void> DailySums::apply(Database &database) const
{
    auto done = applyEntities(database);
    if (done)
        done = applyTotals(database);
    return done ? applyHours(database) : done;
}

Result<void> DailySums::applyEntities(Database &database) const
{
    static const QString sql = addSql(
        u"daily_spend"_s, u"entity_type, entity_id, api_key, day, model, model_group, provider, endpoint"_s);
    for (auto it = m_entities.begin(); it != m_entities.end(); ++it) {
        const QVariantList whom{it.key().type, it.key().id, it.key().apiKey};
        if (auto done = database.run(sql, whom + bindKind(it.key().kind) + bindSums(it.value())); !done)
            return done;
    }
    return {};
}

Result<void> DailySums::applyTotals(Database &database) const
{
    static const QString sql = addSql(u"daily_totals"_s, u"day, model, model_group, provider, endpoint"_s);
    for (auto it = m_totals.begin(); it != m_totals.end(); ++it) {
        if (auto done = database.run(sql, bindKind(it.key()) + bindSums(it.value())); !done)
            return done;
    }
    return {};
}

Result<void> DailySums::applyHours(Database &database) const
{
    static const QString sql =
        u"INSERT INTO spend_log_hours (hour, requests) VALUES (?, ?) "
        "ON CONFLICT (hour) DO UPDATE SET requests = spend_log_hours.requests + excluded.requests"_s;
    for (auto it = m_hours.begin(); it != m_hours.end(); ++it) {
        if (auto done = database.run(sql, {qlonglong(it.key()), qlonglong(it.value())}); !done)
            return done;
    }
    return {};
}

} // namespace sekisho::storage
