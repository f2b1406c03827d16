// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetpage.h"

#include "admintext.h"
#include "budgetform.h"
#include "detailcolumn.h"
#include "perioddelegate.h"

#include <models/format.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/listheader.h>
#include <widgets/common/meterdelegate.h>
#include <widgets/common/tableview.h>

#include <QPushButton>

namespace sekisho::widgets {

using client::BudgetInfo;
using models::BudgetColumn;

namespace {

int column(BudgetColumn name)
{
    return static_cast<int>(name);
}

} // namespace

BudgetPage::BudgetPage(const client::GatewayClient *gateway, models::BudgetTableModel *budgets,
                       models::KeyTableModel *keys, QWidget *parent)
    : AdminPage(budgets, parent)
    , m_gateway(gateway)
    , m_budgets(budgets)
    , m_keys(keys)
{
    setObjectName(QStringLiteral("budgetPage"));
    header()->primary()->setObjectName(QStringLiteral("newBudgetButton"));
    setupTable();
    connect(m_keys, &models::PagedTableModel::stateChanged, this, [this] {
        if (m_keys->state().kind == models::PageState::Kind::Ready)
            showDetailAnew();
    });
    retranslate();
}

QString BudgetPage::title() const
{
    return tr("Budgets");
}

QString BudgetPage::newRowText() const
{
    return tr("New budget");
}

QString BudgetPage::searchHint() const
{
    return tr("Name");
}

StateView::Text BudgetPage::emptyText() const
{
    return {QStringLiteral("budget"),
            tr("No shared budgets yet"),
            tr("A shared budget is one limit for several keys. Choose it when you create a key."),
            tr("New budget"),
            {}};
}

QStringList BudgetPage::columnTitles() const
{
    return {tr("Name"),
            tr("Spend / budget"),
            tr("Warns at"),
            tr("Period"),
            tr("Starts anew"),
            tr("Tokens per minute"),
            tr("Requests per minute"),
            tr("Created")};
}

void BudgetPage::wordEmptyCells(WordedTable &table) const
{
    table.setEmptyWord(column(BudgetColumn::Spend), tr("Unlimited"));
    table.setEmptyWord(column(BudgetColumn::SoftBudget), QStringLiteral("–"));
    table.setEmptyWord(column(BudgetColumn::Period), QStringLiteral("–"));
    table.setEmptyWord(column(BudgetColumn::Reset), tr("never"));
    table.setEmptyWord(column(BudgetColumn::TokensPerMinute), tr("Unlimited"));
    table.setEmptyWord(column(BudgetColumn::RequestsPerMinute), tr("Unlimited"));
}

void BudgetPage::refresh()
{
    m_budgets->refresh();
    m_keys->refresh();
}

void BudgetPage::createRow()
{
    auto *form = new BudgetForm;
    Sheet *sheet = makeFormSheet(tr("New budget"), form, tr("Create budget"));
    connect(sheet, &Sheet::accepted, this, [=, this] {
        const auto budget = form->newBudget();
        if (!budget)
            return sheet->setError(budget.error().detail);
        submit<BudgetInfo>(sheet, m_gateway->budgets().create(*budget),
                           [this](const core::Result<BudgetInfo> &made) {
                               select(made->budgetId);
                               succeeded(tr("The budget was created"));
                           });
    });
    sheet->open();
}

void BudgetPage::editRow(const QModelIndex &source)
{
    const auto *budget = m_budgets->row(source);
    if (!budget)
        return;
    auto *form = new BudgetForm;
    form->setBudget(*budget);
    Sheet *sheet = makeFormSheet(tr("Change %1").arg(budget->budgetId), form, tr("Save"));
    connect(sheet, &Sheet::accepted, this, [=, this, id = budget->budgetId] {
        const auto changes = form->changes();
        if (!changes)
            return sheet->setError(changes.error().detail);
        submit<void>(sheet, m_gateway->budgets().update(id, *changes),
                     [this](const core::Result<void> &) { succeeded(tr("Saved")); });
    });
    sheet->open();
}

QString BudgetPage::rowTitle(const QModelIndex &source) const
{
    const auto *budget = m_budgets->row(source);
    return budget ? budget->budgetId : QString();
}

QWidget *BudgetPage::makeDetail(const QModelIndex &source)
{
    auto *detail = new DetailColumn;
    const auto *budget = m_budgets->row(source);
    if (!budget)
        return detail;
    detail->addMeter(meterOf(source));
    detail->addFact(tr("Period"), periodText(budget->limits.budgetDuration));
    if (budget->limits.budgetResetAt)
        detail->addFact(tr("Starts anew"), models::absoluteTimeText(*budget->limits.budgetResetAt));
    addLimits(detail, budget->limits);
    addKeys(detail, budget->budgetId);
    auto *edit = detail->addAction(tr("Edit"), QStringLiteral("editBudgetButton"));
    connect(edit, &QPushButton::clicked, this, [this] { editRow(currentSource()); });
    auto *remove = detail->addAction(tr("Delete"), QStringLiteral("deleteBudgetButton"), true);
    connect(remove, &QPushButton::clicked, this, [this, id = budget->budgetId] { confirmDeletion(id); });
    return detail;
}

void BudgetPage::setupTable()
{
    setColumns(
        {
            {column(BudgetColumn::Spend), 240},
            {column(BudgetColumn::SoftBudget), 100},
            {column(BudgetColumn::Period), 120},
            {column(BudgetColumn::Created), 100},
            {column(BudgetColumn::Reset), 120},
            {column(BudgetColumn::TokensPerMinute), 140},
            {column(BudgetColumn::RequestsPerMinute), 150},
        },
        column(BudgetColumn::Id),
        {column(BudgetColumn::SoftBudget), column(BudgetColumn::Created),
         column(BudgetColumn::RequestsPerMinute), column(BudgetColumn::TokensPerMinute),
         column(BudgetColumn::Period)});
    table()->setItemDelegateForColumn(column(BudgetColumn::Spend), new MeterDelegate(meterOf, this));
    table()->setItemDelegateForColumn(column(BudgetColumn::Period), new PeriodDelegate(this));
    table()->sortByColumn(column(BudgetColumn::Id), Qt::AscendingOrder);
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
    auto *sheet = new ConfirmSheet(this, {tr("Delete the budget %1?").arg(budgetId),
                                          tr("Its keys go on without this limit. This cannot be undone."),
                                          {budgetId},
                                          tr("Delete")});
    connect(sheet, &ConfirmSheet::confirmed, this, [this, budgetId] {
        follow(m_gateway->budgets().remove(budgetId), tr("%1 was deleted").arg(budgetId));
    });
    sheet->open();
}

} // namespace sekisho::widgets
