// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowids.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

static QString sqlFor(IdentifiedTable table)
{
    switch (table) {
    case IdentifiedTable::Teams:
        return u"SELECT team_id FROM teams"_s;
    case IdentifiedTable::Budgets:
        return u"SELECT budget_id FROM budgets"_s;
    case IdentifiedTable::Users:
        return u"SELECT user_id FROM users"_s;
    case IdentifiedTable::Organizations:
        return u"SELECT organization_id FROM organizations"_s;
    case IdentifiedTable::Tags:
        return u"SELECT tag_name FROM tags"_s;
    case IdentifiedTable::CustomersWithRules:
        return u"SELECT user_id FROM end_users WHERE blocked <> 0 OR budget_id IS NOT NULL OR "
               "allowed_model_region IS NOT NULL OR default_model IS NOT NULL"_s;
    case IdentifiedTable::Keys:
        break;
    }
    return u"SELECT token FROM verification_tokens"_s;
}

core::Result<QSet<QString>> rowIds(Database &database, IdentifiedTable table)
{
    QSet<QString> ids;
    const auto done = database.forEach(sqlFor(table), {}, [&](const Row &row) { ids.insert(row.text(0)); });
    if (!done)
        return core::fail(done.error());
    return ids;
}

} // namespace sekisho::storage
