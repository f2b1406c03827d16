// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfusevalues.h>

#include <QWidget>

class QLabel;
class QToolButton;

namespace sekisho::widgets {

class ObservationPane;
class ObservationView;

/// One trace: what it was in a line, its tree and timeline, and the selected observation beside them.
class TraceDetailView : public QWidget
{
    Q_OBJECT
public:
    explicit TraceDetailView(QWidget *parent = nullptr);

    void setTrace(const client::TraceDetail &trace);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeHeader();
    void showSummary();
    QString summaryText() const;

    client::TraceDetail m_trace;
    QLabel *m_name;
    QLabel *m_summary;
    QToolButton *m_showAll;
    ObservationView *m_view;
    ObservationPane *m_pane;
};

} // namespace sekisho::widgets
