// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyform.h"

#include "amountedit.h"
#include "ui_keyform.h"

#include <widgets/common/followlanguage.h>

#include <algorithm>

namespace sekisho::widgets {

using client::Change;

namespace {

// Not a duration: leaves the expiry of an existing key as it is.
const QString KeepExpiry = QStringLiteral("keep");

std::optional<QString> chosen(const QComboBox *combo)
{
    const QString value = combo->currentData().toString();
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

void choose(QComboBox *combo, const std::optional<QString> &value)
{
    int index = combo->findData(value.value_or(QString()));
    if (index < 0) {
        combo->addItem(*value, *value);
        index = combo->count() - 1;
    }
    combo->setCurrentIndex(index);
}

core::Failure nothingChecked()
{
    return core::fail(core::ErrorKind::InvalidInput,
                      KeyForm::tr("Choose at least one model, or all models."));
}

} // namespace

KeyForm::KeyForm(const Choices &choices, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::KeyForm>())
{
    m_ui->setupUi(this);
    setupChoices(choices);
    setupExpiry();
    followLanguage(this, [this] { retranslate(); });
}

KeyForm::~KeyForm() = default;

void KeyForm::setOfferedModels(const QStringList &models)
{
    m_ui->modelPicker->setOffered(models);
}

void KeyForm::setupChoices(const Choices &choices)
{
    m_ui->modelPicker->setOffered(choices.models);
    m_ui->teamCombo->addItem(QString(), QString());
    for (auto it = choices.teams.begin(); it != choices.teams.end(); ++it)
        m_ui->teamCombo->addItem(it.value(), it.key());
    m_ui->budgetCombo->addItem(QString(), QString());
    for (const QString &budget : choices.budgets)
        m_ui->budgetCombo->addItem(budget, budget);
}

void KeyForm::setupExpiry()
{
    QComboBox *combo = m_ui->expiryCombo;
    for (const char *duration : {"", "1d", "7d", "30d", "90d", "365d"})
        combo->addItem(QString(), QString::fromLatin1(duration));
}

void KeyForm::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->teamCombo->setItemText(0, tr("No team"));
    m_ui->budgetCombo->setItemText(0, tr("None"));
    QComboBox *combo = m_ui->expiryCombo;
    const QStringList names{tr("Never"),      tr("In a day"),   tr("In 7 days"),
                            tr("In 30 days"), tr("In 90 days"), tr("In a year")};
    const auto first = combo->count() - names.size();
    for (int i = 0; i < names.size(); ++i)
        combo->setItemText(static_cast<int>(first) + i, names.at(i));
    if (const int kept = combo->findData(KeepExpiry); kept >= 0)
        combo->setItemText(kept, tr("As it is"));
}

void KeyForm::setKey(const client::VirtualKeyInfo &key)
{
    m_given = key;
    m_ui->aliasEdit->setText(key.alias.value_or(QString()));
    m_ui->modelPicker->setSelected(key.models);
    choose(m_ui->teamCombo, key.teamId);
    choose(m_ui->budgetCombo, key.budgetId);
    m_ui->ownerEdit->setText(key.userId.value_or(QString()));
    m_ui->limitsForm->setLimits(key.limits);
    if (key.expires) {
        m_ui->expiryCombo->insertItem(0, QString(), KeepExpiry);
        m_ui->expiryCombo->setCurrentIndex(0);
        retranslate();
    }
}

core::Result<client::NewKey> KeyForm::newKey() const
{
    const auto limits = m_ui->limitsForm->limits();
    if (!limits)
        return core::fail(limits.error());
    if (!m_ui->modelPicker->isComplete())
        return nothingChecked();
    client::NewKey key;
    key.alias = textIn(m_ui->aliasEdit);
    key.models = m_ui->modelPicker->selected();
    key.limits = *limits;
    key.duration = chosen(m_ui->expiryCombo);
    key.userId = textIn(m_ui->ownerEdit);
    key.teamId = chosen(m_ui->teamCombo);
    key.budgetId = chosen(m_ui->budgetCombo);
    return key;
}

core::Result<client::KeyChanges> KeyForm::changes() const
{
    const auto wanted = newKey();
    if (!wanted)
        return core::fail(wanted.error());
    client::KeyChanges changes;
    changes.alias = Change<QString>::between(m_given.alias, wanted->alias);
    if (wanted->models != m_given.models)
        changes.models = wanted->models;
    changes.limits = client::SpendLimitChanges::between(m_given.limits, wanted->limits);
    changes.userId = Change<QString>::between(m_given.userId, wanted->userId);
    changes.teamId = Change<QString>::between(m_given.teamId, wanted->teamId);
    changes.budgetId = Change<QString>::between(m_given.budgetId, wanted->budgetId);
    const bool keepsExpiry = wanted->duration == KeepExpiry || (!m_given.expires && !wanted->duration);
    if (!keepsExpiry)
        changes.duration = Change<QString>::to(wanted->duration);
    return changes;
}

} // namespace sekisho::widgets
