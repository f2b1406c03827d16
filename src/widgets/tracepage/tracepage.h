// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/traces/tracebrowser.h>

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace sekisho::widgets {

class PageFrame;
class SessionView;
class TraceDetailView;
class TraceLists;

/// Traces and sessions: two lists, and from them one session as a conversation or one trace as tree and
/// timeline, with a way back. Follows the browser, which is borrowed.
class TracePage : public QWidget
{
    Q_OBJECT
public:
    explicit TracePage(models::TraceBrowser *browser, QWidget *parent = nullptr);

    /// From an answer in the chat to its trace, which may still be on its way.
    void openTrace(const QString &traceId);
    void openSession(const QString &sessionId);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Place { Lists, Session, Trace };

    void setupLayout();
    void connectBrowser();
    void goTo(Place place);
    void goBack();
    void showSession();
    void showTrace();
    void retranslate();
    /// The places that Back goes through; the view below names itself.
    QString pathText() const;

    models::TraceBrowser *m_browser;
    QWidget *m_bar;
    QToolButton *m_back;
    QLabel *m_path;
    QStackedWidget *m_stack;
    TraceLists *m_lists;
    PageFrame *m_sessionFrame;
    SessionView *m_session;
    PageFrame *m_traceFrame;
    TraceDetailView *m_trace;
    Place m_place = Place::Lists;
    /// Where Back leads from a trace.
    Place m_cameFrom = Place::Lists;
    QString m_sessionId;
    QString m_traceId;
};

} // namespace sekisho::widgets
