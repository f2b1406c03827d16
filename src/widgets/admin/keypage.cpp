// SPDX-License-Identifier: GPL-3.0-or-later
#include "keypage.h"

#include "admintext.h"

#include <models/format.h>
#include <widgets/common/secretreveal.h>
#include <widgets/common/tableview.h>

#include <QPushButton>

namespace sekisho::widgets {

using client::VirtualKeyInfo;
using models::KeyColumn;

KeyPage::KeyPage(const client::GatewayClient *gateway, models::KeyTableModel *keys,
                 models::TeamTableModel *teams, models::BudgetTableModel *budgets, QWidget *parent)
    : RowPage(gateway, keys, parent)
    , m_keys(keys)
    , m_teams(teams)
    , m_budgets(budgets)
{
    connect(m_teams, &models::PagedTableModel::stateChanged, this, &KeyPage::takeTeamNames);
    takeTeamNames();
    setup(QStringLiteral("Key"));
    table()->setCopyColumn(static_cast<int>(KeyColumn::Alias));
    // As the gateway sends them: newest first.
    table()->sortByColumn(-1, Qt::AscendingOrder);
}

KeyPage::Words KeyPage::words() const
{
    return {
        .title = tr("Keys"),
        .newRow = tr("New key"),
        .searchHint = tr("Alias, key, owner, team, model"),
        .empty = {.icon = QStringLiteral("key"),
                  .title = tr("No keys yet"),
                  .text = tr("A virtual key lets a person or a program use chosen models, up to a budget.")}};
}

QList<AdminColumn> KeyPage::columns() const
{
    using Look = AdminColumn::Look;
    const QString none = QStringLiteral("–");
    return {{.title = tr("Alias"), .width = 170, .empty = none},
            {.title = tr("Key"), .width = 110, .givesWay = 4},
            {.title = tr("Team"), .width = 120, .empty = none, .givesWay = 6},
            {.title = tr("Owner"), .width = 120, .empty = none, .givesWay = 2},
            {.title = tr("Models"), .empty = tr("All models")},
            {.title = tr("Spend / budget"), .width = 220, .look = Look::Spend},
            {.title = tr("Starts anew"), .width = 100, .empty = tr("never"), .givesWay = 3},
            {.title = tr("Expires"), .width = 100, .empty = tr("never"), .givesWay = 5},
            {.title = tr("State"), .width = 160, .look = Look::State, .givesWay = 7},
            {.title = tr("Created"), .width = 100, .givesWay = 1}};
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
    openForm([] { return tr("New key"); }, form, [] { return tr("Create key"); },
             [this, form](Sheet *sheet) {
                 submit(
                     sheet, form->newKey(),
                     [this](const auto &key) { return gateway().keys().generate(key); },
                     [this](const auto &made) { reveal(*made); });
             });
}

void KeyPage::edit(const VirtualKeyInfo &key)
{
    KeyForm *form = makeForm();
    form->setKey(key);
    openChange(rowName(key), form, [this, form, token = key.token](Sheet *sheet) {
        submitChanges(sheet, form->changes(),
                      [this, token](const auto &changes) { return gateway().keys().update(token, changes); });
    });
}

QString KeyPage::rowName(const VirtualKeyInfo &key) const
{
    return key.alias.value_or(key.keyName);
}

void KeyPage::fillDetail(DetailColumn *detail, const VirtualKeyInfo &key, const QModelIndex &source)
{
    const auto now = core::SystemClock().now();
    detail->addMeter(meterOf(source));
    addState(detail, m_keys->stateOf(key));
    detail->addFact(tr("Key"), key.keyName);
    detail->addFact(tr("May use"), modelsText(key.models));
    addLinks(detail, key);
    detail->addFact(tr("Owner"), key.userId.value_or(QString()));
    addLimits(detail, key.limits);
    if (key.limits.budgetResetAt)
        detail->addFact(tr("Budget starts anew"), models::absoluteTimeText(*key.limits.budgetResetAt));
    detail->addFact(tr("Expires"), key.expires ? models::absoluteTimeText(*key.expires) : tr("never"));
    if (key.createdAt)
        detail->addFact(tr("Created"), models::relativeTimeText(*key.createdAt, now));
    addActions(detail, key);
}

void KeyPage::addLinks(DetailColumn *detail, const VirtualKeyInfo &key)
{
    if (key.teamId) {
        auto *team = detail->addLink(tr("Team"), m_teams->names().value(*key.teamId, *key.teamId),
                                     QStringLiteral("teamLink"));
        connect(team, &QPushButton::clicked, this, [this, id = *key.teamId] { Q_EMIT teamRequested(id); });
    }
    if (key.budgetId) {
        auto *budget = detail->addLink(tr("Shared budget"), *key.budgetId, QStringLiteral("budgetLink"));
        connect(budget, &QPushButton::clicked, this,
                [this, id = *key.budgetId] { Q_EMIT budgetRequested(id); });
    }
}

KeyForm *KeyPage::makeForm()
{
    QStringList budgets;
    for (const auto &budget : m_budgets->rows())
        budgets.append(budget.budgetId);
    auto *form = new KeyForm({{}, m_teams->names(), budgets});
    offerModels(form);
    return form;
}

void KeyPage::reveal(const client::GeneratedKey &key)
{
    Q_EMIT keyGenerated(key);
    select(key.info.token);
    refresh();
    auto *sheet = new SecretReveal(
        this, [name = rowName(key.info)] { return tr("The new key %1").arg(name); }, key.secret);
    sheet->open();
}

void KeyPage::addActions(DetailColumn *detail, const VirtualKeyInfo &key)
{
    addEdit(detail, QStringLiteral("editKeyButton"));
    auto *block =
        detail->addAction(key.blocked ? tr("Unblock") : tr("Block"), QStringLiteral("blockKeyButton"));
    connect(block, &QPushButton::clicked, this, [this, key] {
        if (key.blocked)
            follow(gateway().keys().unblock(key.token), tr("%1 may be used again").arg(rowName(key)));
        else
            follow(gateway().keys().block(key.token), tr("%1 is blocked").arg(rowName(key)));
    });
    addDelete(detail, QStringLiteral("deleteKeyButton"), [this, key] { confirmDeletion(key); });
}

void KeyPage::confirmDeletion(const VirtualKeyInfo &key)
{
    const auto question = [=, this] {
        return ConfirmSheet::Question{tr("Delete the key %1?").arg(rowName(key)),
                                      tr("Whoever uses it is refused from now on. This cannot be undone."),
                                      {rowName(key) + QStringLiteral("  ") + key.keyName},
                                      tr("Delete")};
    };
    ask(question, [this, key] {
        follow(gateway().keys().remove({key.token}), tr("%1 was deleted").arg(rowName(key)));
    });
}

} // namespace sekisho::widgets
