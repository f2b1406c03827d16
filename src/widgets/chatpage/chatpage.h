// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "identitystrip.h"

#include <client/adminaccess.h>
#include <client/connectiontest.h>
#include <client/langfuse/langfuseclient.h>
#include <client/profilesignin.h>
#include <models/callerstate.h>
#include <models/chat/conversationlistmodel.h>
#include <widgets/chat/composer.h>
#include <widgets/common/stateview.h>

#include <QWidget>

class QStackedWidget;

namespace sekisho::widgets {

class ChatSettings;
class FindBar;
class MessageFeed;
class MessageView;
class SidePane;

/// The chat: conversations at the left, the identity strip over the messages, the composer below, settings
/// sliding in at the right. Adapts the models; decides nothing.
class ChatPage : public QWidget
{
    Q_OBJECT
public:
    /// All borrowed.
    struct Services {
        models::ChatSession *session;
        models::ConversationListModel *conversations;
        models::ModelChoiceModel *models;
        models::KeyChoiceModel *keys;
        models::CallerState *caller;
        client::ProfileSession *profile;
        client::ProfileSignIn *signIn;
        client::AdminAccess *admin;
        /// Null while the profile has no Langfuse.
        std::function<client::LangfuseClient *()> langfuse;
    };

    explicit ChatPage(const Services &services, QWidget *parent = nullptr);

    void focusComposer();
    void setSendKey(Composer::SendKey key);
    /// Where traces go, in words; empty if nowhere.
    void setTraceTarget(const QString &name);
    /// How the sending of traces goes.
    void setTraceDelivery(const client::TraceExportState &state);

Q_SIGNALS:
    void traceRequested(const QString &traceId);
    /// A card offers to raise a budget or to look at the keys.
    void keysRequested();
    /// The person has read that traces were lost.
    void traceLossesSeen();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void setupLayout();
    void connectSession();
    void offerUndo(const QString &id);
    void connectView();
    void connectSettings();
    void connectFind();
    void applyTheme();
    void retranslate();
    void send(const QString &text);
    void act(const QString &messageId, const QString &action);
    void askAdministrator(const QString &messageId);
    void copyMessage(const QString &messageId);
    void chooseKey(const QString &keyId);
    void addKey();
    void keepKey(class Sheet *sheet, const QString &alias, const core::SecretString &secret);
    void chooseModelIfNone();
    void readOtherModels();
    void testGateway();
    void testLangfuse();
    void confirmClear();
    void showEstimate();
    StateView::Text welcomeText() const;
    void showWelcome();

    Services m_services;
    IdentityStrip *m_strip;
    QStackedWidget *m_stack;
    StateView *m_welcome;
    MessageView *m_view;
    FindBar *m_find;
    MessageFeed *m_feed;
    Composer *m_composer;
    SidePane *m_settingsPane;
    ChatSettings *m_settings;
};

} // namespace sekisho::widgets
