// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QInputMethodEvent;
class QKeyEvent;
QT_END_NAMESPACE

namespace sekisho::widgets {

// Tells a Return that belongs to an input method from one that means "send". Some platforms forward the
// Return that confirms a conversion, before or after the commit; neither may send.
class CompositionGuard : public QObject
{
    Q_OBJECT
public:
    explicit CompositionGuard(QObject *parent = nullptr);

    // Call from inputMethodEvent, before the base class handles it.
    void observe(const QInputMethodEvent &event);

    // True while text is being composed, and until the event loop turns after a composition ended.
    bool isComposing() const { return m_preedit || m_endedThisTurn; }

private:
    bool m_preedit = false;
    bool m_endedThisTurn = false;
};

bool isReturn(const QKeyEvent &event);

} // namespace sekisho::widgets
