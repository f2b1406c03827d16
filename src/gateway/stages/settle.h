// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

/// Stage 10, settle: what was set aside becomes what it cost.
class Settle
{
public:
    void run(RequestLife &life) const;
};

core::Money costOf(const providers::Deployment &deployment, const providers::TokenUsage &usage);

} // namespace sekisho::gateway
