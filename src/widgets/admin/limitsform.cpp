// SPDX-License-Identifier: GPL-3.0-or-later
#include "limitsform.h"

#include "amountedit.h"
#include "ui_limitsform.h"

#include <widgets/common/followlanguage.h>

namespace sekisho::widgets {

LimitsForm::LimitsForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LimitsForm>())
{
    m_ui->setupUi(this);
    setupPeriods();
    followLanguage(this, [this] { retranslate(); });
}

LimitsForm::~LimitsForm() = default;

void LimitsForm::setupPeriods()
{
    QComboBox *combo = m_ui->periodCombo;
    for (const char *period : {"", "1d", "7d", "30d"})
        combo->addItem(QString(), QString::fromLatin1(period));
}

void LimitsForm::retranslate()
{
    m_ui->retranslateUi(this);
    QComboBox *combo = m_ui->periodCombo;
    const QStringList names{tr("Never"), tr("Every day"), tr("Every week"), tr("Every month")};
    for (int row = 0; row < combo->count(); ++row)
        combo->setItemText(row, row < names.size() ? names.at(row)
                                                   : tr("Every %1").arg(combo->itemData(row).toString()));
}

void LimitsForm::setLimits(const client::SpendLimits &limits)
{
    m_given = limits;
    fill(m_ui->budgetEdit, limits.maxBudget);
    fill(m_ui->tokensEdit, limits.tpmLimit);
    fill(m_ui->requestsEdit, limits.rpmLimit);
    const QString period = limits.budgetDuration.value_or(QString());
    int index = m_ui->periodCombo->findData(period);
    if (index < 0) {
        m_ui->periodCombo->addItem(tr("Every %1").arg(period), period);
        index = m_ui->periodCombo->count() - 1;
    }
    m_ui->periodCombo->setCurrentIndex(index);
}

core::Result<client::SpendLimits> LimitsForm::limits() const
{
    const auto budget = amountIn(m_ui->budgetEdit);
    const auto tokens = countIn(m_ui->tokensEdit);
    const auto requests = countIn(m_ui->requestsEdit);
    if (!budget)
        return core::fail(budget.error());
    if (!tokens)
        return core::fail(tokens.error());
    if (!requests)
        return core::fail(requests.error());
    client::SpendLimits limits = m_given;
    limits.maxBudget = *budget;
    limits.tpmLimit = *tokens;
    limits.rpmLimit = *requests;
    const QString period = m_ui->periodCombo->currentData().toString();
    limits.budgetDuration = period.isEmpty() ? std::nullopt : std::optional(period);
    return limits;
}

} // namespace sekisho::widgets
