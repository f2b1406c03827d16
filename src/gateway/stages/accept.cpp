// SPDX-License-Identifier: GPL-3.0-or-later
#include "accept.h"

#include <core/ids.h>

namespace sekisho::gateway {

RequestLife Accept::run(http::Request request) const
{
    RequestLife life;
    life.callId = core::newUuid();
    life.startedAt = m_clock.now();
    life.began = std::chrono::steady_clock::now();
    life.request = std::move(request);
    return life;
}

} // namespace sekisho::gateway
