// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>
#include <storage/database.h>

namespace sekisho::storage {

/// Sets when the spend of all those starts anew that have this budget's limits for themselves: organisations,
/// tags, customers, and members of teams and organisations.
core::Result<void> moveResets(Database &database, const QString &budgetId,
                              const std::optional<core::Timestamp> &resetAt);

/// The same for the members of these teams, whose common budget it is; their period becomes `period`. A
/// member that names a budget of its own keeps to that.
core::Result<void> moveMemberPeriods(Database &database, const QStringList &teamIds,
                                     const std::optional<QString> &period,
                                     const std::optional<core::Timestamp> &resetAt);

} // namespace sekisho::storage
