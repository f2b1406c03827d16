// SPDX-License-Identifier: GPL-3.0-or-later
#include "route.h"

namespace sekisho::gateway {

const providers::Deployment *Route::run(const ModelGroup &group, std::size_t attempt, const RequestLife &life)
{
    const std::size_t count = group.deployments.size();
    if (attempt >= count)
        return nullptr;
    if (count == 1)
        return &group.deployments.front();
    if (attempt == 0)
        return &group.deployments[m_turn++ % count];
    const auto last = static_cast<std::size_t>(life.deployment - group.deployments.data());
    return &group.deployments[(last + 1) % count];
}

bool isWorthAnotherTry(const providers::UpstreamError &error)
{
    const int status = error.status;
    return status == 0 || status == 401 || status == 403 || status == 404 || status == 408 || status == 429 ||
           status >= 500;
}

} // namespace sekisho::gateway
