// SPDX-License-Identifier: GPL-3.0-or-later
#include "memberform.h"

#include "amountedit.h"
#include "ui_memberform.h"

#include <widgets/common/followlanguage.h>

namespace sekisho::widgets {

MemberForm::MemberForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::MemberForm>())
{
    m_ui->setupUi(this);
    m_ui->roleCombo->addItem(QString(), QStringLiteral("user"));
    m_ui->roleCombo->addItem(QString(), QStringLiteral("admin"));
    followLanguage(this, [this] { retranslate(); });
}

MemberForm::~MemberForm() = default;

void MemberForm::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->roleCombo->setItemText(0, tr("Member"));
    m_ui->roleCombo->setItemText(1, tr("Team administrator"));
}

core::Result<MemberForm::Member> MemberForm::member() const
{
    const auto budget = amountIn(m_ui->memberBudgetEdit);
    if (!budget)
        return core::fail(budget.error());
    Member member;
    member.member.userId = textIn(m_ui->userIdEdit).value_or(QString());
    member.member.email = textIn(m_ui->emailEdit);
    member.member.role = m_ui->roleCombo->currentData().toString();
    member.budget = *budget;
    if (member.member.userId.isEmpty() && !member.member.email)
        return core::fail(core::ErrorKind::InvalidInput, tr("Give a user id or an e-mail address."));
    return member;
}

} // namespace sekisho::widgets
