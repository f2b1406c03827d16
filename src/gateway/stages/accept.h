// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

/// Stage 1, accept: a request gets its call id and its start. The id is always made here: it is the ledger's
/// identity of the request, so a client that sends the same x-litellm-call-id twice could otherwise hide a
/// call. What the client sent is kept in the row's metadata.
class Accept
{
public:
    explicit Accept(const core::Clock &clock)
        : m_clock(clock)
    {
    }
    RequestLife run(http::Request request) const;

private:
    const core::Clock &m_clock;
};

} // namespace sekisho::gateway
