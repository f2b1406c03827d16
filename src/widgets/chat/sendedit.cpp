// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendedit.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextDocument>

#include <cmath>

namespace sekisho::widgets {

SendEdit::SendEdit(QWidget *parent)
    : QTextEdit(parent)
{
    setProperty("kind", QStringLiteral("bare"));
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(2);
    connect(this, &QTextEdit::textChanged, this, &SendEdit::fitHeight);
    fitHeight();
}

void SendEdit::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    fitHeight();
}

int SendEdit::lineHeight() const
{
    return static_cast<int>(std::ceil(QFontMetricsF(font()).lineSpacing()));
}

QSize SendEdit::sizeHint() const
{
    return {QTextEdit::sizeHint().width(), height()};
}

QSize SendEdit::minimumSizeHint() const
{
    return {80, lineHeight() + 4};
}

void SendEdit::fitHeight()
{
    const int wanted = static_cast<int>(std::ceil(document()->size().height()));
    const int most = lineHeight() * m_maximumLines + 4;
    setVerticalScrollBarPolicy(wanted > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(qBound(lineHeight() + 4, wanted, most));
    updateGeometry();
}

void SendEdit::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitHeight();
}

void SendEdit::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void SendEdit::keyPressEvent(QKeyEvent *event)
{
    if (isReturn(*event))
        return handleReturn(event);
    if (event->key() == Qt::Key_Up && document()->isEmpty() && !m_guard.isComposing()) {
        event->accept();
        Q_EMIT upInEmpty();
        return;
    }
    QTextEdit::keyPressEvent(event);
}

void SendEdit::handleReturn(QKeyEvent *event)
{
    event->accept();
    if (m_guard.isComposing())
        return;
    const Qt::KeyboardModifiers held = event->modifiers() & ~Qt::KeypadModifier;
    const bool sends = held == Qt::ControlModifier || (m_sendsOnReturn && held == Qt::NoModifier);
    if (sends)
        Q_EMIT sendRequested();
    else
        insertPlainText(QStringLiteral("\n"));
    ensureCursorVisible();
}

void SendEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_guard.observe(*event);
    QTextEdit::inputMethodEvent(event);
}

bool SendEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText();
}

void SendEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

} // namespace sekisho::widgets
