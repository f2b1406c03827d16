// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/spendlimits.h>
#include <core/result.h>

#include <QWidget>

namespace Ui {
class LimitsForm;
}

namespace sekisho::widgets {

/// Budget, its period, and limits a minute: the part of the form that keys, teams and budgets share.
class LimitsForm : public QWidget
{
    Q_OBJECT
public:
    explicit LimitsForm(QWidget *parent = nullptr);
    ~LimitsForm() override;

    void setLimits(const client::SpendLimits &limits);
    /// InvalidInput with a sentence for the person. What the form does not show stays as it was set.
    core::Result<client::SpendLimits> limits() const;

private:
    void setupPeriods();
    void retranslate();

    std::unique_ptr<Ui::LimitsForm> m_ui;
    client::SpendLimits m_given;
};

} // namespace sekisho::widgets
