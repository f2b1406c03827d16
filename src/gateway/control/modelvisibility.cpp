// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelvisibility.h"

#include <gateway/stages/authorise.h>

namespace sekisho::gateway {

core::Result<std::vector<const ModelGroup *>> modelsVisibleTo(const Caller &caller, const ModelTable &table,
                                                              const ControlServices &services)
{
    if (caller.seesAll())
        return table.groups();
    const Authorise authorise(services.directory, services.clock, services.settings);
    const auto grant = authorise.standing(caller);
    if (!grant)
        return core::fail(grant.error());
    std::vector<const ModelGroup *> visible;
    for (const ModelGroup *group : table.groups()) {
        if (authorise.maySee(caller, *grant, *group, table.access()))
            visible.push_back(group);
    }
    return visible;
}

} // namespace sekisho::gateway
