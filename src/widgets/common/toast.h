// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <chrono>

class QLabel;
class QPushButton;

namespace sekisho::widgets {

/// A short message at the foot of a window, with at most one action ("Undo"). The newest one replaces the
/// last. It stays longer while the pointer or the focus is on it, and deletes itself.
class Toast : public QWidget
{
    Q_OBJECT
public:
    /// Shows a toast in the owner's window. Connect to its signals right away; do not keep the pointer.
    static Toast *show(QWidget *owner, const QString &text, const QString &action = {},
                       std::chrono::milliseconds stay = std::chrono::seconds(6));

    QString text() const;

Q_SIGNALS:
    void actionRequested();
    /// Gone without its action having been used: what it offered to undo is final.
    void expired();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Toast(QWidget *window, const QString &text, const QString &action, std::chrono::milliseconds stay);
    void place();
    void leave(bool used);

    QLabel *m_text;
    QPushButton *m_action;
    QTimer *m_stay;
    bool m_left = false;
};

} // namespace sekisho::widgets
