// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns.h"

namespace sekisho::storage {

/// Which rows of spend_logs are meant; absent means any.
struct SpendLogFilter {
    std::optional<QString> requestId;
    std::optional<QString> apiKey; ///< hash
    std::optional<QString> user;
    std::optional<QString> teamId;
    std::optional<QString> organizationId;
    std::optional<QString> endUser;
    std::optional<QString> sessionId;
    std::optional<core::Timestamp> from;  ///< started at or after
    std::optional<core::Timestamp> until; ///< started before
    std::optional<QString> model;         ///< public name
    std::optional<QString> modelId;
    std::optional<QString> provider;
    std::optional<bool> succeeded;
    std::optional<core::Money> minSpend;
    std::optional<core::Money> maxSpend;
    std::optional<QString> keyAlias;     ///< a part of it
    std::optional<QString> sessionPart;  ///< a part of the session id
    std::optional<QString> errorCode;    ///< HTTP status
    std::optional<QString> errorMessage; ///< a part of it
};

enum class IndexUse {
    OfFilter, ///< as the database sees fit
    OfOrder,  ///< rows are visited in their order, so the filter must not choose another index
};
Where conditions(const SpendLogFilter &filter, IndexUse use = IndexUse::OfFilter);

/// One of those for whom daily_spend keeps sums.
struct SpendEntity {
    QString type;
    QString id;
};
/// The one that the filter names, if it is one.
std::optional<SpendEntity> entityOf(const SpendLogFilter &filter);
/// Whether daily_spend or daily_totals know, for whole days, what the rows of this filter add up to.
bool sumsKnow(const SpendLogFilter &filter);

struct SpendLogOrder {
    enum class By { StartTime, EndTime, Spend, TotalTokens };
    By by = By::StartTime;
    bool descending = true;
};

/// How many rows there are: counted up to `MostCounted`, unless sums know.
struct RowCount {
    static constexpr std::int64_t MostCounted = 10'000;
    std::int64_t value = 0;
    bool isAtLeast = false; ///< there may be more
};

/// Rows per day.
struct DayCount {
    std::int64_t day = 0;
    std::int64_t requests = 0;
};

} // namespace sekisho::storage
