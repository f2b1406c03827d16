// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/budgetinfo.h>
#include <core/result.h>

#include <QWidget>

namespace Ui {
class BudgetForm;
}

namespace sekisho::widgets {

/// The fields of a shared budget, for a new one or a change of an existing one.
class BudgetForm : public QWidget
{
    Q_OBJECT
public:
    explicit BudgetForm(QWidget *parent = nullptr);
    ~BudgetForm() override;

    void setBudget(const client::BudgetInfo &budget);
    core::Result<client::NewBudget> newBudget() const;
    core::Result<client::BudgetChanges> changes() const;

private:
    std::unique_ptr<Ui::BudgetForm> m_ui;
    client::BudgetInfo m_given;
};

} // namespace sekisho::widgets
