// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendline.h"

#include <QKeyEvent>

namespace sekisho::widgets {

SendLine::SendLine(QWidget *parent)
    : QLineEdit(parent)
{
}

void SendLine::keyPressEvent(QKeyEvent *event)
{
    const bool returns = isReturn(*event);
    if (!returns && event->key() != Qt::Key_Escape)
        return QLineEdit::keyPressEvent(event);
    event->accept();
    if (m_guard.isComposing())
        return;
    if (!returns)
        Q_EMIT cancelled();
    else if (event->modifiers() & Qt::ShiftModifier)
        Q_EMIT submittedBackwards(text());
    else
        Q_EMIT submitted(text());
}

void SendLine::inputMethodEvent(QInputMethodEvent *event)
{
    m_guard.observe(*event);
    QLineEdit::inputMethodEvent(event);
}

} // namespace sekisho::widgets
