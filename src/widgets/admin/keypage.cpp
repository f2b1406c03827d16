// SPDX-License-Identifier: GPL-3.0-or-later
#include "keypage.h"

#include "admintext.h"
#include "detailcolumn.h"
#include "statedelegate.h"

#include <models/format.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/listheader.h>
#include <widgets/common/meterdelegate.h>
#include <widgets/common/secretreveal.h>
#include <widgets/common/tableview.h>

#include <QPushButton>

namespace sekisho::widgets {

using client::VirtualKeyInfo;
using models::KeyColumn;

namespace {

QString nameOf(const VirtualKeyInfo &key)
{
    return key.alias.value_or(key.keyName);
}

int column(KeyColumn name)
{
    return static_cast<int>(name);
}

} // namespace

KeyPage::KeyPage(const client::GatewayClient *gateway, models::KeyTableModel *keys,
                 models::TeamTableModel *teams, models::BudgetTableModel *budgets, QWidget *parent)
    : AdminPage(keys, parent)
    , m_gateway(gateway)
    , m_keys(keys)
    , m_teams(teams)
    , m_budgets(budgets)
{
    setObjectName(QStringLiteral("keyPage"));
    setupTable();
    header()->primary()->setObjectName(QStringLiteral("newKeyButton"));
    connect(m_teams, &models::PagedTableModel::stateChanged, this, &KeyPage::takeTeamNames);
    takeTeamNames();
    retranslate();
}

QString KeyPage::title() const
{
    return tr("Keys");
}

QString KeyPage::newRowText() const
{
    return tr("New key");
}

QString KeyPage::searchHint() const
{
    return tr("Alias, key, owner, team, model");
}

StateView::Text KeyPage::emptyText() const
{
    return {QStringLiteral("key"),
            tr("No keys yet"),
            tr("A virtual key lets a person or a program use chosen models, up to a budget."),
            tr("New key"),
            {}};
}

QStringList KeyPage::columnTitles() const
{
    return {tr("Alias"),          tr("Key"),         tr("Team"),    tr("Owner"), tr("Models"),
            tr("Spend / budget"), tr("Starts anew"), tr("Expires"), tr("State"), tr("Created")};
}

void KeyPage::wordEmptyCells(WordedTable &table) const
{
    table.setEmptyWord(column(KeyColumn::Alias), QStringLiteral("–"));
    table.setEmptyWord(column(KeyColumn::Team), QStringLiteral("–"));
    table.setEmptyWord(column(KeyColumn::Owner), QStringLiteral("–"));
    table.setEmptyWord(column(KeyColumn::Models), tr("All models"));
    table.setEmptyWord(column(KeyColumn::Reset), tr("never"));
    table.setEmptyWord(column(KeyColumn::Expires), tr("never"));
}

void KeyPage::refresh()
{
    m_keys->refresh();
    m_teams->refresh();
    m_budgets->refresh();
}

void KeyPage::takeTeamNames()
{
    m_keys->setTeamNames(m_teams->names());
}

void KeyPage::createRow()
{
    KeyForm *form = makeForm();
    Sheet *sheet = makeFormSheet(tr("New key"), form, tr("Create key"));
    connect(sheet, &Sheet::accepted, this, [=, this] { generate(sheet, form); });
    sheet->open();
}

void KeyPage::editRow(const QModelIndex &source)
{
    const auto *key = m_keys->row(source);
    if (!key)
        return;
    KeyForm *form = makeForm();
    form->setKey(*key);
    Sheet *sheet = makeFormSheet(tr("Change %1").arg(nameOf(*key)), form, tr("Save"));
    connect(sheet, &Sheet::accepted, this, [=, this, key = *key] { update(sheet, form, key); });
    sheet->open();
}

QString KeyPage::rowTitle(const QModelIndex &source) const
{
    const auto *key = m_keys->row(source);
    return key ? nameOf(*key) : QString();
}

QWidget *KeyPage::makeDetail(const QModelIndex &source)
{
    auto *detail = new DetailColumn;
    const auto *key = m_keys->row(source);
    if (!key)
        return detail;
    const auto now = core::SystemClock().now();
    detail->addMeter(meterOf(source));
    addState(detail, m_keys->stateOf(*key));
    detail->addFact(tr("Key"), key->keyName);
    detail->addFact(tr("May use"), modelsText(key->models));
    if (key->teamId) {
        auto *team = detail->addLink(tr("Team"), m_teams->names().value(*key->teamId, *key->teamId),
                                     QStringLiteral("teamLink"));
        connect(team, &QPushButton::clicked, this, [this, id = *key->teamId] { Q_EMIT teamRequested(id); });
    }
    if (key->budgetId) {
        auto *budget = detail->addLink(tr("Shared budget"), *key->budgetId, QStringLiteral("budgetLink"));
        connect(budget, &QPushButton::clicked, this,
                [this, id = *key->budgetId] { Q_EMIT budgetRequested(id); });
    }
    detail->addFact(tr("Owner"), key->userId.value_or(QString()));
    addLimits(detail, key->limits);
    if (key->limits.budgetResetAt)
        detail->addFact(tr("Budget starts anew"), models::absoluteTimeText(*key->limits.budgetResetAt));
    detail->addFact(tr("Expires"), key->expires ? models::absoluteTimeText(*key->expires) : tr("never"));
    if (key->createdAt)
        detail->addFact(tr("Created"), models::relativeTimeText(*key->createdAt, now));
    addActions(detail, *key);
    return detail;
}

void KeyPage::setupTable()
{
    setColumns(
        {
            {column(KeyColumn::Alias), 180},
            {column(KeyColumn::Key), 110},
            {column(KeyColumn::Team), 120},
            {column(KeyColumn::Owner), 120},
            {column(KeyColumn::Spend), 220},
            {column(KeyColumn::Reset), 100},
            {column(KeyColumn::Expires), 100},
            {column(KeyColumn::State), 160},
            {column(KeyColumn::Created), 100},
        },
        column(KeyColumn::Models),
        {column(KeyColumn::Created), column(KeyColumn::Owner), column(KeyColumn::Reset),
         column(KeyColumn::Key), column(KeyColumn::Expires), column(KeyColumn::Team)});
    table()->setItemDelegateForColumn(column(KeyColumn::Spend), new MeterDelegate(meterOf, this));
    table()->setItemDelegateForColumn(column(KeyColumn::State), new StateDelegate(this));
    table()->setCopyColumn(column(KeyColumn::Alias));
    // As the gateway sends them: newest first.
    table()->sortByColumn(-1, Qt::AscendingOrder);
}

KeyForm *KeyPage::makeForm()
{
    QStringList budgets;
    for (const auto &budget : m_budgets->rows())
        budgets.append(budget.budgetId);
    auto *form = new KeyForm({{}, m_teams->names(), budgets});
    // Not in the form's context: it may be closed before the answer comes.
    m_gateway->models().list().then(
        m_gateway->transport(),
        [form = QPointer(form)](const core::Result<QList<client::ModelInfo>> &models) {
            QStringList names;
            for (const auto &model : models.value_or(QList<client::ModelInfo>()))
                names.append(model.name);
            if (form)
                form->setOfferedModels(names);
        });
    return form;
}

void KeyPage::generate(Sheet *sheet, const KeyForm *form)
{
    const auto key = form->newKey();
    if (!key)
        return sheet->setError(key.error().detail);
    submit<client::GeneratedKey>(sheet, m_gateway->keys().generate(*key),
                                 [this](const core::Result<client::GeneratedKey> &made) { reveal(*made); });
}

void KeyPage::update(Sheet *sheet, const KeyForm *form, const VirtualKeyInfo &key)
{
    const auto changes = form->changes();
    if (!changes)
        return sheet->setError(changes.error().detail);
    submit<void>(sheet, m_gateway->keys().update(key.token, *changes),
                 [this](const core::Result<void> &) { succeeded(tr("Saved")); });
}

void KeyPage::reveal(const client::GeneratedKey &key)
{
    Q_EMIT keyGenerated(key);
    select(key.info.token);
    refresh();
    auto *sheet = new SecretReveal(this, tr("The new key %1").arg(nameOf(key.info)), key.secret);
    sheet->open();
}

void KeyPage::addActions(DetailColumn *column, const VirtualKeyInfo &key)
{
    auto *edit = column->addAction(tr("Edit"), QStringLiteral("editKeyButton"));
    connect(edit, &QPushButton::clicked, this, [this] { editRow(currentSource()); });
    auto *block =
        column->addAction(key.blocked ? tr("Unblock") : tr("Block"), QStringLiteral("blockKeyButton"));
    connect(block, &QPushButton::clicked, this, [this, key] {
        if (key.blocked)
            follow(m_gateway->keys().unblock(key.token), tr("%1 may be used again").arg(nameOf(key)));
        else
            follow(m_gateway->keys().block(key.token), tr("%1 is blocked").arg(nameOf(key)));
    });
    auto *remove = column->addAction(tr("Delete"), QStringLiteral("deleteKeyButton"), true);
    connect(remove, &QPushButton::clicked, this, [this, key] { confirmDeletion(key); });
}

void KeyPage::confirmDeletion(const VirtualKeyInfo &key)
{
    auto *sheet =
        new ConfirmSheet(this, {tr("Delete the key %1?").arg(nameOf(key)),
                                tr("Whoever uses it is refused from now on. This cannot be undone."),
                                {nameOf(key) + QStringLiteral("  ") + key.keyName},
                                tr("Delete")});
    connect(sheet, &ConfirmSheet::confirmed, this, [this, key] {
        follow(m_gateway->keys().remove({key.token}), tr("%1 was deleted").arg(nameOf(key)));
    });
    sheet->open();
}

} // namespace sekisho::widgets
