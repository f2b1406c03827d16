// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendoperations.h"

namespace sekisho::client {

/// Finds the cost of an answer in the ledger after the fact: the header of a streamed answer cannot know it.
/// Asks a few times with growing pauses, since LiteLLM writes its ledger every ten seconds. Emits found() or
/// gaveUp() once, then deletes itself.
class CostLookup : public QObject
{
    Q_OBJECT
public:
    /// `ids` are tried in their order: call id (Sekisho), response id (LiteLLM).
    CostLookup(SpendOperations spend, QStringList ids, QObject *parent);
    void setPauses(QList<std::chrono::milliseconds> pauses) { m_pauses = std::move(pauses); }
    void start();

Q_SIGNALS:
    void found(const sekisho::client::SpendRecord &record);
    void gaveUp();

private:
    void ask(qsizetype index);
    void pauseThenAsk();
    void giveUp();

    SpendOperations m_spend;
    QStringList m_ids;
    QList<std::chrono::milliseconds> m_pauses;
};

} // namespace sekisho::client
