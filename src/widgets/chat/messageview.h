// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatfinder.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <QUrl>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace sekisho::widgets {

// The messages of one conversation, painted. Text arrives in any number of appendText calls and costs time in
// proportion to itself; what is far from the window has no layout. Lives in the GUI thread.
class MessageView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit MessageView(QWidget *parent = nullptr);
    ~MessageView() override;

    void setChatStyle(const ChatStyle &style);
    const ChatStyle &chatStyle() const;

    // What is over and only read (false) is shown from its beginning and offers no way to the newest.
    void setLive(bool live) { m_live = live; }
    // Replaces everything and shows the end; what is not live, its beginning.
    void setMessages(const QList<ChatViewMessage> &messages);
    // Shows the end when the message is the reader's own, or when the reader was there.
    void appendMessage(const ChatViewMessage &message);
    // Unknown ids are ignored by all of these: the answer of a conversation that was left may still arrive.
    void appendText(const QString &id, const QString &delta);
    void finishMessage(const QString &id);
    void setFooter(const QString &id, const ChatFooter &footer);
    void setNotice(const QString &id, const std::optional<ChatNotice> &notice);
    void removeMessage(const QString &id);
    void clear();

    QStringList messageIds() const;
    // The text as it arrived (Markdown), for copying a whole message.
    QString sourceText(const QString &id) const;

    bool isFollowing() const;
    void scrollToEnd();
    void scrollToMessage(const QString &id);

    bool hasSelection() const;
    QString selectedText() const;
    void selectAll();
    void copySelection() const;

    // Number of matches, ignoring case. An empty text ends the search.
    int setFindText(const QString &text);
    void findNext();
    void findPrevious();
    // Counted from 0; -1 while there is none.
    int currentMatch() const;
    int matchCount() const;

    // For tests, the bench and accessibility. Text that waits for the next tick is taken in first.
    ChatDocument &document();
    QRect messageRect(int message);                     // in the viewport
    QRect controlRect(int message, const QString &key); // likewise; null if it is far from the window
    QString currentMessageId() const;
    // As if the action of the footer or notice were pressed.
    void triggerAction(int message, const QString &key);

Q_SIGNALS:
    void copyRequested(const QString &id);
    void retryRequested(const QString &id);
    void traceRequested(const QString &id);
    void actionTriggered(const QString &id, const QString &actionKey);
    // http, https or mailto only, and only after its host was shown.
    void linkActivated(const QUrl &url);
    void followingChanged(bool following);
    void matchesChanged(int current, int count);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Control {
        LeafIndex leaf;
        QString key;

        bool operator==(const Control &) const = default;
    };

    void setupWidgets();
    int columnLeft() const;
    int columnWidth() const;
    qreal wantedTop();
    void sync();
    void keepAnchor(qreal top);
    void setFollowing(bool following);
    void takePending();
    void changed(int message);
    void placeOverlays();

    void paintLeaf(QPainter &painter, LeafIndex at, const QRectF &rect, const QRectF &clip);
    LeafPaint paintOf(LeafIndex at) const;
    TextRange selectedIn(LeafIndex at) const;

    QPointF toDocument(QPoint point) const;
    LeafIndex leafUnder(QPointF point); // invalid between leaves
    TextPosition positionAt(QPointF point);
    Control controlAt(QPointF point);
    QString hrefAt(QPointF point);
    void hover(QPoint point);
    void showLink(const QString &href);
    void press(QPointF point, bool extend);
    void dragTo(QPoint point);
    void selectWordAt(TextPosition position);
    void selectLeafAt(TextPosition position);
    void trigger(const Control &control);
    void copyCode(LeafIndex at) const;
    bool scrollSideways(QPointF point, qreal by);

    QList<Control> controlsOf(int message);
    void focusControl(const Control &control);
    void goToMessage(int by);
    void reveal(const QRectF &rect);
    void revealMatch();
    void announce(int message);

    ChatDocument m_document;
    ChatFinder m_finder;
    QHash<QString, QString> m_pending; // text that arrived since the last tick, by message
    QTimer m_tick;
    QTimer m_autoScroll;
    bool m_live = true;
    bool m_following = true;
    bool m_syncing = false;
    LeafIndex m_anchor;      // first leaf in the window
    qreal m_anchorShift = 0; // of the window's top below the leaf's

    TextPosition m_selectionStart;
    TextPosition m_selectionEnd;
    QElapsedTimer m_sinceDoubleClick;
    bool m_dragging = false;
    QPoint m_dragPoint;
    Control m_hovered;
    Control m_pressed;
    Control m_focused;
    QString m_hoveredLink;
    QString m_pressedLink;
    int m_currentMessage = -1; // -1: the last one
    QLabel *m_linkLabel = nullptr;
    QPushButton *m_newest = nullptr;
};

} // namespace sekisho::widgets
