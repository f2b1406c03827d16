// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatstyle.h"

#include <QAbstractButton>

namespace sekisho::widgets {

// The round button of the composer: an arrow that sends, or a square that stops.
class SendButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SendButton(QWidget *parent = nullptr);

    void setChatStyle(const ChatStyle &style);
    void setStops(bool stops);

    QSize sizeHint() const override { return {32, 32}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QColor discColor() const;

    ChatStyle m_style;
    bool m_stops = false;
};

} // namespace sekisho::widgets
