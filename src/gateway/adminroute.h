// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caller.h"

#include <core/json.h>

#include <QUrlQuery>

#include <functional>

namespace sekisho::gateway {

/// Who may call a route; refused unless listed. A scope decides by the caller alone; where it also depends on
/// the object, the handler asks Permissions.
enum class Scope {
    Public, ///< no key
    AnyKey, ///< any valid key; the handler narrows what it may see
    Active, ///< internal users and proxy admins; the handler decides about the object
    Viewer, ///< proxy admins, also those who may only look
    Admin,  ///< proxy admins
    Master, ///< the master key
};

/// A management request, run on the management thread with the database at hand.
struct AdminCall {
    Caller caller;
    QByteArray path;
    QUrlQuery query;
    core::Json body;              ///< object; empty object if none was sent
    QString parameter;            ///< what stood for the route's {name}
    QString changedBy;            ///< `litellm-changed-by`: on whose behalf; empty if not said
    QString secondParameter = {}; ///< what stood for a second {name}
};

/// A value is answered as 200; an error is translated to status and envelope in one place (errorenvelope.h).
using AdminHandler = std::function<core::Result<core::Json>(const AdminCall &)>;

/// For answers that have to wait for others, such as upstreams: called on the management thread like a
/// handler; the answer is given once, from any thread.
using LateAnswer = std::function<void(core::Result<core::Json>)>;
using LateHandler = std::function<void(const AdminCall &, const LateAnswer &)>;

struct AdminRoute {
    QByteArray method;
    QByteArray path; ///< exact, or with {name}s that stand for anything, slashes included; two at most
    Scope scope = Scope::Admin;
    AdminHandler handler;
    int status = 200; ///< of a success; 204 has no body
    LateHandler late; ///< instead of handler
};

/// Whether a caller is within a scope.
bool isWithin(Scope scope, const Caller &caller);

} // namespace sekisho::gateway
