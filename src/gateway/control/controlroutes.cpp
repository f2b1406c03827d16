// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessgrouproutes.h"
#include "activityroutes.h"
#include "allowediproutes.h"
#include "auditroutes.h"
#include "budgetroutes.h"
#include "costroutes.h"
#include "credentialroutes.h"
#include "customerroutes.h"
#include "globalactivityroutes.h"
#include "globalspendroutes.h"
#include "healthroutes.h"
#include "keyreadroutes.h"
#include "keyrotationroutes.h"
#include "keyroutes.h"
#include "modelgrouproutes.h"
#include "modelinforoutes.h"
#include "modelwriteroutes.h"
#include "organizationmemberroutes.h"
#include "organizationroutes.h"
#include "rotatedkeyroutes.h"
#include "settingsroutes.h"
#include "spendroutes.h"
#include "tagroutes.h"
#include "teamcallbackroutes.h"
#include "teamgrantroutes.h"
#include "teamlistroutes.h"
#include "teammemberroutes.h"
#include "teamroutes.h"
#include "userlistroutes.h"
#include "userroutes.h"
#include "utilityroutes.h"

namespace sekisho::gateway {

std::vector<AdminRoute> controlRoutes(ControlServices &services)
{
    std::vector<AdminRoute> all;
    for (auto &&routes : {
             KeyRoutes(services).routes(),
             KeyReadRoutes(services).routes(),
             KeyRotationRoutes(services).routes(),
             RotatedKeyRoutes(services).routes(),
             TeamRoutes(services).routes(),
             TeamListRoutes(services).routes(),
             TeamMemberRoutes(services).routes(),
             TeamGrantRoutes(services).routes(),
             TeamCallbackRoutes(services).routes(),
             UserRoutes(services).routes(),
             UserListRoutes(services).routes(),
             OrganizationRoutes(services).routes(),
             OrganizationMemberRoutes(services).routes(),
             BudgetRoutes(services).routes(),
             CustomerRoutes(services).routes(),
             TagRoutes(services).routes(),
             AuditRoutes(services).routes(),
             SpendRoutes(services).routes(),
             GlobalSpendRoutes(services).routes(),
             GlobalActivityRoutes(services).routes(),
             ActivityRoutes(services).routes(),
         })
        all.insert(all.end(), routes.begin(), routes.end());
    for (auto &&routes : {ModelWriteRoutes(services).routes(), ModelInfoRoutes(services).routes(),
                          CredentialRoutes(services).routes(), AccessGroupRoutes(services).routes(),
                          ModelGroupRoutes(services).routes(), HealthRoutes(services).routes(),
                          AllowedIpRoutes(services).routes(), SettingsRoutes(services).routes(),
                          UtilityRoutes(services).routes(), CostRoutes(services).routes()})
        all.insert(all.end(), routes.begin(), routes.end());
    return all;
}

} // namespace sekisho::gateway
