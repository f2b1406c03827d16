// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

namespace sekisho::storage {

/// A row of `tags`: a label of requests that may have a budget.
struct Tag {
    QString name;
    std::optional<QString> description;
    QStringList models; ///< deployment ids
    core::Json modelInfo = core::Json::object();
    core::Money spend;
    std::optional<QString> budgetId; ///< whose limits hold for this tag's own spend
    SpendLimits limits;              ///< only budgetResetAt is kept
    core::Timestamp createdAt;
    QString createdBy;
    core::Timestamp updatedAt;
    friend bool operator==(const Tag &, const Tag &) = default;
};

} // namespace sekisho::storage
