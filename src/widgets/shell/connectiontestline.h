// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sekisho::widgets {

/// One test: a button that starts and, while it runs, cancels it; progress; a sentence of what came of it.
class ConnectionTestLine : public QWidget
{
    Q_OBJECT
public:
    struct Outcome {
        bool passed = false;
        QString text;
    };

    /// `name` goes into the object names: "gateway" gives "gatewayTestButton" and "gatewayTestLabel".
    explicit ConnectionTestLine(const QString &name, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    bool isRunning() const { return m_running; }
    /// Returns the number of this run; results of another number are dropped.
    int begin(std::function<void()> cancel);
    void setCancel(int run, std::function<void()> cancel);
    void end(int run, const Outcome &outcome);
    void clear();
    bool isCurrent(int run) const { return m_running && run == m_run; }

Q_SIGNALS:
    void startRequested();

private:
    void press();
    void stop();
    void dress();

    QString m_label;
    bool m_running = false;
    int m_run = 0;
    std::function<void()> m_cancel;
    QPushButton *m_button;
    QProgressBar *m_progress;
    QLabel *m_result;
};

} // namespace sekisho::widgets
