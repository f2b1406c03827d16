// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compositionguard.h"

#include <QTextEdit>

namespace sekisho::widgets {

// Plain text of several lines that grows with its text up to maximumLines() and asks to be sent by a key.
class SendEdit : public QTextEdit
{
    Q_OBJECT
public:
    explicit SendEdit(QWidget *parent = nullptr);

    // On: Return sends and Shift+Return starts a line. Off: Ctrl+Return sends and Return starts a line.
    void setSendsOnReturn(bool on) { m_sendsOnReturn = on; }
    bool sendsOnReturn() const { return m_sendsOnReturn; }

    void setMaximumLines(int lines);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sendRequested();
    void upInEmpty();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void handleReturn(QKeyEvent *event);
    void fitHeight();
    int lineHeight() const;

    CompositionGuard m_guard;
    bool m_sendsOnReturn = true;
    int m_maximumLines = 8;
};

} // namespace sekisho::widgets
