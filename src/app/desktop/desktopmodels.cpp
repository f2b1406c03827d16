// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopmodels.h"

namespace sekisho::app {

DesktopModels::DesktopModels(DesktopServices &services)
    : caller(&services.session)
    , chat(&services.session, &services.conversations, &services.clock, &services.tracer)
    , conversations(&services.conversations, &services.clock)
    , models(&services.session)
    , keyChoice(&services.session)
    , keys(services.admin.gateway().keys(), &services.clock)
    , teams(services.admin.gateway().teams(), &services.clock)
    , budgets(services.admin.gateway().budgets(), &services.clock)
{
}

} // namespace sekisho::app
