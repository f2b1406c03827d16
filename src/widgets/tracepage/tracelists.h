// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/traces/sessiontablemodel.h>
#include <models/traces/tracetablemodel.h>

#include <QSortFilterProxyModel>
#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace sekisho::widgets {

class ListHeader;
class PageFrame;
class TableView;

/// The two lists of the trace page, sessions and traces, one at a time, with one search.
class TraceLists : public QWidget
{
    Q_OBJECT
public:
    /// `browser` is borrowed.
    explicit TraceLists(models::TraceBrowser *browser, QWidget *parent = nullptr);

Q_SIGNALS:
    void sessionChosen(const QString &sessionId);
    void traceChosen(const QString &traceId);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    struct List {
        QSortFilterProxyModel *filtered;
        TableView *table;
        PageFrame *frame;
    };
    List makeList(QAbstractItemModel *model, const QString &tableName);
    void setupLayout();
    void setupSessions();
    void setupTraces();
    void retranslate();
    void showStates();
    bool isShowingSessions() const;

    models::TraceBrowser *m_browser;
    models::SessionTableModel m_sessionModel;
    models::TraceTableModel m_traceModel;
    ListHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    List m_sessions;
    List m_traces;
};

} // namespace sekisho::widgets
