// SPDX-License-Identifier: GPL-3.0-or-later
#include "teampage.h"

#include "admintext.h"
#include "detailcolumn.h"
#include "memberform.h"
#include "statedelegate.h"
#include "teamform.h"

#include <models/format.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/listheader.h>
#include <widgets/common/meterdelegate.h>
#include <widgets/common/tableview.h>
#include <widgets/theme/icon.h>

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace sekisho::widgets {

using client::TeamInfo;
using client::TeamMember;
using models::TeamColumn;

namespace {

QString nameOf(const TeamInfo &team)
{
    return team.alias.value_or(team.teamId);
}

QString nameOf(const TeamMember &member)
{
    return member.userId.isEmpty() ? member.email.value_or(QString()) : member.userId;
}

int column(TeamColumn name)
{
    return static_cast<int>(name);
}

} // namespace

TeamPage::TeamPage(const client::GatewayClient *gateway, models::TeamTableModel *teams, QWidget *parent)
    : AdminPage(teams, parent)
    , m_gateway(gateway)
    , m_teams(teams)
{
    setObjectName(QStringLiteral("teamPage"));
    header()->primary()->setObjectName(QStringLiteral("newTeamButton"));
    setupTable();
    retranslate();
}

QString TeamPage::title() const
{
    return tr("Teams");
}

QString TeamPage::newRowText() const
{
    return tr("New team");
}

QString TeamPage::searchHint() const
{
    return tr("Name, id, model");
}

StateView::Text TeamPage::emptyText() const
{
    return {QStringLiteral("team"),
            tr("No teams yet"),
            tr("A team shares models and a budget among the keys of its members."),
            tr("New team"),
            {}};
}

QStringList TeamPage::columnTitles() const
{
    return {tr("Name"),           tr("Id"),          tr("Members"), tr("Models"),
            tr("Spend / budget"), tr("Starts anew"), tr("State"),   tr("Created")};
}

void TeamPage::wordEmptyCells(WordedTable &table) const
{
    table.setEmptyWord(column(TeamColumn::Models), tr("All models"));
    table.setEmptyWord(column(TeamColumn::Reset), tr("never"));
}

void TeamPage::refresh()
{
    m_teams->refresh();
}

void TeamPage::createRow()
{
    TeamForm *form = makeForm();
    Sheet *sheet = makeFormSheet(tr("New team"), form, tr("Create team"));
    connect(sheet, &Sheet::accepted, this, [=, this] {
        const auto team = form->newTeam();
        if (!team)
            return sheet->setError(team.error().detail);
        submit<TeamInfo>(sheet, m_gateway->teams().create(*team), [this](const core::Result<TeamInfo> &made) {
            select(made->teamId);
            succeeded(tr("The team was created"));
        });
    });
    sheet->open();
}

void TeamPage::editRow(const QModelIndex &source)
{
    const auto *team = m_teams->row(source);
    if (!team)
        return;
    TeamForm *form = makeForm();
    form->setTeam(*team);
    Sheet *sheet = makeFormSheet(tr("Change %1").arg(nameOf(*team)), form, tr("Save"));
    connect(sheet, &Sheet::accepted, this, [=, this, id = team->teamId] {
        const auto changes = form->changes();
        if (!changes)
            return sheet->setError(changes.error().detail);
        submit<void>(sheet, m_gateway->teams().update(id, *changes),
                     [this](const core::Result<void> &) { succeeded(tr("Saved")); });
    });
    sheet->open();
}

QString TeamPage::rowTitle(const QModelIndex &source) const
{
    const auto *team = m_teams->row(source);
    return team ? nameOf(*team) : QString();
}

QWidget *TeamPage::makeDetail(const QModelIndex &source)
{
    auto *detail = new DetailColumn;
    const auto *team = m_teams->row(source);
    if (!team)
        return detail;
    detail->addMeter(meterOf(source));
    addState(detail, m_teams->stateOf(*team));
    detail->addFact(tr("May use"), modelsText(team->models));
    addLimits(detail, team->limits);
    if (team->limits.budgetResetAt)
        detail->addFact(tr("Budget starts anew"), models::absoluteTimeText(*team->limits.budgetResetAt));
    detail->addFact(tr("Team id"), team->teamId);
    addMembers(detail, *team);
    addKeys(detail, *team);
    addActions(detail, *team);
    return detail;
}

void TeamPage::setupTable()
{
    setColumns(
        {
            {column(TeamColumn::Alias), 200},
            {column(TeamColumn::Id), 280},
            {column(TeamColumn::Members), 90},
            {column(TeamColumn::Spend), 220},
            {column(TeamColumn::Reset), 110},
            {column(TeamColumn::State), 160},
            {column(TeamColumn::Created), 100},
        },
        column(TeamColumn::Models),
        {column(TeamColumn::Id), column(TeamColumn::Created), column(TeamColumn::Reset),
         column(TeamColumn::Members)});
    table()->setItemDelegateForColumn(column(TeamColumn::Spend), new MeterDelegate(meterOf, this));
    table()->setItemDelegateForColumn(column(TeamColumn::State), new StateDelegate(this));
    table()->sortByColumn(column(TeamColumn::Alias), Qt::AscendingOrder);
}

TeamForm *TeamPage::makeForm()
{
    auto *form = new TeamForm;
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

void TeamPage::addMembers(DetailColumn *detail, const TeamInfo &team)
{
    detail->addHeading(tr("Members"));
    for (const TeamMember &member : team.members) {
        auto *line = new QWidget(detail);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins({});
        row->addWidget(new QLabel(nameOf(member), line), 1);
        if (member.role == QLatin1String("admin"))
            row->addWidget(new Badge(tr("administrator"), Badge::Kind::Neutral, line));
        auto *remove = new QToolButton(line);
        remove->setObjectName(QStringLiteral("removeMemberButton"));
        remove->setIcon(Icon::get(QStringLiteral("close")));
        remove->setToolTip(tr("Remove %1 from the team").arg(nameOf(member)));
        remove->setAccessibleName(remove->toolTip());
        connect(remove, &QToolButton::clicked, this, [this, team, member] { confirmRemoval(team, member); });
        row->addWidget(remove);
        detail->addLine(line);
    }
    auto *add = new QPushButton(Icon::get(QStringLiteral("plus")), tr("Add a member"), detail);
    add->setObjectName(QStringLiteral("addMemberButton"));
    connect(add, &QPushButton::clicked, this, [this, team] { addMember(team); });
    add->setProperty("kind", QStringLiteral("textlink"));
    auto *foot = new QWidget(detail);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins({});
    row->addWidget(add);
    row->addStretch();
    detail->addLine(foot);
}

void TeamPage::addKeys(DetailColumn *detail, const TeamInfo &team)
{
    m_gateway->teams()
        .info(team.teamId)
        .then(m_gateway->transport(),
              [this, detail = QPointer(detail)](const core::Result<client::TeamDetails> &details) {
                  if (!detail || !details || details->keys.isEmpty())
                      return;
                  detail->addHeading(tr("Keys"));
                  for (const auto &key : details->keys) {
                      auto *link = detail->addListLink(key.alias.value_or(key.keyName), key.keyName,
                                                       QStringLiteral("teamKeyLink"));
                      connect(link, &QPushButton::clicked, this,
                              [this, token = key.token] { Q_EMIT keyRequested(token); });
                  }
              });
}

void TeamPage::addActions(DetailColumn *detail, const TeamInfo &team)
{
    auto *edit = detail->addAction(tr("Edit"), QStringLiteral("editTeamButton"));
    connect(edit, &QPushButton::clicked, this, [this] { editRow(currentSource()); });
    auto *block =
        detail->addAction(team.blocked ? tr("Unblock") : tr("Block"), QStringLiteral("blockTeamButton"));
    connect(block, &QPushButton::clicked, this, [this, team] {
        client::TeamChanges changes;
        changes.blocked = !team.blocked;
        follow(m_gateway->teams().update(team.teamId, changes),
               team.blocked ? tr("%1 may be used again").arg(nameOf(team))
                            : tr("%1 is blocked").arg(nameOf(team)));
    });
    auto *remove = detail->addAction(tr("Delete"), QStringLiteral("deleteTeamButton"), true);
    connect(remove, &QPushButton::clicked, this, [this, team] { confirmDeletion(team); });
}

void TeamPage::addMember(const TeamInfo &team)
{
    auto *form = new MemberForm;
    Sheet *sheet = makeFormSheet(tr("Add a member to %1").arg(nameOf(team)), form, tr("Add"));
    connect(sheet, &Sheet::accepted, this, [=, this] {
        const auto member = form->member();
        if (!member)
            return sheet->setError(member.error().detail);
        submit<void>(sheet, m_gateway->teams().addMember(team.teamId, member->member, member->budget),
                     [=, this](const core::Result<void> &) {
                         succeeded(tr("%1 was added").arg(nameOf(member->member)));
                     });
    });
    sheet->open();
}

void TeamPage::confirmRemoval(const TeamInfo &team, const TeamMember &member)
{
    auto *sheet = new ConfirmSheet(this, {tr("Remove %1 from %2?").arg(nameOf(member), nameOf(team)),
                                          tr("Keys that this member has in the team are deleted with it."),
                                          {},
                                          tr("Remove")});
    connect(sheet, &ConfirmSheet::confirmed, this, [this, team, member] {
        follow(m_gateway->teams().removeMember(team.teamId, member.userId),
               tr("%1 was removed").arg(nameOf(member)));
    });
    sheet->open();
}

void TeamPage::confirmDeletion(const TeamInfo &team)
{
    auto *sheet =
        new ConfirmSheet(this, {tr("Delete the team %1?").arg(nameOf(team)),
                                tr("All keys of the team are deleted with it. This cannot be undone."),
                                {nameOf(team)},
                                tr("Delete")});
    connect(sheet, &ConfirmSheet::confirmed, this, [this, team] {
        follow(m_gateway->teams().remove({team.teamId}), tr("%1 was deleted").arg(nameOf(team)));
    });
    sheet->open();
}

} // namespace sekisho::widgets
