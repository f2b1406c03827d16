// SPDX-License-Identifier: GPL-3.0-or-later
#include "teampage.h"

#include "admintext.h"
#include "memberform.h"
#include "teamform.h"

#include <models/format.h>
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

QString nameOf(const TeamMember &member)
{
    return member.userId.isEmpty() ? member.email.value_or(QString()) : member.userId;
}

} // namespace

TeamPage::TeamPage(const client::GatewayClient *gateway, models::TeamTableModel *teams, QWidget *parent)
    : RowPage(gateway, teams, parent)
    , m_teams(teams)
{
    setup(QStringLiteral("Team"));
    table()->sortByColumn(static_cast<int>(TeamColumn::Alias), Qt::AscendingOrder);
}

TeamPage::Words TeamPage::words() const
{
    return {.title = tr("Teams"),
            .newRow = tr("New team"),
            .searchHint = tr("Name, id, model"),
            .empty = {.icon = QStringLiteral("team"),
                      .title = tr("No teams yet"),
                      .text = tr("A team shares models and a budget among the keys of its members.")}};
}

QList<AdminColumn> TeamPage::columns() const
{
    using Look = AdminColumn::Look;
    return {{.title = tr("Name"), .width = 170},
            {.title = tr("Id"), .width = 280, .givesWay = 1},
            {.title = tr("Members"), .width = 90, .givesWay = 4},
            {.title = tr("Models"), .empty = tr("All models")},
            {.title = tr("Spend / budget"), .width = 220, .look = Look::Spend},
            {.title = tr("Starts anew"), .width = 110, .empty = tr("never"), .givesWay = 3},
            {.title = tr("State"), .width = 160, .look = Look::State, .givesWay = 5},
            {.title = tr("Created"), .width = 100, .givesWay = 2}};
}

void TeamPage::refresh()
{
    m_teams->refresh();
}

void TeamPage::createRow()
{
    TeamForm *form = makeForm();
    openForm([] { return tr("New team"); }, form, [] { return tr("Create team"); },
             [this, form](Sheet *sheet) {
                 submit(
                     sheet, form->newTeam(),
                     [this](const auto &team) { return gateway().teams().create(team); },
                     [this](const auto &made) {
                         select(made->teamId);
                         succeeded(tr("The team was created"));
                     });
             });
}

void TeamPage::edit(const TeamInfo &team)
{
    TeamForm *form = makeForm();
    form->setTeam(team);
    openChange(rowName(team), form, [this, form, id = team.teamId](Sheet *sheet) {
        submitChanges(sheet, form->changes(),
                      [this, id](const auto &changes) { return gateway().teams().update(id, changes); });
    });
}

QString TeamPage::rowName(const TeamInfo &team) const
{
    return team.alias.value_or(team.teamId);
}

void TeamPage::fillDetail(DetailColumn *detail, const TeamInfo &team, const QModelIndex &source)
{
    detail->addMeter(meterOf(source));
    addState(detail, m_teams->stateOf(team));
    detail->addFact(tr("May use"), modelsText(team.models));
    addLimits(detail, team.limits);
    if (team.limits.budgetResetAt)
        detail->addFact(tr("Budget starts anew"), models::absoluteTimeText(*team.limits.budgetResetAt));
    detail->addFact(tr("Team id"), team.teamId);
    addMembers(detail, team);
    addKeys(detail, team);
    addActions(detail, team);
}

TeamForm *TeamPage::makeForm()
{
    auto *form = new TeamForm;
    offerModels(form);
    return form;
}

void TeamPage::addMembers(DetailColumn *detail, const TeamInfo &team)
{
    detail->addHeading(tr("Members"));
    for (const TeamMember &member : team.members)
        detail->addLine(makeMemberLine(detail, team, member));
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

QWidget *TeamPage::makeMemberLine(QWidget *parent, const TeamInfo &team, const TeamMember &member)
{
    auto *line = new QWidget(parent);
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
    return line;
}

void TeamPage::addKeys(DetailColumn *detail, const TeamInfo &team)
{
    gateway()
        .teams()
        .info(team.teamId)
        .then(gateway().transport(),
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
    addEdit(detail, QStringLiteral("editTeamButton"));
    auto *block =
        detail->addAction(team.blocked ? tr("Unblock") : tr("Block"), QStringLiteral("blockTeamButton"));
    connect(block, &QPushButton::clicked, this, [this, team] {
        client::TeamChanges changes;
        changes.blocked = !team.blocked;
        follow(gateway().teams().update(team.teamId, changes),
               (team.blocked ? tr("%1 may be used again") : tr("%1 is blocked")).arg(rowName(team)));
    });
    addDelete(detail, QStringLiteral("deleteTeamButton"), [this, team] { confirmDeletion(team); });
}

void TeamPage::addMember(const TeamInfo &team)
{
    auto *form = new MemberForm;
    const auto title = [name = rowName(team)] { return tr("Add a member to %1").arg(name); };
    openForm(
        title, form, [] { return tr("Add"); },
        [this, form, team](Sheet *sheet) {
            const auto entered = form->member();
            submit(
                sheet, entered,
                [this, team](const auto &added) {
                    return gateway().teams().addMember(team.teamId, added.member, added.budget);
                },
                [this, entered](const auto &) {
                    succeeded(tr("%1 was added").arg(nameOf(entered->member)));
                });
        });
}

void TeamPage::confirmRemoval(const TeamInfo &team, const TeamMember &member)
{
    const auto question = [=, this] {
        return ConfirmSheet::Question{tr("Remove %1 from %2?").arg(nameOf(member), rowName(team)),
                                      tr("Keys that this member has in the team are deleted with it."),
                                      {},
                                      tr("Remove")};
    };
    ask(question, [this, team, member] {
        follow(gateway().teams().removeMember(team.teamId, member.userId),
               tr("%1 was removed").arg(nameOf(member)));
    });
}

void TeamPage::confirmDeletion(const TeamInfo &team)
{
    const auto question = [=, this] {
        return ConfirmSheet::Question{tr("Delete the team %1?").arg(rowName(team)),
                                      tr("All keys of the team are deleted with it. This cannot be undone."),
                                      {rowName(team)},
                                      tr("Delete")};
    };
    ask(question, [this, team] {
        follow(gateway().teams().remove({team.teamId}), tr("%1 was deleted").arg(rowName(team)));
    });
}

} // namespace sekisho::widgets
