// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace sekisho::widgets {

class MessageView;
class SendLine;

/// Finds a text in the conversation that `view` shows: matches are marked while one types, Return goes to the
/// next, Shift+Return to the one before, Escape ends it. Hidden until it is opened.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    /// `view` outlives the bar.
    explicit FindBar(MessageView *view, QWidget *parent = nullptr);

    /// The text of the last time is there, selected.
    void open();
    void close();

Q_SIGNALS:
    /// The marks are gone; the focus belongs to somebody else.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &icon);
    void setupLayout();
    void search();
    void showCount();
    void retranslate();

    MessageView *m_view;
    SendLine *m_edit;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
};

} // namespace sekisho::widgets
