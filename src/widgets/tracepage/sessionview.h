// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfusevalues.h>

#include <QWidget>

class QLabel;

namespace sekisho::widgets {

class MessageView;

/// A session read as the conversation it was, with the silences between its turns; every answer leads to its
/// trace.
class SessionView : public QWidget
{
    Q_OBJECT
public:
    explicit SessionView(QWidget *parent = nullptr);

    void setSession(const client::SessionDetail &session);

Q_SIGNALS:
    void traceRequested(const QString &traceId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showTurns();
    void showSummary();
    void applyColors();

    client::SessionDetail m_session;
    QLabel *m_name;
    QLabel *m_summary;
    MessageView *m_messages;
    QHash<QString, QString> m_traceOfMessage;
};

} // namespace sekisho::widgets
