// SPDX-License-Identifier: GPL-3.0-or-later
#include "prober.h"

#include <http/connectionpool.h>

#include <list>

namespace sekisho::gateway {

/// What lives on the thread.
struct Prober::Inside {
    http::ConnectionPool pool;
    providers::ProviderRegistry providers{pool};
    std::list<std::unique_ptr<Round>> rounds;
};

/// One call of probe().
class Prober::Round
{
public:
    Round(std::vector<ProbeTarget> targets, Limits limits, Done done)
        : m_targets(std::move(targets))
        , m_limits(limits)
        , m_done(std::move(done))
        , m_outcomes(m_targets.size())
        , m_calls(m_targets.size())
    {
    }

    /// `ended` runs once, as the last thing; the round must outlive that call.
    void start(Inside &inside, std::function<void()> ended)
    {
        m_inside = &inside;
        m_ended = std::move(ended);
        for (int i = 0; i < m_limits.atOnce; ++i)
            startNext();
        endIfDone();
    }

private:
    void startNext()
    {
        if (m_next >= m_targets.size())
            return;
        const std::size_t index = m_next++;
        const ProbeTarget &target = m_targets[index];
        ++m_running;
        m_calls[index] = std::make_unique<ProbeCall>(
            target.deployment, target.mode, std::min(m_limits.perCall, target.deployment.timeout),
            [this, index](const ProbeOutcome &outcome) { take(index, outcome); });
        m_calls[index]->start(m_inside->providers);
    }

    void take(std::size_t index, const ProbeOutcome &outcome)
    {
        m_outcomes[index] = outcome;
        --m_running;
        // The call is still on the stack.
        QMetaObject::invokeMethod(
            &m_here,
            [this] {
                startNext();
                endIfDone();
            },
            Qt::QueuedConnection);
    }

    void endIfDone()
    {
        if (m_running > 0 || m_next < m_targets.size() || !m_done)
            return;
        std::exchange(m_done, {})(std::move(m_outcomes));
        m_ended();
    }

    const std::vector<ProbeTarget> m_targets;
    const Limits m_limits;
    Done m_done;
    std::vector<ProbeOutcome> m_outcomes;
    std::vector<std::unique_ptr<ProbeCall>> m_calls;
    std::size_t m_next = 0;
    std::size_t m_running = 0;
    Inside *m_inside = nullptr;
    std::function<void()> m_ended;
    QObject m_here;
};

Prober::Prober(Limits limits)
    : m_limits(limits)
    , m_thread(QStringLiteral("prober"))
{
    m_thread.post([this] { m_inside = std::make_unique<Inside>(); });
}

Prober::Prober()
    : Prober(Limits())
{
}

Prober::~Prober()
{
    m_thread.post([this] { m_inside.reset(); });
}

void Prober::probe(std::vector<ProbeTarget> targets, Done done)
{
    m_thread.post([this, targets = std::move(targets), done = std::move(done)] {
        auto round =
            m_inside->rounds.insert(m_inside->rounds.end(), std::make_unique<Round>(targets, m_limits, done));
        (*round)->start(*m_inside, [this, round] {
            m_thread.post([this, round] {
                if (m_inside)
                    m_inside->rounds.erase(round);
            });
        });
    });
}

} // namespace sekisho::gateway
