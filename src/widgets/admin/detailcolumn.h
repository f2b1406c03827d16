// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/common/meter.h>

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace sekisho::widgets {

/// The content of a detail pane, filled from top to bottom: meters, facts, lists under headings, and a row of
/// actions.
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
    /// Begins a list of lines.
    void addHeading(const QString &text);
    /// A line of a list that leads somewhere, with a quiet note at its right.
    QPushButton *addListLink(const QString &text, const QString &note, const QString &objectName);
    void addLine(QWidget *line);
    void addWidget(QWidget *widget);
    /// In the row at the foot; a destructive one wears the colour of danger.
    QPushButton *addAction(const QString &text, const QString &objectName, bool destructive = false);

private:
    QPushButton *makeLink(const QString &text, const QString &objectName);
    QWidget *lineWith(QPushButton *link);
    QWidget *captioned(const QString &name, QWidget *value);

    QVBoxLayout *m_column;
    QVBoxLayout *m_lines;
    QWidget *m_actions;
};

} // namespace sekisho::widgets
