// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace sekisho::widgets {

/// Stands in the middle of a page that has nothing else to show: icon, title, sentence, at most one action,
/// and details that unfold on demand.
class StateView : public QWidget
{
    Q_OBJECT
public:
    struct Text {
        QString icon;
        QString title;
        QString text;
        QString action;
        QString details;
    };

    explicit StateView(QWidget *parent = nullptr);
    void setText(const Text &text);

Q_SIGNALS:
    void actionRequested();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What the width of the sentence was chosen for.
    struct Fit {
        QString text;
        QFont font;
        int room = 0;
        friend bool operator==(const Fit &, const Fit &) = default;
    };

    void setupLayout();
    void retranslate();
    void fitWords();
    void updateIcon();

    QString m_iconName;
    Fit m_fit;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_detailsToggle;
    QPlainTextEdit *m_details;
};

} // namespace sekisho::widgets
