// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard of MessageView.
#include "messageview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QStyleHints>
#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

QPointF MessageView::toDocument(QPoint point) const
{
    return QPointF(point.x() - columnLeft(), point.y() + verticalScrollBar()->value());
}

LeafIndex MessageView::leafUnder(QPointF point)
{
    const LeafIndex at = m_document.leafAt(point.y());
    return at.isValid() && m_document.leafRect(at).contains(point) ? at : LeafIndex{};
}

TextPosition MessageView::positionAt(QPointF point)
{
    const LeafIndex at = m_document.leafAt(point.y());
    if (!at.isValid())
        return {};
    if (!m_document.content(at).isSelectable()) {
        const bool below = point.y() > m_document.leafRect(at).center().y();
        return {at, below ? int(m_document.content(at).text.size()) : 0};
    }
    return {at, m_document.layoutOf(at).offsetAt(point - m_document.leafRect(at).topLeft())};
}

MessageView::Control MessageView::controlAt(QPointF point)
{
    const LeafIndex at = leafUnder(point);
    if (!at.isValid())
        return {};
    const QPointF inside = point - m_document.leafRect(at).topLeft();
    for (const LeafControl &control : m_document.layoutOf(at).controls()) {
        if (control.rect.contains(inside))
            return {at, control.key};
    }
    return {};
}

QString MessageView::hrefAt(QPointF point)
{
    const LeafIndex at = leafUnder(point);
    return at.isValid() ? m_document.layoutOf(at).hrefAt(point - m_document.leafRect(at).topLeft())
                        : QString();
}

void MessageView::hover(QPoint point)
{
    const QPointF inside = toDocument(point);
    const Control control = controlAt(inside);
    if (!(control == m_hovered)) {
        m_hovered = control;
        viewport()->update();
    }
    showLink(hrefAt(inside));
    const LeafIndex at = leafUnder(inside);
    const bool presses = control.leaf.isValid() || !m_hoveredLink.isEmpty();
    const bool selects = at.isValid() && m_document.content(at).isSelectable();
    viewport()->setCursor(presses ? Qt::PointingHandCursor : selects ? Qt::IBeamCursor : Qt::ArrowCursor);
}

// The address is in view before a click can open it.
void MessageView::showLink(const QString &href)
{
    if (href == m_hoveredLink)
        return;
    m_hoveredLink = href;
    const QUrl url(href);
    const QString host = url.scheme() == u"mailto"_s ? url.path() : url.host(QUrl::PrettyDecoded);
    const QString rest = url.toDisplayString(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    m_linkLabel->setText(url.scheme() == u"mailto"_s ? host : host + rest.left(60));
    m_linkLabel->setVisible(!href.isEmpty());
    m_linkLabel->adjustSize();
    placeOverlays();
    viewport()->update();
}

void MessageView::press(QPointF point, bool extend)
{
    m_pressed = controlAt(point);
    m_focused = {};
    if (m_pressed.leaf.isValid())
        return;
    m_selectionEnd = positionAt(point);
    if (!extend || !m_selectionStart.isValid())
        m_selectionStart = m_selectionEnd;
    m_dragging = true;
    viewport()->update();
}

void MessageView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool third =
        m_sinceDoubleClick.isValid() &&
        !m_sinceDoubleClick.hasExpired(QGuiApplication::styleHints()->mouseDoubleClickInterval());
    m_sinceDoubleClick.invalidate();
    if (third)
        return selectLeafAt(positionAt(toDocument(event->pos())));
    const QString href = hrefAt(toDocument(event->pos()));
    m_pressedLink = href == m_hoveredLink ? href : QString();
    showLink(href);
    press(toDocument(event->pos()), event->modifiers() & Qt::ShiftModifier);
}

void MessageView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging && event->buttons() & Qt::LeftButton)
        dragTo(event->pos());
    else
        hover(event->pos());
}

void MessageView::dragTo(QPoint point)
{
    m_dragPoint = point;
    const int outside = point.y() < 0 ? point.y() : qMax(0, point.y() - viewport()->height());
    if (outside == 0)
        m_autoScroll.stop();
    else if (!m_autoScroll.isActive())
        m_autoScroll.start();
    if (outside != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + qBound(-60, outside, 60));
    m_selectionEnd = positionAt(toDocument({point.x(), qBound(0, point.y(), viewport()->height())}));
    viewport()->update();
}

void MessageView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = false;
    m_autoScroll.stop();
    const QPointF point = toDocument(event->pos());
    const Control pressed = std::exchange(m_pressed, {});
    if (pressed.leaf.isValid() && pressed == controlAt(point))
        return trigger(pressed);
    const QString href = std::exchange(m_pressedLink, {});
    if (!href.isEmpty() && href == hrefAt(point) && !hasSelection())
        Q_EMIT linkActivated(QUrl(href));
    if (hasSelection() && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
}

void MessageView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPointF point = toDocument(event->pos());
    if (event->button() != Qt::LeftButton)
        return;
    if (controlAt(point).leaf.isValid())
        return mousePressEvent(event);
    selectWordAt(positionAt(point));
    m_sinceDoubleClick.start();
}

void MessageView::selectWordAt(TextPosition position)
{
    if (!position.isValid())
        return;
    const QString &text = m_document.content(position.leaf).text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(qMin<qsizetype>(position.offset + 1, text.size()));
    const qsizetype start = qMax<qsizetype>(0, finder.toPreviousBoundary());
    const qsizetype end = finder.toNextBoundary();
    m_selectionStart = {position.leaf, int(start)};
    m_selectionEnd = {position.leaf, int(end < 0 ? text.size() : end)};
    viewport()->update();
}

void MessageView::selectLeafAt(TextPosition position)
{
    if (!position.isValid())
        return;
    m_selectionStart = {position.leaf, 0};
    m_selectionEnd = {position.leaf, int(m_document.content(position.leaf).text.size())};
    viewport()->update();
}

bool MessageView::scrollSideways(QPointF point, qreal by)
{
    const LeafIndex at = leafUnder(point);
    if (!at.isValid() || m_document.layoutOf(at).maximumScroll() <= 0)
        return false;
    m_document.setScroll(at, m_document.scrollOf(at) + by);
    viewport()->update();
    return true;
}

void MessageView::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const int sideways = shift && pixels.x() == 0 ? pixels.y() : pixels.x();
    const bool mostly = shift || qAbs(pixels.x()) > qAbs(pixels.y());
    if (mostly && scrollSideways(toDocument(event->position().toPoint()), -sideways))
        return event->accept();
    if (!mostly)
        QAbstractScrollArea::wheelEvent(event);
}

void MessageView::trigger(const Control &control)
{
    if (!m_document.contains(control.leaf))
        return;
    const QString id = m_document.item(control.leaf.message).message().id;
    if (control.key == u"copy-code"_s)
        return copyCode(control.leaf);
    if (m_document.content(control.leaf).kind == LeafKind::Notice)
        Q_EMIT actionTriggered(id, control.key);
    else if (control.key == u"copy"_s)
        Q_EMIT copyRequested(id);
    else if (control.key == u"retry"_s)
        Q_EMIT retryRequested(id);
    else if (control.key == u"trace"_s)
        Q_EMIT traceRequested(id);
}

void MessageView::triggerAction(int message, const QString &key)
{
    for (const Control &control : controlsOf(message)) {
        if (control.key == key)
            return trigger(control);
    }
}

void MessageView::copyCode(LeafIndex at) const
{
    QGuiApplication::clipboard()->setText(m_document.content(at).text);
}

void MessageView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool alt = event->modifiers() & Qt::AltModifier;
    const bool presses =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        goToMessage(event->key() == Qt::Key_Up ? -1 : 1);
    else if (presses && m_focused.leaf.isValid())
        trigger(m_focused);
    else if (event->key() == Qt::Key_Home)
        verticalScrollBar()->setValue(0);
    else if (event->key() == Qt::Key_End)
        scrollToEnd();
    else
        QAbstractScrollArea::keyPressEvent(event);
}

// Tab walks the actions of the current message (Alt+Up and Alt+Down choose it), then leaves the view.
bool MessageView::focusNextPrevChild(bool next)
{
    const int message = m_currentMessage < 0 ? m_document.count() - 1 : m_currentMessage;
    const QList<Control> controls = message < 0 ? QList<Control>() : controlsOf(message);
    const qsizetype at = controls.indexOf(m_focused);
    const qsizetype to = at < 0 ? (next ? 0 : controls.size() - 1) : at + (next ? 1 : -1);
    if (to < 0 || to >= controls.size()) {
        m_focused = {};
        return QAbstractScrollArea::focusNextPrevChild(next);
    }
    focusControl(controls[to]);
    return true;
}

QList<MessageView::Control> MessageView::controlsOf(int message)
{
    QList<Control> controls;
    const int leaves = int(m_document.item(message).leaves().size());
    for (LeafIndex at{message, 0}; at.leaf < leaves; ++at.leaf) {
        const LeafContent &content = m_document.content(at);
        if (content.kind == LeafKind::Code)
            controls.append({at, u"copy-code"_s});
        for (const ChatAction &action : content.actions)
            controls.append({at, action.key});
    }
    return controls;
}

void MessageView::focusControl(const Control &control)
{
    m_focused = control;
    reveal(m_document.leafRect(control.leaf));
    viewport()->update();
}

void MessageView::goToMessage(int by)
{
    if (m_document.count() == 0)
        return;
    const int from = m_currentMessage < 0 ? m_document.count() - 1 : m_currentMessage;
    m_currentMessage = qBound(0, from + by, m_document.count() - 1);
    m_focused = {};
    reveal(m_document.leafRect({m_currentMessage, 0}));
    viewport()->update();
}

QRect MessageView::controlRect(int message, const QString &key)
{
    for (const Control &control : controlsOf(message)) {
        if (control.key != key)
            continue;
        for (const LeafControl &placed : m_document.layoutOf(control.leaf).controls()) {
            const QPointF shift = m_document.leafRect(control.leaf).topLeft() +
                                  QPointF(columnLeft(), -verticalScrollBar()->value());
            if (placed.key == key)
                return placed.rect.translated(shift).toRect();
        }
    }
    return {};
}

void MessageView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(tr("Copy"), this, &MessageView::copySelection);
    copy->setEnabled(hasSelection());
    menu->addAction(tr("Select all"), this, &MessageView::selectAll);
    if (!m_hoveredLink.isEmpty()) {
        const QString href = m_hoveredLink;
        menu->addAction(tr("Copy address"), this, [href] { QGuiApplication::clipboard()->setText(href); });
    }
    menu->popup(event->globalPos());
}

bool MessageView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = {};
        showLink({});
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void MessageView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace sekisho::widgets
