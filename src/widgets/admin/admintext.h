// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/admin/adminroles.h>
#include <widgets/common/badge.h>
#include <widgets/common/meter.h>

namespace sekisho::widgets {

/// The words that the pages of keys, teams and budgets share.
QString stateName(models::RowState state);
Badge::Kind badgeKind(models::RowState state);
/// "All models", or their names.
QString modelsText(const QStringList &models);
/// "$0.42 / $5.00", or "$12.80, unlimited".
QString spendText(core::Money spend, const std::optional<core::Money> &budget);
/// Every 30 days, every day ...; "–" without a period.
QString periodText(const std::optional<QString> &duration);
/// The meter of a row of an admin table.
Meter meterOf(const QModelIndex &index);

} // namespace sekisho::widgets
