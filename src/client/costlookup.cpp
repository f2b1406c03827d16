// SPDX-License-Identifier: GPL-3.0-or-later
#include "costlookup.h"

namespace sekisho::client {

using namespace std::chrono_literals;

CostLookup::CostLookup(SpendOperations spend, QStringList ids, QObject *parent)
    : QObject(parent)
    , m_spend(spend)
    , m_ids(std::move(ids))
    , m_pauses{0ms, 200ms, 400ms, 800ms, 1600ms, 3200ms, 4s, 5s}
{
    m_ids.removeAll(QString());
    m_ids.removeDuplicates();
}

void CostLookup::start()
{
    pauseThenAsk();
}

void CostLookup::pauseThenAsk()
{
    if (m_pauses.isEmpty() || m_ids.isEmpty()) {
        QTimer::singleShot(0, this, &CostLookup::giveUp);
        return;
    }
    QTimer::singleShot(m_pauses.takeFirst(), this, [this] { ask(0); });
}

void CostLookup::ask(qsizetype index)
{
    if (index == m_ids.size()) {
        pauseThenAsk();
        return;
    }
    m_spend.byRequestId(m_ids.at(index))
        .then(this, [this, index](const core::Result<std::optional<SpendRecord>> &record) {
            if (!record && record.error().kind != core::ErrorKind::NotFound) {
                giveUp();
                return;
            }
            if (!record || !*record) {
                ask(index + 1);
                return;
            }
            Q_EMIT found(**record);
            deleteLater();
        });
}

void CostLookup::giveUp()
{
    Q_EMIT gaveUp();
    deleteLater();
}

} // namespace sekisho::client
