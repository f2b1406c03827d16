// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendplace.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

QString SpendPlace::where() const
{
    const QString first = u" WHERE %1 = ?"_s.arg(QLatin1StringView(id));
    return second ? first + u" AND %1 = ?"_s.arg(QLatin1StringView(second)) : first;
}

QVariantList SpendPlace::values(const QString &firstValue, const QString &secondValue) const
{
    return second ? QVariantList{firstValue, secondValue} : QVariantList{firstValue};
}

SpendPlace spendPlaceOf(SpendOwner owner)
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
    case SpendOwner::OrganizationMember:
        return {"organization_members", "organization_id", "user_id"};
    case SpendOwner::Customer:
        return {"end_users", "user_id", nullptr};
    case SpendOwner::Tag:
        return {"tags", "tag_name", nullptr};
    case SpendOwner::KeyModel:
        break;
    }
    return {"key_model_spend", "token", "model"};
}

} // namespace sekisho::storage
