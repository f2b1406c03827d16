// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compositionguard.h"

#include <QLineEdit>

namespace sekisho::widgets {

// One line that can be submitted: search, rename, fields of forms. Unlike returnPressed, submitted() never
// fires for the Return that ends a composition.
class SendLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit SendLine(QWidget *parent = nullptr);

Q_SIGNALS:
    void submitted(const QString &text);
    void submittedBackwards(const QString &text); // Shift+Return: "previous" in a search
    void cancelled();                             // Escape

protected:
    bool isComposing() const { return m_guard.isComposing(); }
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    CompositionGuard m_guard;
};

} // namespace sekisho::widgets
