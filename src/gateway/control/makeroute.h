// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/adminroute.h>

namespace sekisho::gateway {

/// A route that calls a member of a copy of `handlers`. Constraints of the database have been checked before;
/// one that refuses anyway is a failure of the storage, whose inner code no caller should see.
template <typename T>
AdminRoute makeRoute(const char *method, const char *path, Scope scope, const T &handlers,
                     core::Result<core::Json> (T::*handler)(const AdminCall &) const)
{
    return {method, path, scope, [handlers, handler](const AdminCall &call) {
                auto answer = (handlers.*handler)(call);
                if (!answer && answer.error().kind == core::ErrorKind::Storage)
                    answer.error().code.clear();
                return answer;
            }};
}

/// The same for a member that answers later.
template <typename T>
AdminRoute lateRoute(const char *method, const char *path, Scope scope, const T &handlers,
                     void (T::*handler)(const AdminCall &, const LateAnswer &) const)
{
    return {
        method, path, scope, {}, 200, [handlers, handler](const AdminCall &call, const LateAnswer &answer) {
            (handlers.*handler)(call, answer);
        }};
}

} // namespace sekisho::gateway
