// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfusevalues.h>

#include <QWidget>

class QFormLayout;
class QLabel;

namespace Ui {
class ObservationPane;
}

namespace sekisho::widgets {

/// What one observation says: facts, input, output, metadata.
class ObservationPane : public QWidget
{
    Q_OBJECT
public:
    explicit ObservationPane(QWidget *parent = nullptr);
    ~ObservationPane() override;

    /// Null empties the pane.
    void show(const client::ObservationInfo *observation);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showTexts();
    void showFacts();
    void addFact(const QString &name, const QString &value);

    std::unique_ptr<Ui::ObservationPane> m_ui;
    std::optional<client::ObservationInfo> m_observation;
};

} // namespace sekisho::widgets
