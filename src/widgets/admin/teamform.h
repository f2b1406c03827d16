// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/teaminfo.h>
#include <core/result.h>

#include <QWidget>

namespace Ui {
class TeamForm;
}

namespace sekisho::widgets {

/// The fields of a team, for a new one or a change of an existing one.
class TeamForm : public QWidget
{
    Q_OBJECT
public:
    explicit TeamForm(QWidget *parent = nullptr);
    ~TeamForm() override;

    void setOfferedModels(const QStringList &models);
    void setTeam(const client::TeamInfo &team);
    core::Result<client::NewTeam> newTeam() const;
    /// What differs from the team given with setTeam().
    core::Result<client::TeamChanges> changes() const;

private:
    std::unique_ptr<Ui::TeamForm> m_ui;
    client::TeamInfo m_given;
};

} // namespace sekisho::widgets
