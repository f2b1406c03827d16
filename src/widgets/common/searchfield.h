// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/chat/sendline.h>

#include <chrono>

class QTimer;

namespace sekisho::widgets {

/// A search box: magnifier, clear button, Escape clears. `searchChanged` follows typing after a short rest,
/// and Enter at once, but never while an input method is still composing.
class SearchField : public SendLine
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);
    void setRest(std::chrono::milliseconds rest);

Q_SIGNALS:
    void searchChanged(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void report();

    QTimer *m_rest;
    QString m_reported;
};

} // namespace sekisho::widgets
