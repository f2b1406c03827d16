// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budgetoperations.h"
#include "healthoperations.h"
#include "keyoperations.h"
#include "modeloperations.h"
#include "spendoperations.h"
#include "teamoperations.h"

namespace sekisho::client {

/// Every operation on one gateway, by area: `gateway.keys().list(...)`.
class GatewayClient
{
public:
    /// `transport` is borrowed.
    explicit GatewayClient(ApiTransport *transport);

    const KeyOperations &keys() const { return m_keys; }
    const TeamOperations &teams() const { return m_teams; }
    const BudgetOperations &budgets() const { return m_budgets; }
    const ModelOperations &models() const { return m_models; }
    const SpendOperations &spend() const { return m_spend; }
    const HealthOperations &health() const { return m_health; }
    ApiTransport *transport() const { return m_transport; }

private:
    ApiTransport *m_transport;
    KeyOperations m_keys;
    TeamOperations m_teams;
    BudgetOperations m_budgets;
    ModelOperations m_models;
    SpendOperations m_spend;
    HealthOperations m_health;
};

} // namespace sekisho::client
