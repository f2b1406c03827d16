// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaystatus.h"

#include <QWidget>

class QLabel;

namespace sekisho::widgets {

/// A dot and a word for the state of the gateway; the whole story is in the tool tip. The shape differs as
/// well as the colour: full when it runs, hollow while it starts, crossed when it failed.
class StateDot : public QWidget
{
    Q_OBJECT
public:
    explicit StateDot(QWidget *parent = nullptr);
    void setStatus(const GatewayStatus &status);
    const GatewayStatus &status() const { return m_status; }
    QString word() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    bool isGood() const;
    bool isBad() const;

    GatewayStatus m_status;
    QLabel *m_word;
};

} // namespace sekisho::widgets
