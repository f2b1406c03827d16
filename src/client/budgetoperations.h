// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apitransport.h"
#include "budgetinfo.h"

namespace sekisho::client {

/// /budget/* (litellm-api §6.1).
class BudgetOperations
{
public:
    /// `transport` is borrowed.
    explicit BudgetOperations(ApiTransport *transport);

    core::Async<QList<BudgetInfo>> list() const;
    /// NotFound if there is none of this id.
    core::Async<BudgetInfo> info(const QString &budgetId) const;
    core::Async<BudgetInfo> create(const NewBudget &budget) const;
    core::Async<void> update(const QString &budgetId, const BudgetChanges &changes) const;
    core::Async<void> remove(const QString &budgetId) const;

private:
    ApiTransport *m_transport;
};

} // namespace sekisho::client
