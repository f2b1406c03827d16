// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

namespace sekisho::storage {

/// The row whose spend is everybody's together, as LiteLLM names it.
inline constexpr auto ProxyBudgetUser = "litellm-proxy-budget";

/// A row of `users`: an internal user, who owns keys.
struct User {
    QString userId;
    std::optional<QString> userEmail; ///< lower case; unique
    std::optional<QString> userAlias;
    std::optional<QString>
        userRole; ///< "proxy_admin", "proxy_admin_viewer", "internal_user", "internal_user_viewer"
    std::optional<QString> ssoUserId;
    QStringList models; ///< empty: all; for keys without a team
    core::Money spend;
    SpendLimits limits; ///< count for keys without a team
    core::Json metadata = core::Json::object();
    core::Json extra = core::Json::object();
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    friend bool operator==(const User &, const User &) = default;
};

} // namespace sekisho::storage
