// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailbox.h"

#include <core/taskthread.h>
#include <http/responder.h>

#include <unordered_map>

namespace sekisho::gateway {

/// Requests of one I/O thread that are answered by work on another. The responders stay here; only answers
/// travel.
class Offload
{
public:
    using Answer = std::function<void(http::Response)>;

    Offload();
    ~Offload();

    /// Keeps the responder; the answer may be given once, from any thread, also after this is gone.
    Answer keep(http::Responder responder);

    /// Runs `work` on `thread` and answers with what it returns.
    void run(core::TaskThread &thread, std::function<http::Response()> work, http::Responder responder);

private:
    void answer(std::uint64_t id, http::Response response);

    std::shared_ptr<Mailbox> m_mailbox;
    std::unordered_map<std::uint64_t, http::Responder> m_waiting;
    std::uint64_t m_next = 0;
};

} // namespace sekisho::gateway
