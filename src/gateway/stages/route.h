// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

/// Stage 6, route: which deployment of the group serves this attempt. Deployments take turns; a further
/// attempt gets the one after. One per I/O thread.
class Route
{
public:
    /// Null when every deployment has been tried.
    const providers::Deployment *run(const ModelGroup &group, std::size_t attempt, const RequestLife &life);

private:
    std::size_t m_turn = 0;
};

/// Whether another deployment may do better after this failure.
bool isWorthAnotherTry(const providers::UpstreamError &error);

} // namespace sekisho::gateway
