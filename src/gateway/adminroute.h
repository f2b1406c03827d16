// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

#include <core/json.h>

#include <QUrlQuery>

#include <functional>

namespace sekisho::gateway {

/// Who asks: the master key, or a virtual key.
struct Caller {
    bool isAdmin = false;                ///< master key
    std::shared_ptr<const KeyEntry> key; ///< null for the master key
    QString userId;                      ///< owner; "default_user_id" for the master key
    QByteArray keyHash;
};

/// Who may call a route; refused unless listed.
enum class Scope {
    Public, ///< no key
    AnyKey, ///< any valid key; the handler narrows what it may see
    Admin,  ///< master key only
};

/// A management request, run on the management thread with the database at hand.
struct AdminCall {
    Caller caller;
    QByteArray path;
    QUrlQuery query;
    core::Json body; ///< object; empty object if none was sent
};

/// A value is answered as 200; an error is translated to status and envelope in one place (errorenvelope.h).
using AdminHandler = std::function<core::Result<core::Json>(const AdminCall &)>;

struct AdminRoute {
    QByteArray method;
    QByteArray path;
    Scope scope = Scope::Admin;
    AdminHandler handler;
};

} // namespace sekisho::gateway
