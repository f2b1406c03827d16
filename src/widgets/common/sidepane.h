// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QScrollArea;
class QToolButton;
class QVariantAnimation;

namespace sekisho::widgets {

/// A pane at the right edge: title, close button, scrolling content. It slides within 120 ms, or at once
/// where motion is unwanted. Beside: it takes part in its parent's layout. Over: it lies on its parent's
/// right edge and nothing moves. Escape inside closes it.
class SidePane : public QFrame
{
    Q_OBJECT
public:
    enum class Placement { Beside, Over };

    SidePane(Placement placement, QWidget *parent, int paneWidth = 360);

    void setTitle(const QString &title);
    /// Owned by the pane; replaces and deletes what was there.
    void setContent(QWidget *content);
    QWidget *content() const;

    void open();
    void close();
    void toggle();
    bool isOpen() const { return m_open; }

Q_SIGNALS:
    void openChanged(bool open);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setupLayout();
    void slideTo(int width);
    void setShown(int width);
    void retranslate();

    Placement m_placement;
    int m_paneWidth;
    int m_shown = 0;
    bool m_open = false;
    QWidget *m_inner;
    QLabel *m_title;
    QToolButton *m_close;
    QScrollArea *m_scroll;
    QVariantAnimation *m_slide;
};

} // namespace sekisho::widgets
