// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamform.h"

#include "amountedit.h"
#include "ui_teamform.h"

#include <widgets/common/followlanguage.h>

namespace sekisho::widgets {

TeamForm::TeamForm(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::TeamForm>())
{
    m_ui->setupUi(this);
    followLanguage(this, [this] { m_ui->retranslateUi(this); });
}

TeamForm::~TeamForm() = default;

void TeamForm::setOfferedModels(const QStringList &models)
{
    m_ui->modelPicker->setOffered(models);
}

void TeamForm::setTeam(const client::TeamInfo &team)
{
    m_given = team;
    m_ui->aliasEdit->setText(team.alias.value_or(QString()));
    m_ui->modelPicker->setSelected(team.models);
    m_ui->limitsForm->setLimits(team.limits);
}

core::Result<client::NewTeam> TeamForm::newTeam() const
{
    const auto limits = m_ui->limitsForm->limits();
    if (!limits)
        return core::fail(limits.error());
    client::NewTeam team;
    team.alias = textIn(m_ui->aliasEdit);
    team.models = m_ui->modelPicker->selected();
    team.limits = *limits;
    if (!team.alias)
        return core::fail(core::ErrorKind::InvalidInput, tr("Give the team a name."));
    if (!m_ui->modelPicker->isComplete())
        return core::fail(core::ErrorKind::InvalidInput, tr("Choose at least one model, or all models."));
    return team;
}

core::Result<client::TeamChanges> TeamForm::changes() const
{
    const auto wanted = newTeam();
    if (!wanted)
        return core::fail(wanted.error());
    client::TeamChanges changes;
    changes.alias = client::Change<QString>::between(m_given.alias, wanted->alias);
    if (wanted->models != m_given.models)
        changes.models = wanted->models;
    changes.limits = client::SpendLimitChanges::between(m_given.limits, wanted->limits);
    return changes;
}

} // namespace sekisho::widgets
