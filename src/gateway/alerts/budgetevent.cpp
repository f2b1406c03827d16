// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetevent.h"

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {

Json textOrNull(const QString &text)
{
    return text.isEmpty() ? Json(nullptr) : Json(text);
}

Json usdOrNull(const std::optional<core::Money> &amount)
{
    return amount ? Json(amount->usd()) : Json(nullptr);
}

QString titleOf(BudgetMark mark)
{
    return mark == BudgetMark::Soft ? u"Soft budget crossed"_s : u"Budget crossed"_s;
}

} // namespace

QString BudgetSubject::id() const
{
    return QStringList{group, keyHash, teamId, userId, organizationId, customerId, tag, budgetId}.join(
        QChar(u'\x1f'));
}

QString sentenceOf(const BudgetEvent &event)
{
    const BudgetSubject &subject = event.subject;
    QStringList who;
    for (const QString &part :
         {subject.keyAlias.isEmpty() ? subject.keyHash.left(8) : subject.keyAlias, subject.teamId,
          subject.userId, subject.organizationId, subject.customerId, subject.tag, subject.budgetId}) {
        if (!part.isEmpty())
            who.append(part);
    }
    const auto limit = event.mark == BudgetMark::Soft ? event.softBudget : event.maxBudget;
    return u"%1: %2 %3, spend %4 of %5 USD"_s.arg(titleOf(event.mark), subject.group, who.join(u", "_s),
                                                  QString::number(event.spend.usd()),
                                                  QString::number(limit.value_or(core::Money()).usd()));
}

Json webhookBody(const BudgetEvent &event)
{
    const BudgetSubject &subject = event.subject;
    return {{"event", event.mark == BudgetMark::Soft ? "soft_budget_crossed" : "budget_crossed"},
            {"event_group", subject.group},
            {"event_message", sentenceOf(event)},
            {"spend", event.spend.usd()},
            {"max_budget", usdOrNull(event.maxBudget)},
            {"soft_budget", usdOrNull(event.softBudget)},
            {"token", textOrNull(subject.keyHash)},
            {"key_alias", textOrNull(subject.keyAlias)},
            {"user_id", textOrNull(subject.userId)},
            {"user_email", textOrNull(subject.userEmail)},
            {"team_id", textOrNull(subject.teamId)},
            {"team_alias", textOrNull(subject.teamAlias)},
            {"organization_id", textOrNull(subject.organizationId)},
            {"customer_id", textOrNull(subject.customerId)},
            {"tag", textOrNull(subject.tag)},
            {"budget_id", textOrNull(subject.budgetId)},
            {"projected_exceeded_date", nullptr},
            {"projected_spend", nullptr}};
}

} // namespace sekisho::gateway
