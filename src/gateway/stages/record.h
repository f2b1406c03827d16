// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

class Journal;

/// The row that a request leaves in the ledger. Holds no prompt and no answer.
storage::SpendLog rowOf(const RequestLife &life, core::Timestamp endedAt);

/// Stage 11, record: the row goes into this I/O thread's journal, whole, before the client sees the end of
/// its answer. The rows of one turn of the event loop are written together, so the answer waits for the end
/// of the turn.
class Record
{
public:
    Record(Journal &journal, const core::Clock &clock);

    /// Whether rows can be written now. The gateway serves no call that it could not record (Unavailable).
    core::Result<void> ready();
    /// `then` is called from the event loop with what became of it.
    void run(RequestLife &life, std::function<void(core::Result<void>)> then);

private:
    Journal &m_journal;
    const core::Clock &m_clock;
};

} // namespace sekisho::gateway
