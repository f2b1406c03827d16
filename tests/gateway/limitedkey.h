// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayfixture.h"

namespace sekisho::test {

/// Makes the object of that level ("key", "user", "team", "team_member", "organization", "tag", "end_user"
/// for the customer "guest", ...) with these limits, and a key whose calls count against it. A request must
/// name the customer itself. Empty if something is refused, which is warned of.
QString keyLimitedAt(GatewayFixture &fixture, const QString &level, const core::Json &limits);

} // namespace sekisho::test
