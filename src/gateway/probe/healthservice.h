// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "healthview.h"
#include "prober.h"

#include <core/clock.h>
#include <gateway/catalog/livemodels.h>
#include <gateway/config/gatewaysettings.h>
#include <gateway/mailbox.h>
#include <storage/gateway/healthcheckrepository.h>

namespace sekisho::gateway {

/// One deployment with what a check of it found.
struct CheckedModel {
    core::Json params; ///< litellm_params as they may be shown
    storage::HealthCheck check;
};

/// Checks whether deployments answer, and keeps a history of it. On the management thread, but for the calls
/// themselves.
class HealthService
{
public:
    using Done = std::function<void(const std::vector<CheckedModel> &)>;

    /// Made and destroyed on the management thread; all must outlive it.
    HealthService(storage::Database &database, const core::Clock &clock, const LiveModels &models,
                  Prober &prober, HealthView &view);
    ~HealthService();

    /// Tries these deployments (ids; all without a star when empty) and stores what came of it. `done` is
    /// called on the management thread.
    void check(const QStringList &modelIds, const QString &checkedBy, Done done);
    /// One call with a deployment that need not be served; nothing is stored.
    void tryOut(const ProbeTarget &target, std::function<void(const ProbeOutcome &)> done);

    /// Checks all now and then every `interval`, until `context` goes.
    void startBackground(QObject *context, std::chrono::seconds interval);
    /// What background checks found last; std::nullopt before the first or without them.
    const std::optional<std::vector<CheckedModel>> &lastRound() const { return m_lastRound; }

private:
    struct Subject {
        ProbeTarget target;
        core::Json params;
    };
    std::vector<Subject> subjects(const QStringList &modelIds) const;
    std::vector<CheckedModel> store(const std::vector<Subject> &subjects,
                                    const std::vector<ProbeOutcome> &outcomes, const QString &checkedBy);
    void checkInBackground();

    storage::HealthCheckRepository m_checks;
    const core::Clock &m_clock;
    const LiveModels &m_models;
    Prober &m_prober;
    HealthView &m_view;
    std::shared_ptr<Mailbox> m_mailbox; ///< so that outcomes which come too late are dropped
    std::optional<std::vector<CheckedModel>> m_lastRound;
    bool m_isRoundUnderWay = false;
};

} // namespace sekisho::gateway
