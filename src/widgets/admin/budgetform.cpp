// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetform.h"

#include "amountedit.h"
#include "ui_budgetform.h"

#include <widgets/common/followlanguage.h>

namespace sekisho::widgets {

BudgetForm::BudgetForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::BudgetForm>())
{
    m_ui->setupUi(this);
    followLanguage(this, [this] { m_ui->retranslateUi(this); });
}

BudgetForm::~BudgetForm() = default;

void BudgetForm::setBudget(const client::BudgetInfo &budget)
{
    m_given = budget;
    m_ui->idEdit->setText(budget.budgetId);
    m_ui->idEdit->setReadOnly(true);
    m_ui->limitsForm->setLimits(budget.limits);
}

core::Result<client::NewBudget> BudgetForm::newBudget() const
{
    const auto limits = m_ui->limitsForm->limits();
    if (!limits)
        return core::fail(limits.error());
    if (!limits->maxBudget && !limits->tpmLimit && !limits->rpmLimit)
        return core::fail(core::ErrorKind::InvalidInput, tr("Set at least one limit."));
    return client::NewBudget{textIn(m_ui->idEdit), *limits};
}

core::Result<client::BudgetChanges> BudgetForm::changes() const
{
    const auto wanted = newBudget();
    if (!wanted)
        return core::fail(wanted.error());
    return client::BudgetChanges{client::SpendLimitChanges::between(m_given.limits, wanted->limits)};
}

} // namespace sekisho::widgets
