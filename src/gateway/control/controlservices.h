// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/secretstring.h>
#include <gateway/adminroute.h>
#include <gateway/budgettime.h>
#include <gateway/config/gatewaysettings.h>
#include <storage/database.h>

#include <vector>

namespace sekisho::gateway {

class AddressGate;
class HealthService;
class ModelRegistry;

/// What the management routes work on, all of it owned by the gateway. The routes must be called on the
/// thread that opened the database; they write it first and publish to the directory after.
struct ControlServices {
    storage::Database &database;
    Directory &directory;
    const core::Clock &clock;
    const GatewaySettings &settings;
    ModelRegistry &models;
    AddressGate &gate;
    HealthService *health = nullptr; ///< null: no upstream is called
    core::SecretString saltKey = {}; ///< seals rotated keys; empty: no key rotates

    BudgetTime budgetTime() const { return {clock.now(), settings.budgetCalendar}; }
};

/// Every route of keys, teams, budgets and spend. The services must outlive the routes.
std::vector<AdminRoute> controlRoutes(ControlServices &services);

} // namespace sekisho::gateway
