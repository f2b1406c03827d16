// SPDX-License-Identifier: GPL-3.0-or-later
#include "caller.h"

#include <array>
#include <utility>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

static constexpr std::array Names{
    std::pair{Role::InternalUserViewer, QLatin1StringView("internal_user_viewer")},
    std::pair{Role::InternalUser, QLatin1StringView("internal_user")},
    std::pair{Role::ProxyAdminViewer, QLatin1StringView("proxy_admin_viewer")},
    std::pair{Role::ProxyAdmin, QLatin1StringView("proxy_admin")},
};

QString nameOf(Role role)
{
    for (const auto &[value, name] : Names) {
        if (value == role)
            return name;
    }
    return u"unknown"_s;
}

Role roleNamed(const std::optional<QString> &name)
{
    if (!name || name->isEmpty())
        return Role::InternalUser;
    for (const auto &[value, text] : Names) {
        if (text == *name)
            return value;
    }
    return Role::Key;
}

} // namespace sekisho::gateway
