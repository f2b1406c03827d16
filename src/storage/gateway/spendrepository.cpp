// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Place {
    const char *table;
    const char *id;
    const char *second; ///< null: the id alone names the row
};

Place placeOf(SpendOwner owner)
{
    switch (owner) {
    case SpendOwner::Key:
        return {"verification_tokens", "token", nullptr};
    case SpendOwner::Team:
        return {"teams", "team_id", nullptr};
    case SpendOwner::Member:
        return {"team_members", "team_id", "user_id"};
    case SpendOwner::Budget:
        return {"budgets", "budget_id", nullptr};
    case SpendOwner::User:
        return {"users", "user_id", nullptr};
    case SpendOwner::Organization:
        return {"organizations", "organization_id", nullptr};
    case SpendOwner::Customer:
        return {"end_users", "user_id", nullptr};
    case SpendOwner::Tag:
        return {"tags", "tag_name", nullptr};
    case SpendOwner::KeyModel:
        break;
    }
    return {"key_model_spend", "token", "model"};
}

} // namespace

core::Result<void> SpendRepository::restart(SpendOwner owner, const QString &id, const QString &second,
                                            core::Money spend, const std::optional<core::Timestamp> &resetAt)
{
    const Place place = placeOf(owner);
    QString sql = u"UPDATE %1 SET spend = ?, budget_reset_at = ? WHERE %2 = ?"_s.arg(
        QLatin1StringView(place.table), QLatin1StringView(place.id));
    QVariantList values{bindMoney(spend), bind(resetAt), id};
    if (place.second) {
        sql += u" AND %1 = ?"_s.arg(QLatin1StringView(place.second));
        values.append(second);
    }
    return expectChange(m_database.execute(sql, values), u"What spends"_s);
}

} // namespace sekisho::storage
