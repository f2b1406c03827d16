// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/traceexporter.h>
#include <models/chat/chatsession.h>
#include <models/chat/keychoicemodel.h>
#include <models/chat/modelchoicemodel.h>

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace sekisho::widgets {

class Badge;

/// Who is speaking to what: model, key, end user, session and tracing of the next turn, always in view, each
/// one click away from being changed.
class IdentityStrip : public QWidget
{
    Q_OBJECT
public:
    struct Models {
        models::ChatSession *session;
        models::ModelChoiceModel *models;
        models::KeyChoiceModel *keys;
    };

    /// All borrowed.
    explicit IdentityStrip(const Models &models, QWidget *parent = nullptr);

    /// Models of the gateway that the current key may not use: offered, but marked.
    void setOtherModels(const QStringList &models);
    /// Where traces go ("Langfuse, local"); empty if the profile has none, and tracing cannot be switched on.
    void setTraceTarget(const QString &name);
    /// What waits and what was lost is told in the tool tip of the tracing switch.
    void setTraceDelivery(const client::TraceExportState &state);
    /// Messages, tokens and cost of the conversation; placed by the page.
    QLabel *totals() const { return m_totals; }
    void openModels();
    void openKeys();

Q_SIGNALS:
    void keyChosen(const QString &keyId);
    void addKeyRequested();
    /// End user and session are edited in the settings of the chat.
    void settingsRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isTight() const;
    void setupLayout();
    void connectSignals();
    void fillModels();
    void fillKeys();
    void showSettings();
    void showTotals();
    void showTraceTip();
    void retranslate();
    void modelActivated(int index);
    void keyActivated(int index);

    Models m_models;
    QStringList m_otherModels;
    QString m_traceTarget;
    client::TraceExportState m_traceDelivery;
    QComboBox *m_model;
    Badge *m_demo;
    QComboBox *m_key;
    QPushButton *m_endUser;
    QPushButton *m_sessionId;
    QPushButton *m_tracing;
    QLabel *m_totals;
};

} // namespace sekisho::widgets
