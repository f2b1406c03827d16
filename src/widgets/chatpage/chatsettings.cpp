// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatsettings.h"

#include "tracedelivery.h"
#include "ui_chatsettings.h"

#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QLocale>

namespace sekisho::widgets {

using models::ChatSession;

namespace {

constexpr double HottestTemperature = 2;
constexpr int SystemMessageHeight = 120;

/// Marks a field whose text is no number in range, without taking the text away.
void markValid(QLineEdit *edit, bool valid)
{
    edit->setProperty("invalid", !valid);
    edit->setToolTip(valid ? QString() : ChatSettings::tr("This is not a number that can be used."));
}

/// Leaves alone what the person is typing in.
void showIn(QLineEdit *edit, const QString &text)
{
    if (!edit->hasFocus() && edit->text() != text)
        edit->setText(text);
}

} // namespace

ChatSettings::ChatSettings(ChatSession *session, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ChatSettings>())
    , m_session(session)
{
    m_ui->setupUi(this);
    m_ui->formLayout->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_ui->formLayout->setContentsMargins(space::l, space::s, space::l, space::l);
    m_ui->systemMessageEdit->setFixedHeight(SystemMessageHeight);
    m_ui->clearButton->setProperty("kind", QStringLiteral("danger"));
    m_ui->lossesSeenButton->setProperty("kind", QStringLiteral("link"));
    connectSignals();
    showSettings();
    showTraceDelivery();
}

ChatSettings::~ChatSettings() = default;

void ChatSettings::setTestResult(const QString &text)
{
    m_ui->testResultLabel->setText(text);
}

void ChatSettings::setTraceDelivery(const client::TraceExportState &state)
{
    m_traceDelivery = state;
    showTraceDelivery();
}

/// Nothing to see while all is well.
void ChatSettings::showTraceDelivery()
{
    const QString text = traceDeliveryText(m_traceDelivery);
    m_ui->traceDeliveryLabel->setText(text);
    m_ui->traceDeliveryLabel->setVisible(!text.isEmpty());
    m_ui->lossesSeenButton->setVisible(m_traceDelivery.lost > 0);
}

void ChatSettings::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_ui->retranslateUi(this);
        showTraceDelivery();
    }
    QWidget::changeEvent(event);
}

void ChatSettings::connectSignals()
{
    connect(m_session, &ChatSession::settingsChanged, this, &ChatSettings::showSettings);
    connect(m_session, &ChatSession::conversationChanged, this, &ChatSettings::showSettings);
    connect(m_ui->systemMessageEdit, &QPlainTextEdit::textChanged, m_session,
            [this] { m_session->setSystemMessage(m_ui->systemMessageEdit->toPlainText()); });
    connect(m_ui->temperatureEdit, &QLineEdit::textEdited, this, &ChatSettings::takeTemperature);
    connect(m_ui->maxTokensEdit, &QLineEdit::textEdited, this, &ChatSettings::takeMaxTokens);
    connect(m_ui->endUserEdit, &QLineEdit::textEdited, m_session,
            [this](const QString &text) { m_session->setEndUser(text.trimmed()); });
    connect(m_ui->sessionIdEdit, &QLineEdit::editingFinished, m_session, [this] {
        if (const QString id = m_ui->sessionIdEdit->text().trimmed(); !id.isEmpty())
            m_session->setSessionId(id);
    });
    connect(m_ui->testGatewayButton, &QPushButton::clicked, this, &ChatSettings::gatewayTestRequested);
    connect(m_ui->testLangfuseButton, &QPushButton::clicked, this, &ChatSettings::langfuseTestRequested);
    connect(m_ui->lossesSeenButton, &QPushButton::clicked, this, &ChatSettings::lossesSeen);
    connect(m_ui->clearButton, &QPushButton::clicked, this, &ChatSettings::clearRequested);
}

void ChatSettings::showSettings()
{
    const auto &settings = m_session->settings();
    if (m_ui->systemMessageEdit->toPlainText() != settings.systemMessage)
        m_ui->systemMessageEdit->setPlainText(settings.systemMessage);
    showIn(m_ui->temperatureEdit,
           settings.temperature ? QLocale().toString(*settings.temperature) : QString());
    showIn(m_ui->maxTokensEdit, settings.maxTokens ? QString::number(*settings.maxTokens) : QString());
    showIn(m_ui->endUserEdit, settings.endUser);
    showIn(m_ui->sessionIdEdit, settings.sessionId);
}

void ChatSettings::takeTemperature()
{
    const QString text = m_ui->temperatureEdit->text().trimmed();
    bool valid = false;
    double value = QLocale().toDouble(text, &valid);
    if (!valid)
        value = QLocale::c().toDouble(text, &valid);
    valid = text.isEmpty() || (valid && value >= 0 && value <= HottestTemperature);
    markValid(m_ui->temperatureEdit, valid);
    if (valid)
        m_session->setTemperature(text.isEmpty() ? std::nullopt : std::optional(value));
}

void ChatSettings::takeMaxTokens()
{
    const QString text = m_ui->maxTokensEdit->text().trimmed();
    bool valid = false;
    const qlonglong value = QLocale().toLongLong(text, &valid);
    valid = text.isEmpty() || (valid && value > 0);
    markValid(m_ui->maxTokensEdit, valid);
    if (valid)
        m_session->setMaxTokens(text.isEmpty() ? std::nullopt : std::optional<std::int64_t>(value));
}

} // namespace sekisho::widgets
