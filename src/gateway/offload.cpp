// SPDX-License-Identifier: GPL-3.0-or-later
#include "offload.h"

namespace sekisho::gateway {

Offload::Offload()
    : m_mailbox(std::make_shared<Mailbox>())
{
}

Offload::~Offload()
{
    m_mailbox->close();
}

Offload::Answer Offload::keep(http::Responder responder)
{
    const std::uint64_t id = m_next++;
    m_waiting.emplace(id, std::move(responder));
    return [this, id, mailbox = m_mailbox](http::Response response) {
        mailbox->post([this, id, response = std::move(response)] { answer(id, response); });
    };
}

void Offload::run(core::TaskThread &thread, std::function<http::Response()> work, http::Responder responder)
{
    thread.post([answer = keep(std::move(responder)), work = std::move(work)] { answer(work()); });
}

void Offload::answer(std::uint64_t id, http::Response response)
{
    auto waiting = m_waiting.extract(id);
    if (!waiting.empty())
        waiting.mapped().send(std::move(response));
}

} // namespace sekisho::gateway
