// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/callerstate.h>

#include <QWidget>

class QLabel;

namespace sekisho::widgets {

class MeterBar;

/// What the current key has spent, of how much, and when that starts anew.
class KeyUsage : public QWidget
{
    Q_OBJECT
public:
    /// Both borrowed.
    KeyUsage(models::CallerState *caller, client::ProfileSession *profile, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showUsage();
    void showMasterKey();

    models::CallerState *m_caller;
    client::ProfileSession *m_profile;
    QLabel *m_text;
    MeterBar *m_bar;
    QLabel *m_reset;
};

} // namespace sekisho::widgets
