// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

class Journal;

/// The row that a request leaves in the ledger. Holds no prompt and no answer.
storage::SpendLog rowOf(const RequestLife &life, core::Timestamp endedAt);

/// Stage 11, record: the row goes into this I/O thread's journal, whole, before the client sees the end of
/// its answer.
class Record
{
public:
    Record(Journal &journal, const core::Clock &clock);

    /// Whether rows can be written now. The gateway serves no call that it could not record (Unavailable).
    core::Result<void> ready();
    core::Result<void> run(RequestLife &life);

private:
    Journal &m_journal;
    const core::Clock &m_clock;
};

} // namespace sekisho::gateway
