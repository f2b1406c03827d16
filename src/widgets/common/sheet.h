// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sekisho::widgets {

class Notice;

/// A dialog inside its window: a card over a veil that takes clicks and keyboard focus until it is answered.
/// It never blocks; answers come as signals. It closes by its buttons, and by Escape unless it is guarded;
/// never by a click beside it. Made with the widget it belongs to; deletes itself after `finished`.
class Sheet : public QWidget
{
    Q_OBJECT
public:
    enum class Guard { EscapeCloses, ButtonsOnly };

    explicit Sheet(QWidget *owner, Guard guard = Guard::EscapeCloses);

    void setTitle(const QString &title);
    /// What the sheet asks or shows; owned by the sheet. The first widget in it that takes focus gets it.
    void setBody(QWidget *body);
    /// The button at the right; pressing it, or Enter in a line edit, emits `accepted` and leaves the sheet
    /// open, so that the work can fail; the owner calls `finish()` when it did not.
    QPushButton *addPrimary(const QString &text);
    /// Closes the sheet.
    QPushButton *addCancel(const QString &text);
    void setCardWidth(int width);

    /// While work runs: the primary button waits and shows so.
    void setBusy(bool busy);
    /// A sentence over the buttons; empty removes it.
    void setError(const QString &text);

    /// Covers the owner's window and takes the focus; gives it back when done.
    void open();
    /// Emits `finished` and deletes the sheet.
    void finish();

Q_SIGNALS:
    void accepted();
    /// Closed without `accepted`: by Escape or the cancel button.
    void rejected();
    /// Last signal, after either way.
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    QFrame *card() const { return m_card; }

private:
    void setupCard();
    void cover();
    void reject();
    void submit();

    Guard m_guard;
    QPointer<QWidget> m_owner;
    QPointer<QWidget> m_focusBefore;
    QFrame *m_card;
    QLabel *m_title;
    QVBoxLayout *m_column;
    QHBoxLayout *m_buttons;
    Notice *m_error;
    QPointer<QWidget> m_body;
    QPointer<QPushButton> m_primary;
};

} // namespace sekisho::widgets
