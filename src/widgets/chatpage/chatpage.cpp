// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage.h"

#include "chatsettings.h"
#include "connectionresult.h"
#include "conversationpane.h"
#include "findbar.h"
#include "keyentry.h"
#include "keyusage.h"
#include "messagefeed.h"
#include "problemwords.h"

#include <core/ids.h>
#include <core/mask.h>
#include <models/format.h>
#include <widgets/chat/messageview.h>
#include <widgets/chat/sendedit.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/errorsentence.h>
#include <widgets/common/followlanguage.h>
#include <widgets/common/hairline.h>
#include <widgets/common/sidepane.h>
#include <widgets/common/toast.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace sekisho::widgets {

using core::Result;
using models::ChatSession;
using models::ModelChoiceModel;
using models::Suggestion;

namespace {
// A rough rule for mixed Japanese and English; only an estimate is promised.
constexpr double TokensPerUtf8Byte = 0.3;
} // namespace

ChatPage::ChatPage(const Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_strip(new IdentityStrip({services.session, services.models, services.keys}, this))
    , m_stack(new QStackedWidget(this))
    , m_welcome(new StateView(this))
    , m_view(new MessageView(this))
    , m_find(new FindBar(m_view, this))
    , m_feed(new MessageFeed(
          services.session->messages(), m_view,
          [models = services.models](const QString &model) { return models->isDemo(model); }, this))
    , m_composer(new Composer(this))
    , m_settingsPane(new SidePane(SidePane::Placement::Over, this))
    , m_settings(new ChatSettings(services.session))
{
    setObjectName(QStringLiteral("chatPage"));
    setProperty("kind", QStringLiteral("page"));
    setupLayout();
    connectSession();
    connectView();
    connectSettings();
    connectFind();
    applyTheme();
    retranslate();
    chooseModelIfNone();
    readOtherModels();
}

void ChatPage::focusComposer()
{
    m_composer->edit()->setFocus(Qt::OtherFocusReason);
}

void ChatPage::setSendKey(Composer::SendKey key)
{
    m_composer->setSendKey(key);
}

void ChatPage::setTraceTarget(const QString &name)
{
    m_strip->setTraceTarget(name);
}

void ChatPage::setTraceDelivery(const client::TraceExportState &state)
{
    m_strip->setTraceDelivery(state);
    m_settings->setTraceDelivery(state);
}

void ChatPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
    QWidget::changeEvent(event);
}

void ChatPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_services.caller->refresh();
    focusComposer();
}

void ChatPage::setupLayout()
{
    m_view->setObjectName(QStringLiteral("messageView"));
    m_composer->setObjectName(QStringLiteral("composer"));
    m_settingsPane->setObjectName(QStringLiteral("chatSettingsPane"));
    m_settingsPane->setContent(m_settings);
    m_composer->addTool(m_strip->totals());
    auto *usage = new KeyUsage(m_services.caller, m_services.profile);
    auto *conversations = new ConversationPane(m_services.conversations, usage, this);
    connect(conversations, &ConversationPane::newRequested, this, [this] {
        m_services.session->newConversation();
        focusComposer();
    });
    connect(conversations, &ConversationPane::openRequested, m_services.session, &ChatSession::open);
    connect(conversations, &ConversationPane::renamed, this, [this](const QString &id, const QString &title) {
        if (id == m_services.session->conversation().id)
            m_services.session->rename(title);
        else
            m_services.conversations->rename(id, title);
    });

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::l, space::s, space::l, space::l);
    foot->addStretch(1);
    m_composer->setMaximumWidth(metrics::messageColumn + 2 * space::xl);
    foot->addWidget(m_composer, 100);
    foot->addStretch(1);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(hairline(Qt::Horizontal, this));
    column->addWidget(m_find);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_view);
    column->addWidget(m_stack, 1);
    column->addLayout(foot);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(conversations);
    row->addWidget(hairline(Qt::Vertical, this));
    row->addLayout(column, 1);
}

void ChatPage::connectSession()
{
    ChatSession *session = m_services.session;
    auto *conversations = m_services.conversations;
    connect(session, &ChatSession::answeringChanged, m_composer, &Composer::setAnswering);
    connect(session, &ChatSession::answerEnded, m_services.caller, &models::CallerState::refresh);
    connect(session, &ChatSession::conversationSaved, conversations, &models::ConversationListModel::put);
    connect(session, &ChatSession::conversationChanged, conversations,
            [=] { conversations->setCurrent(session->conversation().id); });
    connect(session, &ChatSession::answeringChanged, conversations,
            [=](bool answering) { conversations->setAnswering(session->conversation().id, answering); });
    connect(conversations, &models::ConversationListModel::removed, this, &ChatPage::offerUndo);
    const auto tell = [this](const core::Error &error) {
        Toast::show(this, sentenceFor(error).title + QStringLiteral(". ") + sentenceFor(error).text);
    };
    connect(session, &ChatSession::archiveFailed, this, tell);
    connect(conversations, &models::ConversationListModel::failed, this, tell);
    connect(session->messages(), &QAbstractItemModel::modelReset, this, &ChatPage::showWelcome);
    connect(session->messages(), &QAbstractItemModel::rowsInserted, this, &ChatPage::showWelcome);
    connect(session->messages(), &QAbstractItemModel::rowsRemoved, this, &ChatPage::showWelcome);
    connect(m_services.models, &ModelChoiceModel::stateChanged, this, &ChatPage::chooseModelIfNone);
    connect(m_services.models, &ModelChoiceModel::stateChanged, this, &ChatPage::showWelcome);
    connect(m_welcome, &StateView::actionRequested, m_services.models, &ModelChoiceModel::refresh);
    connect(session, &ChatSession::settingsChanged, this, &ChatPage::showWelcome);
    connect(m_services.admin, &client::AdminAccess::changed, this, &ChatPage::readOtherModels);
    connect(m_strip, &IdentityStrip::keyChosen, this, &ChatPage::chooseKey);
    connect(m_strip, &IdentityStrip::addKeyRequested, this, &ChatPage::addKey);
    connect(m_strip, &IdentityStrip::settingsRequested, m_settingsPane, &SidePane::toggle);
}

/// A deleted conversation can be had back while the offer stands, by mouse, Tab or its mnemonic.
void ChatPage::offerUndo(const QString &id)
{
    const bool wasOpen = id == m_services.session->conversation().id;
    if (wasOpen)
        m_services.session->newConversation();
    auto *conversations = m_services.conversations;
    auto *offer = Toast::show(this, tr("Conversation deleted."), tr("&Undo"), std::chrono::seconds(10));
    connect(offer, &Toast::expired, conversations, [=] { conversations->purge(id); });
    connect(offer, &Toast::actionRequested, this, [=, this] {
        if (wasOpen)
            connect(
                conversations, &models::ConversationListModel::restored, m_services.session,
                [session = m_services.session, id] { session->open(id); }, Qt::SingleShotConnection);
        conversations->restore(id);
    });
}

void ChatPage::connectView()
{
    ChatSession *session = m_services.session;
    connect(m_composer, &Composer::sendRequested, this, &ChatPage::send);
    connect(m_composer, &Composer::stopRequested, session, &ChatSession::stop);
    connect(m_composer, &Composer::textChanged, this, &ChatPage::showEstimate);
    auto *stop = new QShortcut(QKeySequence(Qt::Key_Escape), m_composer);
    stop->setContext(Qt::WidgetWithChildrenShortcut);
    stop->setEnabled(session->isAnswering());
    connect(session, &ChatSession::answeringChanged, stop, &QShortcut::setEnabled);
    connect(stop, &QShortcut::activated, session, &ChatSession::stop);
    connect(m_view, &MessageView::copyRequested, this, &ChatPage::copyMessage);
    connect(m_view, &MessageView::retryRequested, session, [session] { session->retry(); });
    connect(m_view, &MessageView::actionTriggered, this, &ChatPage::act);
    connect(m_view, &MessageView::linkActivated, this,
            [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(m_view, &MessageView::traceRequested, this, [this](const QString &messageId) {
        if (const auto *message = m_services.session->messages()->message(messageId))
            Q_EMIT traceRequested(message->identity.traceId);
    });
}

void ChatPage::connectSettings()
{
    connect(m_settings, &ChatSettings::gatewayTestRequested, this, &ChatPage::testGateway);
    connect(m_settings, &ChatSettings::langfuseTestRequested, this, &ChatPage::testLangfuse);
    connect(m_settings, &ChatSettings::lossesSeen, this, &ChatPage::traceLossesSeen);
    connect(m_settings, &ChatSettings::clearRequested, this, &ChatPage::confirmClear);
}

void ChatPage::connectFind()
{
    auto *find = new QShortcut(QKeySequence(QKeySequence::Find), this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_find, [this] {
        if (m_stack->currentWidget() == m_view)
            m_find->open();
    });
    connect(m_find, &FindBar::closed, this, &ChatPage::focusComposer);
    connect(m_services.session, &ChatSession::conversationChanged, m_find, &FindBar::close);
}

void ChatPage::applyTheme()
{
    const ChatStyle style = ChatStyle::of(Colors::current());
    if (m_view->chatStyle() == style)
        return;
    m_view->setChatStyle(style);
    m_composer->setChatStyle(style);
}

void ChatPage::retranslate()
{
    m_composer->setPlaceholder(tr("Message"));
    m_settingsPane->setTitle(tr("Settings of this chat"));
    m_feed->rebuild();
    showWelcome();
}

void ChatPage::send(const QString &text)
{
    // What was typed stays until there is somebody to send it to.
    if (m_services.session->settings().model.isEmpty()) {
        Toast::show(this, tr("There is no model to ask. Choose one above."));
        return;
    }
    m_services.session->send(text);
    m_composer->clear();
}

void ChatPage::act(const QString &messageId, const QString &action)
{
    const auto is = [&action](Suggestion suggestion) { return action == models::nameOf(suggestion); };
    if (is(Suggestion::SwitchKey))
        m_strip->openKeys();
    else if (is(Suggestion::SwitchModel))
        m_strip->openModels();
    else if (is(Suggestion::AskAdministrator))
        askAdministrator(messageId);
    else if (is(Suggestion::RaiseBudget))
        Q_EMIT keysRequested();
    else if (is(Suggestion::Retry) || is(Suggestion::WaitAndRetry))
        m_services.session->retry();
    else if (is(Suggestion::ShortenConversation))
        m_services.session->newConversation();
    else if (is(Suggestion::CheckKey))
        addKey();
    else if (is(Suggestion::CheckConnection)) {
        m_settingsPane->open();
        testGateway();
    }
}

void ChatPage::askAdministrator(const QString &messageId)
{
    const auto *message = m_services.session->messages()->message(messageId);
    if (!message || !message->problem)
        return;
    QGuiApplication::clipboard()->setText(noteToAdministrator(*message->problem, message->identity.keyAlias));
    Toast::show(this, tr("A note for the administrator is in the clipboard."));
}

void ChatPage::copyMessage(const QString &messageId)
{
    QGuiApplication::clipboard()->setText(m_view->sourceText(messageId));
    Toast::show(this, tr("Copied"));
}

void ChatPage::chooseKey(const QString &keyId)
{
    m_services.signIn->chooseKey(keyId).then(this, [this](const Result<void> &chosen) {
        if (!chosen && chosen.error().kind != core::ErrorKind::Cancelled)
            Toast::show(this, tr("This key is not in the keychain any more. Add it again."));
    });
}

void ChatPage::addKey()
{
    auto *entry = new KeyEntry;
    auto *sheet = new Sheet(this);
    sheet->setBody(entry);
    auto *cancel = sheet->addCancel({});
    auto *add = sheet->addPrimary({});
    add->setObjectName(QStringLiteral("addKeyButton"));
    followLanguage(sheet, [=] {
        sheet->setTitle(tr("Add a virtual key"));
        cancel->setText(tr("Cancel"));
        add->setText(tr("Add"));
    });
    connect(sheet, &Sheet::accepted, this, [=, this] {
        if (const auto secret = entry->secret(); secret)
            keepKey(sheet, entry->alias(), *secret);
        else
            sheet->setError(secret.error().detail);
    });
    sheet->open();
}

void ChatPage::keepKey(Sheet *sheet, const QString &alias, const core::SecretString &secret)
{
    client::KeyRef key;
    key.id = QStringLiteral("profile/%1/key/%2").arg(m_services.profile->profile().id, core::newUuid());
    key.secretName = key.id;
    key.masked = core::maskKey(secret.reveal());
    key.alias = alias;
    sheet->setBusy(true);
    m_services.signIn->addKey(key, secret)
        .then(this, [=, this, sheet = QPointer(sheet)](const Result<void> &kept) {
            if (kept)
                chooseKey(key.id);
            if (!sheet)
                return;
            sheet->setBusy(false);
            if (kept)
                sheet->finish();
            else
                sheet->setError(sentenceFor(kept.error()).title + QStringLiteral(". ") + kept.error().detail);
        });
}

void ChatPage::chooseModelIfNone()
{
    if (m_services.session->settings().model.isEmpty() && !m_services.models->models().isEmpty())
        m_services.session->setModel(m_services.models->models().first().name);
}

void ChatPage::readOtherModels()
{
    if (!m_services.admin->hasMasterKey())
        return m_strip->setOtherModels({});
    m_services.admin->gateway().models().list().then(
        this, [this](const Result<QList<client::ModelInfo>> &models) {
            QStringList names;
            for (const auto &model : models.value_or(QList<client::ModelInfo>()))
                names.append(model.name);
            m_strip->setOtherModels(names);
        });
}

void ChatPage::testGateway()
{
    m_settings->setTestResult(tr("Testing the gateway…"));
    client::testConnection(m_services.profile->gateway().transport())
        .then(this, [this](const Result<client::ConnectionReport> &report) {
            m_settings->setTestResult(report ? connectionSentence(*report)
                                             : sentenceFor(report.error()).title);
        });
}

void ChatPage::testLangfuse()
{
    client::LangfuseClient *langfuse = m_services.langfuse();
    if (!langfuse)
        return m_settings->setTestResult(tr("This profile has no Langfuse."));
    m_settings->setTestResult(tr("Testing Langfuse…"));
    langfuse->testConnection().then(this, [this](const Result<client::LangfuseInfo> &info) {
        m_settings->setTestResult(info ? tr("Connected to Langfuse, project %1.").arg(info->projectName)
                                       : sentenceFor(info.error()).title + QStringLiteral(". ") +
                                             info.error().detail);
    });
}

void ChatPage::confirmClear()
{
    auto *sheet = new ConfirmSheet(this, [] {
        return ConfirmSheet::Question{tr("Clear the history?"),
                                      tr("All messages of this conversation are removed. Its settings stay."),
                                      {},
                                      tr("Clear")};
    });
    connect(sheet, &ConfirmSheet::confirmed, m_services.session, &ChatSession::clear);
    sheet->open();
}

void ChatPage::showEstimate()
{
    const qsizetype bytes = m_composer->text().toUtf8().size();
    const auto tokens = static_cast<std::int64_t>(static_cast<double>(bytes) * TokensPerUtf8Byte);
    m_composer->setEstimate(tokens > 0 ? tr("≈ %1 tokens").arg(models::countText(tokens)) : QString());
}

/// An invitation, or what stands in the way of one.
StateView::Text ChatPage::welcomeText() const
{
    using Kind = models::PageState::Kind;
    const models::PageState &state = m_services.models->state();
    if (state.kind == Kind::Empty)
        return {QStringLiteral("lock"),
                tr("No model to ask"),
                tr("This key may not use any model of the gateway. Choose another key above, or ask your "
                   "administrator."),
                tr("Look again"),
                {}};
    if (state.kind == Kind::Failed || state.kind == Kind::NotPermitted || state.kind == Kind::Unsupported) {
        const ErrorSentence sentence = sentenceFor(state.error);
        return {QStringLiteral("gateway"), sentence.title, sentence.text, tr("Try again"),
                core::describe(state.error)};
    }
    const bool isDemo = m_services.models->isDemo(m_services.session->settings().model);
    return {QStringLiteral("chat"),
            tr("What would you like to ask?"),
            isDemo ? tr("This is a demo model: it answers offline with made-up text, and its costs are only "
                        "an example.")
                   : tr("Write below. Model, key and tracing are set above, for this conversation."),
            {},
            {}};
}

void ChatPage::showWelcome()
{
    m_welcome->setText(welcomeText());
    const bool isEmpty = m_services.session->messages()->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_welcome) : m_view);
}

} // namespace sekisho::widgets
