// SPDX-License-Identifier: GPL-3.0-or-later
#include "compositionguard.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTimer>

namespace sekisho::widgets {

CompositionGuard::CompositionGuard(QObject *parent)
    : QObject(parent)
{
}

void CompositionGuard::observe(const QInputMethodEvent &event)
{
    const bool wasComposing = m_preedit;
    m_preedit = !event.preeditString().isEmpty();
    const bool ended = (wasComposing && !m_preedit) || !event.commitString().isEmpty();
    if (!ended)
        return;
    m_endedThisTurn = true;
    QTimer::singleShot(0, this, [this] { m_endedThisTurn = false; });
}

bool isReturn(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace sekisho::widgets
