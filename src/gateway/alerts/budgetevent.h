// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>

#include <QString>

namespace sekisho::gateway {

enum class BudgetMark { Soft, Hard };

/// Whose budget it is. What does not apply is empty; a key is told by its hash and alias only.
struct BudgetSubject {
    QString group; ///< "key", "team", "internal_user", "organization", "customer", "tag", "proxy", ...
    QString keyHash, keyAlias;
    QString teamId, teamAlias;
    QString userId, userEmail;
    QString organizationId;
    QString customerId;
    QString tag;
    QString budgetId;

    /// Unique among all subjects.
    QString id() const;
};

/// A budget that was crossed.
struct BudgetEvent {
    BudgetSubject subject;
    BudgetMark mark = BudgetMark::Soft;
    core::Money spend;
    std::optional<core::Money> maxBudget, softBudget;
};

/// "Soft budget crossed: key batch (...), spend 5.1 of 5 USD"
QString sentenceOf(const BudgetEvent &event);

/// In the shape of LiteLLM's webhooks: `event` is "soft_budget_crossed" or "budget_crossed", `event_group`
/// whose budget it is. Members of ours: `organization_id`, `tag`, `budget_id`.
core::Json webhookBody(const BudgetEvent &event);

} // namespace sekisho::gateway
