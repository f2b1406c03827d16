// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probecall.h"

#include <core/taskthread.h>

namespace sekisho::gateway {

/// A deployment to be tried.
struct ProbeTarget {
    providers::Deployment deployment;
    QString mode; ///< of model_info; empty: chat
};

/// Tries deployments on a thread of its own, a few at a time.
class Prober
{
public:
    struct Limits {
        std::chrono::milliseconds perCall{30000};
        int atOnce = 8;
    };
    using Done = std::function<void(std::vector<ProbeOutcome>)>;

    explicit Prober(Limits limits);
    Prober();
    ~Prober();

    /// From any thread. `done` gets one outcome for each target in their order, on the prober's thread; it is
    /// not called when the prober goes first.
    void probe(std::vector<ProbeTarget> targets, Done done);

private:
    class Round;
    struct Inside;
    const Limits m_limits;
    std::unique_ptr<Inside> m_inside; ///< on m_thread
    core::TaskThread m_thread;
};

} // namespace sekisho::gateway
