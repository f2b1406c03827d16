// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthservice.h"

#include <core/ids.h>
#include <core/logging.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

static constexpr auto HistoryKept = std::chrono::hours(24 * 30);

HealthService::HealthService(storage::Database &database, const core::Clock &clock, const LiveModels &models,
                             Prober &prober, HealthView &view)
    : m_checks(database)
    , m_clock(clock)
    , m_models(models)
    , m_prober(prober)
    , m_view(view)
    , m_mailbox(std::make_shared<Mailbox>())
{
}

HealthService::~HealthService()
{
    m_mailbox->close();
}

std::vector<HealthService::Subject> HealthService::subjects(const QStringList &modelIds) const
{
    std::vector<Subject> found;
    const auto table = m_models.current();
    for (const ModelGroup *group : table->groups()) {
        for (std::size_t i = 0; !group->isWildcard() && i < group->deployments.size(); ++i) {
            const auto &deployment = group->deployments[i];
            const auto &details = group->details[i];
            if (modelIds.isEmpty() || modelIds.contains(deployment.id))
                found.push_back({{deployment, core::stringOr(details.info, "mode")}, details.params});
        }
    }
    return found;
}

void HealthService::check(const QStringList &modelIds, const QString &checkedBy, Done done)
{
    auto found = subjects(modelIds);
    std::vector<ProbeTarget> targets;
    for (const Subject &subject : found)
        targets.push_back(subject.target);
    auto keep = [this, found = std::move(found), checkedBy, done = std::move(done)](const auto &outcomes) {
        done(store(found, outcomes, checkedBy));
    };
    m_prober.probe(std::move(targets),
                   [mailbox = m_mailbox, keep](const std::vector<ProbeOutcome> &outcomes) {
                       mailbox->post([keep, outcomes] { keep(outcomes); });
                   });
}

std::vector<CheckedModel> HealthService::store(const std::vector<Subject> &subjects,
                                               const std::vector<ProbeOutcome> &outcomes,
                                               const QString &checkedBy)
{
    std::vector<CheckedModel> checked;
    const auto now = m_clock.now();
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const auto &deployment = subjects[i].target.deployment;
        const ProbeOutcome &outcome = outcomes[i];
        m_view.note(deployment.id, outcome.isHealthy);
        storage::HealthCheck check;
        check.id = core::newUuid();
        check.modelId = deployment.id;
        check.modelName = deployment.modelName;
        check.isHealthy = outcome.isHealthy;
        if (!outcome.isHealthy)
            check.error = outcome.error;
        check.responseTimeMs = outcome.milliseconds;
        check.checkedBy = checkedBy;
        check.checkedAt = now;
        // A check that cannot be kept is still an answer.
        if (const auto done = m_checks.insert(check); !done)
            qCWarning(core::lcGateway).noquote() << core::describe(done.error());
        checked.push_back({subjects[i].params, std::move(check)});
    }
    if (const auto done = m_checks.eraseBefore(now - HistoryKept); !done)
        qCWarning(core::lcGateway).noquote() << core::describe(done.error());
    return checked;
}

void HealthService::tryOut(const ProbeTarget &target, std::function<void(const ProbeOutcome &)> done)
{
    m_prober.probe({target},
                   [mailbox = m_mailbox, done = std::move(done)](const std::vector<ProbeOutcome> &outcomes) {
                       mailbox->post([done, outcome = outcomes.front()] { done(outcome); });
                   });
}

void HealthService::startBackground(QObject *context, std::chrono::seconds interval)
{
    auto *timer = new QTimer(context);
    // Longer than a day is not what a timer can hold.
    timer->setInterval(std::min<std::chrono::seconds>(interval, 24h));
    QObject::connect(timer, &QTimer::timeout, timer, [this] { checkInBackground(); });
    timer->start();
    checkInBackground();
}

void HealthService::checkInBackground()
{
    if (std::exchange(m_isRoundUnderWay, true))
        return;
    check({}, u"background"_s, [this](const std::vector<CheckedModel> &checked) {
        m_isRoundUnderWay = false;
        m_lastRound = checked;
    });
}

} // namespace sekisho::gateway
