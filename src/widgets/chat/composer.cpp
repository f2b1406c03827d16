// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer.h"

#include "sendbutton.h"
#include "sendedit.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace sekisho::widgets {

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_edit(new SendEdit(this))
    , m_estimate(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_button(new SendButton(this))
{
    m_edit->setObjectName(QStringLiteral("composerEdit"));
    setupLayout();
    connectSignals();
    setChatStyle(ChatStyle::light());
    updateTexts();
    updateButton();
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
}

void Composer::setupLayout()
{
    m_tools = new QHBoxLayout;
    m_tools->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addLayout(m_tools);
    row->addStretch();
    row->addWidget(m_estimate);
    row->addWidget(m_hint);
    row->addWidget(m_button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 8, 8);
    column->setSpacing(4);
    column->addWidget(m_edit);
    column->addLayout(row);
}

void Composer::connectSignals()
{
    m_edit->installEventFilter(this);
    connect(m_edit, &SendEdit::sendRequested, this, &Composer::submit);
    connect(m_edit, &SendEdit::upInEmpty, this, &Composer::editLastRequested);
    connect(m_edit, &QTextEdit::textChanged, this, [this] {
        updateButton();
        Q_EMIT textChanged();
    });
    connect(m_button, &QAbstractButton::clicked, this, [this] {
        if (m_answering)
            Q_EMIT stopRequested();
        else
            submit();
    });
}

void Composer::setChatStyle(const ChatStyle &style)
{
    m_style = style;
    QPalette colors = palette();
    colors.setColor(QPalette::Base, style.paper);
    colors.setColor(QPalette::Text, style.text);
    colors.setColor(QPalette::PlaceholderText, style.quiet);
    colors.setColor(QPalette::Highlight, style.selection);
    colors.setColor(QPalette::HighlightedText, style.text);
    colors.setColor(QPalette::WindowText, style.quiet);
    setPalette(colors);
    m_edit->viewport()->setAutoFillBackground(false);
    m_edit->setFont(style.messageFont);
    m_estimate->setFont(style.uiFont);
    m_hint->setFont(style.uiFont);
    m_button->setChatStyle(style);
    update();
}

void Composer::setPlaceholder(const QString &text)
{
    m_edit->setPlaceholderText(text);
    m_edit->setAccessibleName(text);
}

void Composer::setSendKey(SendKey key)
{
    m_edit->setSendsOnReturn(key == SendKey::Enter);
    updateTexts();
}

Composer::SendKey Composer::sendKey() const
{
    return m_edit->sendsOnReturn() ? SendKey::Enter : SendKey::ControlEnter;
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::setText(const QString &text)
{
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::clear()
{
    m_edit->clear();
}

void Composer::setAnswering(bool answering)
{
    m_answering = answering;
    updateTexts();
    updateButton();
}

void Composer::setEstimate(const QString &text)
{
    m_estimate->setText(text);
}

void Composer::addTool(QWidget *tool)
{
    m_tools->addWidget(tool);
}

void Composer::submit()
{
    if (!m_answering && !text().trimmed().isEmpty())
        Q_EMIT sendRequested(text());
}

void Composer::updateButton()
{
    m_button->setStops(m_answering);
    m_button->setEnabled(m_answering || !text().trimmed().isEmpty());
}

void Composer::updateTexts()
{
    m_hint->setText(sendKey() == SendKey::Enter ? tr("Enter sends") : tr("Ctrl+Enter sends"));
    const QString name = m_answering ? tr("Stop the answer") : tr("Send");
    m_button->setToolTip(name);
    m_button->setAccessibleName(name);
    if (m_edit->placeholderText().isEmpty())
        setPlaceholder(tr("Message"));
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateTexts();
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QWidget::eventFilter(watched, event);
}

void Composer::mousePressEvent(QMouseEvent *)
{
    m_edit->setFocus(Qt::MouseFocusReason);
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_edit->hasFocus() ? m_style.accent : m_style.line, 1));
    painter.setBrush(m_style.paper);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_style.radius + 2,
                            m_style.radius + 2);
}

} // namespace sekisho::widgets
