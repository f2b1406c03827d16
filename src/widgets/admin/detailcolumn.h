// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/common/meter.h>

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace sekisho::widgets {

/// The content of a detail pane, filled from top to bottom: meters, facts, headings, further widgets, and a
/// row of actions.
class DetailColumn : public QWidget
{
    Q_OBJECT
public:
    explicit DetailColumn(QWidget *parent = nullptr);

    void addMeter(const Meter &meter);
    /// Nothing for an empty value.
    void addFact(const QString &name, const QString &value);
    /// A fact that leads somewhere when it is clicked.
    QPushButton *addLink(const QString &name, const QString &value, const QString &objectName);
    void addHeading(const QString &text);
    void addWidget(QWidget *widget);
    /// In the row at the foot; a destructive one wears the colour of danger.
    QPushButton *addAction(const QString &text, const QString &objectName, bool destructive = false);

private:
    QWidget *captioned(const QString &name, QWidget *value);

    QVBoxLayout *m_column;
    QWidget *m_actions;
};

} // namespace sekisho::widgets
