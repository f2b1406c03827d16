// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace sekisho::widgets {

/// A tinted line inside a page or over a window that stays until its cause is gone or it is closed.
class Notice : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Info, Good, Warn, Bad };

    explicit Notice(QWidget *parent = nullptr);

    /// Shows the notice. The action button appears only with a text for it.
    void show(Kind kind, const QString &text, const QString &action = {});
    void setClosable(bool closable);
    QString text() const;

Q_SIGNALS:
    void actionRequested();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    Kind m_kind = Kind::Info;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace sekisho::widgets
