// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetfollowers.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

core::Result<void> moveResets(Database &database, const QString &budgetId,
                              const std::optional<core::Timestamp> &resetAt)
{
    // A member with a period of its own keeps to that.
    for (const QString &sql :
         {u"UPDATE organizations SET budget_reset_at = ? WHERE budget_id = ?"_s,
          u"UPDATE tags SET budget_reset_at = ? WHERE budget_id = ?"_s,
          u"UPDATE end_users SET budget_reset_at = ? WHERE budget_id = ?"_s,
          u"UPDATE organization_members SET budget_reset_at = ? WHERE budget_id = ?"_s,
          u"UPDATE team_members SET budget_reset_at = ? WHERE budget_id = ? AND budget_duration IS NULL"_s}) {
        if (auto done = database.run(sql, {bind(resetAt), budgetId}); !done)
            return done;
    }
    return {};
}

core::Result<void> moveMemberPeriods(Database &database, const QStringList &teamIds,
                                     const std::optional<QString> &period,
                                     const std::optional<core::Timestamp> &resetAt)
{
    for (const QString &teamId : teamIds) {
        if (auto done = database.run(u"UPDATE team_members SET budget_duration = ?, budget_reset_at = ? "
                                     "WHERE team_id = ? AND budget_id IS NULL"_s,
                                     {bind(period), bind(resetAt), teamId});
            !done)
            return done;
    }
    return {};
}

} // namespace sekisho::storage
