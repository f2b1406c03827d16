// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

namespace sekisho::storage {

/// A row of `budgets`: limits that several keys share; their spend together counts against it.
struct Budget {
    QString budgetId;
    core::Money spend;
    SpendLimits limits;
    core::Json extra = core::Json::object();
    core::Timestamp createdAt;
    QString createdBy;
    core::Timestamp updatedAt;
    QString updatedBy;
    friend bool operator==(const Budget &, const Budget &) = default;
};

} // namespace sekisho::storage
