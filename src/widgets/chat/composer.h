// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatstyle.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
QT_END_NAMESPACE

namespace sekisho::widgets {

class SendButton;
class SendEdit;

// Where a message is written: an edit that grows with its text, a slot for the estimate, and one button that
// sends or, while an answer runs, stops it. It never sends while an input method is composing.
class Composer : public QWidget
{
    Q_OBJECT
public:
    enum class SendKey { Enter, ControlEnter };

    explicit Composer(QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);
    void setPlaceholder(const QString &text);
    void setSendKey(SendKey key);
    SendKey sendKey() const;

    QString text() const;
    void setText(const QString &text);
    void clear();

    // While an answer runs the button stops it and the send key does nothing.
    void setAnswering(bool answering);
    bool isAnswering() const { return m_answering; }

    // Quiet text beside the button ("≈ 1,240 tokens · ≈ $0.002").
    void setEstimate(const QString &text);

    // Small widget at the left of the button row; the composer takes it over.
    void addTool(QWidget *tool);

    SendEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void
    sendRequested(const QString &text); // never with blank text; the composer keeps its text until clear()
    void stopRequested();
    void editLastRequested(); // arrow up in an empty edit
    void textChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void setupLayout();
    void connectSignals();
    void submit();
    void updateButton();
    void updateTexts();

    ChatStyle m_style;
    SendEdit *m_edit = nullptr;
    QLabel *m_estimate = nullptr;
    QLabel *m_hint = nullptr;
    SendButton *m_button = nullptr;
    QHBoxLayout *m_tools = nullptr;
    bool m_answering = false;
};

} // namespace sekisho::widgets
