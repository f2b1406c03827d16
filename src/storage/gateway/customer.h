// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

namespace sekisho::storage {

/// A row of `end_users`: whom `user` of a request names.
struct Customer {
    QString userId;
    std::optional<QString> alias;
    core::Money spend;
    std::optional<QString> allowedModelRegion; ///< "eu" or "us"
    std::optional<QString> defaultModel;
    std::optional<QString> budgetId; ///< whose limits hold for this customer's own spend
    SpendLimits limits;              ///< only budgetResetAt is kept
    bool blocked = false;
    core::Json extra = core::Json::object();
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    friend bool operator==(const Customer &, const Customer &) = default;
};

} // namespace sekisho::storage
