// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/traceexporter.h>
#include <models/chat/chatsession.h>

#include <QWidget>

namespace Ui {
class ChatSettings;
}

namespace sekisho::widgets {

/// What the next turn is sent with, beside the identity strip: system message, temperature, length, end user,
/// session; the two connection tests; clearing the history. Changes take effect as they are made.
class ChatSettings : public QWidget
{
    Q_OBJECT
public:
    /// `session` is borrowed.
    explicit ChatSettings(models::ChatSession *session, QWidget *parent = nullptr);
    ~ChatSettings() override;

    void setTestResult(const QString &text);
    void setTraceDelivery(const client::TraceExportState &state);

Q_SIGNALS:
    void gatewayTestRequested();
    void langfuseTestRequested();
    void clearRequested();
    void lossesSeen();

protected:
    void changeEvent(QEvent *event) override;

private:
    void connectSignals();
    void showSettings();
    void showTraceDelivery();
    void takeTemperature();
    void takeMaxTokens();

    std::unique_ptr<Ui::ChatSettings> m_ui;
    models::ChatSession *m_session;
    client::TraceExportState m_traceDelivery;
};

} // namespace sekisho::widgets
