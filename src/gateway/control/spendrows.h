// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <storage/gateway/spendlogrepository.h>

namespace sekisho::gateway {

/// LiteLLM's row of LiteLLM_SpendLogs. A call whose client went away has status "failure", and says so in
/// `metadata.error_information`.
core::Json spendRow(const storage::SpendLog &log);

/// LiteLLM's summary: one object a day from `from` to before `until`, days without spend too.
core::Json dailyRows(const QList<storage::DailySpend> &spends, core::Timestamp from, core::Timestamp until);

} // namespace sekisho::gateway
