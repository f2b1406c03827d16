// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturn.h"
#include "turntracer.h"

#include <client/spendrecord.h>

#include <QTimer>

namespace sekisho::models {

client::ChatTurnTrace traceOf(const ChatTurn &turn);

/// Holds the trace of a turn back until its cost is known, or its owner gives up on it, or Patience ends;
/// then hands it over once and deletes itself. Destroying it hands over what it holds. Patience is longer
/// than a CostLookup waits for a ledger that is written every ten seconds: a trace cannot be mended once it
/// is sent.
class PendingTrace : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Patience{30000};

    PendingTrace(TurnTracer *tracer, client::ChatTurnTrace trace, QObject *parent);
    ~PendingTrace() override;

    /// Takes its cost, and its tokens if the answer did not tell them.
    void settle(const client::SpendRecord &record);
    void handOver();

private:
    TurnTracer *m_tracer;
    client::ChatTurnTrace m_trace;
    QTimer m_patience;
};

} // namespace sekisho::models
