// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetroutes.h"
#include "keyreadroutes.h"
#include "keyrotationroutes.h"
#include "keyroutes.h"
#include "spendroutes.h"
#include "teammemberroutes.h"
#include "teamroutes.h"

namespace sekisho::gateway {

std::vector<AdminRoute> controlRoutes(ControlServices &services)
{
    std::vector<AdminRoute> all;
    for (auto &&routes : {KeyRoutes(services).routes(), KeyReadRoutes(services).routes(),
                          KeyRotationRoutes(services).routes(), TeamRoutes(services).routes(),
                          TeamMemberRoutes(services).routes(), BudgetRoutes(services).routes(),
                          SpendRoutes(services).routes()})
        all.insert(all.end(), routes.begin(), routes.end());
    return all;
}

} // namespace sekisho::gateway
