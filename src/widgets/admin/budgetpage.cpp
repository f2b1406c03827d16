// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetpage.h"

#include "admintext.h"
#include "budgetform.h"

#include <models/format.h>
#include <widgets/common/tableview.h>

#include <QPushButton>

namespace sekisho::widgets {

using client::BudgetInfo;
using models::BudgetColumn;

BudgetPage::BudgetPage(const client::GatewayClient *gateway, models::BudgetTableModel *budgets,
                       models::KeyTableModel *keys, QWidget *parent)
    : RowPage(gateway, budgets, parent)
    , m_budgets(budgets)
    , m_keys(keys)
{
    connect(m_keys, &models::PagedTableModel::stateChanged, this, [this] {
        if (m_keys->state().kind == models::PageState::Kind::Ready)
            showDetailAnew();
    });
    setup(QStringLiteral("Budget"));
    table()->sortByColumn(static_cast<int>(BudgetColumn::Id), Qt::AscendingOrder);
}

BudgetPage::Words BudgetPage::words() const
{
    return {
        .title = tr("Budgets"),
        .newRow = tr("New budget"),
        .searchHint = tr("Name"),
        .empty = {.icon = QStringLiteral("budget"),
                  .title = tr("No shared budgets yet"),
                  .text =
                      tr("A shared budget is one limit for several keys. Choose it when you create a key.")}};
}

QList<AdminColumn> BudgetPage::columns() const
{
    using Look = AdminColumn::Look;
    const QString none = QStringLiteral("–");
    return {{.title = tr("Name")},
            {.title = tr("Spend / budget"), .width = 240, .empty = tr("Unlimited"), .look = Look::Spend},
            {.title = tr("Warns at"), .width = 100, .empty = none, .givesWay = 1},
            {.title = tr("Period"), .width = 120, .empty = none, .look = Look::Period, .givesWay = 5},
            {.title = tr("Starts anew"), .width = 120, .empty = tr("never")},
            {.title = tr("Tokens per minute"), .width = 140, .empty = tr("Unlimited"), .givesWay = 4},
            {.title = tr("Requests per minute"), .width = 150, .empty = tr("Unlimited"), .givesWay = 3},
            {.title = tr("Created"), .width = 100, .givesWay = 2}};
}

void BudgetPage::refresh()
{
    m_budgets->refresh();
    m_keys->refresh();
}

void BudgetPage::createRow()
{
    auto *form = new BudgetForm;
    openForm([] { return tr("New budget"); }, form, [] { return tr("Create budget"); },
             [this, form](Sheet *sheet) {
                 submit(
                     sheet, form->newBudget(),
                     [this](const auto &budget) { return gateway().budgets().create(budget); },
                     [this](const auto &made) {
                         select(made->budgetId);
                         succeeded(tr("The budget was created"));
                     });
             });
}

void BudgetPage::edit(const BudgetInfo &budget)
{
    auto *form = new BudgetForm;
    form->setBudget(budget);
    openChange(budget.budgetId, form, [this, form, id = budget.budgetId](Sheet *sheet) {
        submitChanges(sheet, form->changes(),
                      [this, id](const auto &changes) { return gateway().budgets().update(id, changes); });
    });
}

QString BudgetPage::rowName(const BudgetInfo &budget) const
{
    return budget.budgetId;
}

void BudgetPage::fillDetail(DetailColumn *detail, const BudgetInfo &budget, const QModelIndex &source)
{
    detail->addMeter(meterOf(source));
    detail->addFact(tr("Period"), periodText(budget.limits.budgetDuration));
    if (budget.limits.budgetResetAt)
        detail->addFact(tr("Starts anew"), models::absoluteTimeText(*budget.limits.budgetResetAt));
    addLimits(detail, budget.limits);
    addKeys(detail, budget.budgetId);
    addEdit(detail, QStringLiteral("editBudgetButton"));
    addDelete(detail, QStringLiteral("deleteBudgetButton"),
              [this, id = budget.budgetId] { confirmDeletion(id); });
}

void BudgetPage::addKeys(DetailColumn *detail, const QString &budgetId)
{
    bool any = false;
    for (const auto &key : m_keys->rows()) {
        if (key.budgetId != budgetId)
            continue;
        if (!any)
            detail->addHeading(tr("Keys that count against it"));
        any = true;
        auto *link = detail->addListLink(key.alias.value_or(key.keyName), key.keyName,
                                         QStringLiteral("budgetKeyLink"));
        connect(link, &QPushButton::clicked, this, [this, token = key.token] { Q_EMIT keyRequested(token); });
    }
}

void BudgetPage::confirmDeletion(const QString &budgetId)
{
    const auto question = [=, this] {
        return ConfirmSheet::Question{tr("Delete the budget %1?").arg(budgetId),
                                      tr("Its keys go on without this limit. This cannot be undone."),
                                      {budgetId},
                                      tr("Delete")};
    };
    ask(question, [this, budgetId] {
        follow(gateway().budgets().remove(budgetId), tr("%1 was deleted").arg(budgetId));
    });
}

} // namespace sekisho::widgets
