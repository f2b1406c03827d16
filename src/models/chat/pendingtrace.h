// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturn.h"
#include "turntracer.h"

#include <QTimer>

namespace sekisho::models {

client::ChatTurnTrace traceOf(const ChatTurn &turn);

/// Holds the trace of a turn back until its cost is known, but not for long; then hands it over once and
/// deletes itself. Destroying it hands over what it holds.
class PendingTrace : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Patience{2000};

    PendingTrace(TurnTracer *tracer, client::ChatTurnTrace trace, QObject *parent);
    ~PendingTrace() override;

    void setCost(core::Money cost);
    void handOver();

private:
    TurnTracer *m_tracer;
    client::ChatTurnTrace m_trace;
    QTimer m_patience;
};

} // namespace sekisho::models
