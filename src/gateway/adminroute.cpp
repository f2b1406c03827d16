// SPDX-License-Identifier: GPL-3.0-or-later
#include "adminroute.h"

namespace sekisho::gateway {

bool isWithin(Scope scope, const Caller &caller)
{
    switch (scope) {
    case Scope::Public:
    case Scope::AnyKey:
        return true;
    case Scope::Active:
        return caller.isActive();
    case Scope::Viewer:
        return caller.seesAll();
    case Scope::Admin:
        return caller.isAdmin();
    case Scope::Master:
        return caller.isMaster();
    }
    return false;
}

} // namespace sekisho::gateway
