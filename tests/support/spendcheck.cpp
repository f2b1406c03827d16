// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendcheck.h"

namespace sekisho::support {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Kept {
    QString name;  ///< of the row, in SQL
    QString table; ///< as t
    QString rows;  ///< condition on spend_logs as l
};

QString ofKey()
{
    return u"(l.api_key = t.token OR l.api_key IN (SELECT d.token FROM deprecated_verification_tokens d "
           u"WHERE "
           u"d.active_token = t.token))"_s;
}

QList<Kept> keptSpends()
{
    return {{u"t.token"_s, u"verification_tokens"_s, ofKey()},
            {u"t.token || ' on ' || t.model"_s, u"key_model_spend"_s,
             ofKey() + u" AND l.model_group = t.model"_s},
            {u"t.team_id"_s, u"teams"_s, u"l.team_id = t.team_id"_s},
            {u"t.team_id || ' ' || t.user_id"_s, u"team_members"_s,
             u"l.team_id = t.team_id AND l.user_id = t.user_id"_s},
            {u"t.organization_id"_s, u"organizations"_s, u"l.organization_id = t.organization_id"_s},
            {u"t.organization_id || ' ' || t.user_id"_s, u"organization_members"_s,
             u"l.organization_id = t.organization_id AND l.user_id = t.user_id"_s},
            {u"t.user_id"_s, u"users"_s, u"(l.user_id = t.user_id OR t.user_id = 'litellm-proxy-budget')"_s},
            {u"t.user_id"_s, u"end_users"_s, u"l.end_user = t.user_id"_s},
            {u"t.tag_name"_s, u"tags"_s, u"l.request_tags LIKE '%\"' || t.tag_name || '\"%'"_s},
            {u"t.budget_id"_s, u"budgets"_s,
             u"(l.budget_id = t.budget_id OR l.metadata LIKE '%\"team_budget_id\":\"' || t.budget_id || "
             u"'\"%')"_s}};
}

QString mismatchesSql(const Kept &kept)
{
    const QString summed =
        u"(SELECT CAST(COALESCE(SUM(l.spend), 0) AS BIGINT) FROM spend_logs l WHERE %1 AND l.end_time >= "
        u"t.spend_since)"_s.arg(kept.rows);
    return u"SELECT '%1 ' || %2, t.spend, %3 FROM %1 t WHERE t.spend <> %3"_s.arg(kept.table, kept.name,
                                                                                  summed);
}

QString dailySql(const QString &type, const QString &column)
{
    return u"SELECT '%1 by day ' || e.id, COALESCE(e.kept, 0), COALESCE(l.summed, 0) FROM (SELECT entity_id "
           u"AS id, "
           u"CAST(SUM(spend) AS BIGINT) AS kept FROM daily_spend WHERE entity_type = '%1' GROUP BY "
           u"entity_id) e "
           u"FULL OUTER JOIN (SELECT %2 AS id, CAST(SUM(spend) AS BIGINT) AS summed FROM spend_logs WHERE %2 "
           u"<> '' "
           u"OR '%1' = 'user' GROUP BY %2) l ON l.id = e.id WHERE COALESCE(e.kept, -1) <> COALESCE(l.summed, -1)"_s
               .arg(type, column);
}

QStringList allSql()
{
    QStringList all;
    for (const Kept &kept : keptSpends())
        all.append(mismatchesSql(kept));
    for (const auto &[type, column] : {std::pair{u"user"_s, u"user_id"_s},
                                       {u"team"_s, u"team_id"_s},
                                       {u"organization"_s, u"organization_id"_s},
                                       {u"customer"_s, u"end_user"_s},
                                       {u"key"_s, u"api_key"_s}})
        all.append(dailySql(type, column));
    all.append(
        u"SELECT 'totals', k.spent, l.spent FROM (SELECT CAST(COALESCE(SUM(spend), 0) AS BIGINT) AS spent, "
        u"CAST(COALESCE(SUM(requests), 0) AS BIGINT) AS calls FROM daily_totals) k, (SELECT "
        u"CAST(COALESCE(SUM(spend), 0) AS BIGINT) AS spent, COUNT(*) AS calls FROM spend_logs) l WHERE "
        u"k.spent <> "
        u"l.spent OR k.calls <> l.calls"_s);
    return all;
}

} // namespace

core::Result<QStringList> spendMismatches(storage::Database &database)
{
    QStringList lines;
    for (const QString &sql : allSql()) {
        const auto done = database.forEach(sql, {}, [&](const storage::Row &row) {
            lines.append(u"%1: %2, but the rows say %3"_s.arg(row.text(0), row.text(1), row.text(2)));
        });
        if (!done)
            return core::fail(done.error());
    }
    return lines;
}

} // namespace sekisho::support
