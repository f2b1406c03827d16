// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/budgetrepository.h>

namespace sekisho::gateway {

/// /budget/new, info, list, update and delete (LiteLLM's budget management).
class BudgetRoutes
{
public:
    explicit BudgetRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer settings(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<storage::Budget> require(const core::Json &body, const char *field) const;
    core::Result<void> eraseAndDetach(const AdminCall &call, const storage::Budget &budget) const;

    ControlServices *m_services;
    mutable storage::BudgetRepository m_budgets;
};

} // namespace sekisho::gateway
