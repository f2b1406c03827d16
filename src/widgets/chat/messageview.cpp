// SPDX-License-Identifier: GPL-3.0-or-later
#include "messageview.h"

#include "messageviewaccessible.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>

#include <cmath>
#include <utility>

using namespace std::chrono_literals;

namespace sekisho::widgets {

namespace {

constexpr int bottomMargin = 28;
constexpr auto tick = 16ms; // one frame

} // namespace

MessageView::MessageView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    installMessageViewAccessibility();
    setupWidgets();
    setChatStyle(ChatStyle::light());
    m_tick.setSingleShot(true);
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        takePending();
        sync();
    });
    m_autoScroll.setInterval(30ms);
    connect(&m_autoScroll, &QTimer::timeout, this, [this] { dragTo(m_dragPoint); });
}

MessageView::~MessageView() = default;

void MessageView::setupWidgets()
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    setAccessibleName(tr("Conversation"));
    m_linkLabel = new QLabel(viewport());
    m_linkLabel->hide();
    m_linkLabel->setTextFormat(Qt::PlainText);
    m_newest = new QPushButton(tr("↓ Newest"), viewport());
    m_newest->setCursor(Qt::PointingHandCursor);
    m_newest->setFocusPolicy(Qt::NoFocus);
    m_newest->hide();
    connect(m_newest, &QPushButton::clicked, this, &MessageView::scrollToEnd);
}

void MessageView::setChatStyle(const ChatStyle &style)
{
    m_document.setStyle(style);
    const QString overlay = QStringLiteral(
        "background: %1; color: %2; border: 1px solid %3; border-radius: %4px; padding: 4px 12px;");
    const QString sheet =
        overlay.arg(style.paper.name(), style.text.name(), style.line.name()).arg(style.radius);
    m_linkLabel->setStyleSheet(sheet);
    m_newest->setStyleSheet(sheet);
    m_linkLabel->setFont(style.uiFont);
    m_newest->setFont(style.uiFont);
    sync();
}

const ChatStyle &MessageView::chatStyle() const
{
    return m_document.style();
}

void MessageView::setMessages(const QList<ChatViewMessage> &messages)
{
    m_pending.clear();
    m_selectionStart = m_selectionEnd = {};
    m_hovered = m_pressed = m_focused = {};
    m_currentMessage = -1;
    m_document.setMessages(messages);
    m_finder.setText(m_finder.text(), m_document);
    setFollowing(m_live);
    m_anchor = messages.isEmpty() ? LeafIndex{} : LeafIndex{0, 0};
    m_anchorShift = 0;
    sync();
}

void MessageView::appendMessage(const ChatViewMessage &message)
{
    takePending();
    const int index = m_document.append(message);
    if (message.role == ChatRole::User)
        setFollowing(true);
    changed(index);
    QAccessibleEvent event(this, QAccessible::ObjectCreated);
    event.setChild(index);
    QAccessible::updateAccessibility(&event);
}

// Deltas are gathered for a frame: an answer of a thousand pieces is not a thousand layouts.
void MessageView::appendText(const QString &id, const QString &delta)
{
    if (m_document.indexOf(id) < 0 || delta.isEmpty())
        return;
    m_pending[id] += delta;
    if (!m_tick.isActive())
        m_tick.start();
}

void MessageView::takePending()
{
    const auto pending = std::exchange(m_pending, {});
    for (auto it = pending.begin(); it != pending.end(); ++it) {
        const int index = m_document.indexOf(it.key());
        if (index < 0)
            continue;
        m_document.appendText(index, it.value());
        m_finder.refresh(index, m_document);
    }
    if (m_finder.isActive() && !pending.isEmpty())
        Q_EMIT matchesChanged(m_finder.current(), m_finder.count());
}

void MessageView::changed(int message)
{
    m_finder.refresh(message, m_document);
    sync();
}

void MessageView::finishMessage(const QString &id)
{
    takePending();
    const int index = m_document.indexOf(id);
    if (index < 0)
        return;
    m_document.finish(index);
    changed(index);
    announce(index);
}

void MessageView::setFooter(const QString &id, const ChatFooter &footer)
{
    takePending();
    if (const int index = m_document.indexOf(id); index >= 0) {
        m_document.setFooter(index, footer);
        changed(index);
    }
}

void MessageView::setNotice(const QString &id, const std::optional<ChatNotice> &notice)
{
    takePending();
    if (const int index = m_document.indexOf(id); index >= 0) {
        m_document.setNotice(index, notice);
        changed(index);
        if (notice)
            announce(index);
    }
}

void MessageView::removeMessage(const QString &id)
{
    takePending();
    const int index = m_document.indexOf(id);
    if (index < 0)
        return;
    m_document.remove(index);
    m_selectionStart = m_selectionEnd = {};
    m_hovered = m_pressed = m_focused = {};
    m_currentMessage = -1;
    m_finder.setText(m_finder.text(), m_document);
    sync();
}

void MessageView::clear()
{
    setMessages({});
}

QStringList MessageView::messageIds() const
{
    QStringList ids;
    for (int i = 0; i < m_document.count(); ++i)
        ids += m_document.item(i).message().id;
    return ids;
}

QString MessageView::sourceText(const QString &id) const
{
    const int index = m_document.indexOf(id);
    return index < 0 ? QString() : m_document.item(index).message().text + m_pending.value(id);
}

bool MessageView::isFollowing() const
{
    return m_following;
}

void MessageView::setFollowing(bool following)
{
    if (std::exchange(m_following, following) != following)
        Q_EMIT followingChanged(following);
}

void MessageView::scrollToEnd()
{
    setFollowing(true);
    sync();
}

void MessageView::scrollToMessage(const QString &id)
{
    takePending();
    const int index = m_document.indexOf(id);
    if (index < 0)
        return;
    setFollowing(false);
    m_anchor = {index, 0};
    m_anchorShift = -8;
    m_currentMessage = index;
    sync();
}

int MessageView::columnWidth() const
{
    return qMax(
        120, qMin(m_document.style().columnWidth(), viewport()->width() - 2 * m_document.style().sideMargin));
}

int MessageView::columnLeft() const
{
    return (viewport()->width() - columnWidth()) / 2;
}

qreal MessageView::wantedTop()
{
    const qreal most = qMax(0.0, std::ceil(m_document.height()) + bottomMargin - viewport()->height());
    if (m_following || !m_document.contains(m_anchor))
        return most;
    return qBound(0.0, m_document.leafRect(m_anchor).top() + m_anchorShift, most);
}

// Measures what is in and around the window, keeps the window on its anchor while guesses become heights, and
// drops layouts that are far. Repeats because measuring moves what is below.
void MessageView::sync()
{
    if (std::exchange(m_syncing, true))
        return;
    m_document.setWidth(columnWidth());
    const qreal page = viewport()->height();
    qreal top = wantedTop();
    for (int round = 0; round < 8 && m_document.layOut(top - page, top + 2 * page); ++round)
        top = wantedTop();
    top = wantedTop();
    m_document.dropLayoutsOutside(top - 2 * page, top + 3 * page);
    keepAnchor(top);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(24);
    verticalScrollBar()->setRange(0, int(qMax(0.0, std::ceil(m_document.height()) + bottomMargin - page)));
    verticalScrollBar()->setValue(qRound(top));
    placeOverlays();
    viewport()->update();
    m_syncing = false;
}

void MessageView::keepAnchor(qreal top)
{
    m_anchor = m_document.leafAt(top);
    m_anchorShift = m_anchor.isValid() ? top - m_document.leafRect(m_anchor).top() : 0;
}

void MessageView::scrollContentsBy(int, int)
{
    if (m_syncing)
        return;
    setFollowing(verticalScrollBar()->value() >= verticalScrollBar()->maximum());
    keepAnchor(verticalScrollBar()->value());
    sync();
}

void MessageView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    sync();
}

void MessageView::placeOverlays()
{
    m_newest->setVisible(m_live && !m_following && verticalScrollBar()->maximum() > 0);
    m_newest->adjustSize();
    m_newest->move((viewport()->width() - m_newest->width()) / 2,
                   viewport()->height() - m_newest->height() - 12);
    m_linkLabel->move(8, viewport()->height() - m_linkLabel->height() - 8);
}

void MessageView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || !m_newest)
        return;
    setAccessibleName(tr("Conversation"));
    m_newest->setText(tr("↓ Newest"));
    m_document.reframe();
    sync();
}

TextRange MessageView::selectedIn(LeafIndex at) const
{
    const TextPosition from = qMin(m_selectionStart, m_selectionEnd);
    const TextPosition to = qMax(m_selectionStart, m_selectionEnd);
    if (!from.isValid() || at < from.leaf || at > to.leaf)
        return {};
    const int end = int(m_document.content(at).text.size());
    return {at == from.leaf ? from.offset : 0, at == to.leaf ? qMin(to.offset, end) : end};
}

LeafPaint MessageView::paintOf(LeafIndex at) const
{
    LeafPaint what;
    if (m_document.content(at).isSelectable()) {
        what.selection = selectedIn(at);
        what.matches = m_finder.matchesIn(at);
        what.currentMatch = m_finder.currentIn(at);
        what.hoveredLink = m_hoveredLink;
    }
    what.hoveredControl = m_hovered.leaf == at ? m_hovered.key : QString();
    what.focusedControl = m_focused.leaf == at && hasFocus() ? m_focused.key : QString();
    return what;
}

void MessageView::paintLeaf(QPainter &painter, LeafIndex at, const QRectF &rect, const QRectF &clip)
{
    LeafPaint what = paintOf(at);
    what.clip = clip.translated(-rect.topLeft());
    painter.save();
    painter.translate(rect.topLeft());
    m_document.layoutOf(at).paint(painter, what);
    painter.restore();
}

void MessageView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_document.style().paper);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(columnLeft(), -verticalScrollBar()->value());
    const QRectF clip = QRectF(event->rect()).translated(-columnLeft(), verticalScrollBar()->value());
    for (LeafIndex at = m_document.leafAt(clip.top()); at.isValid(); at = m_document.next(at)) {
        const QRectF rect = m_document.leafRect(at);
        if (rect.top() - m_document.content(at).spaceBefore > clip.bottom())
            break;
        if (at.leaf == 0 && at.message == m_currentMessage && hasFocus())
            painter.fillRect(QRectF(-12, rect.top() + 2, 3, 16), m_document.style().accent);
        paintLeaf(painter, at, rect, clip);
    }
}

bool MessageView::hasSelection() const
{
    return m_selectionStart.isValid() && m_selectionStart != m_selectionEnd;
}

QString MessageView::selectedText() const
{
    if (!hasSelection())
        return {};
    return m_document.textBetween(qMin(m_selectionStart, m_selectionEnd),
                                  qMax(m_selectionStart, m_selectionEnd));
}

void MessageView::selectAll()
{
    m_selectionStart = m_document.firstPosition();
    m_selectionEnd = m_document.lastPosition();
    viewport()->update();
}

void MessageView::copySelection() const
{
    if (hasSelection())
        QGuiApplication::clipboard()->setText(selectedText());
}

int MessageView::setFindText(const QString &text)
{
    takePending();
    m_finder.setText(text, m_document);
    m_finder.startAt(m_document.leafAt(verticalScrollBar()->value()));
    revealMatch();
    return m_finder.count();
}

void MessageView::findNext()
{
    m_finder.step(1);
    revealMatch();
}

void MessageView::findPrevious()
{
    m_finder.step(-1);
    revealMatch();
}

int MessageView::currentMatch() const
{
    return m_finder.current();
}

int MessageView::matchCount() const
{
    return m_finder.count();
}

void MessageView::revealMatch()
{
    viewport()->update();
    if (m_finder.current() >= 0) {
        const ChatMatch &match = m_finder.match(m_finder.current());
        const QRectF inLeaf = m_document.layoutOf(match.leaf).rectOf(match.range);
        reveal(inLeaf.translated(m_document.leafRect(match.leaf).topLeft()));
    }
    Q_EMIT matchesChanged(m_finder.current(), m_finder.count());
}

// Brings a stretch of the document into the window, with some room around it.
void MessageView::reveal(const QRectF &rect)
{
    const qreal top = verticalScrollBar()->value();
    const qreal page = viewport()->height();
    if (rect.top() >= top + 8 && rect.bottom() <= top + page - 8)
        return;
    setFollowing(false);
    keepAnchor(qMax(0.0, rect.center().y() - page / 2));
    sync();
}

ChatDocument &MessageView::document()
{
    if (!m_pending.isEmpty()) {
        takePending();
        sync();
    }
    return m_document;
}

QRect MessageView::messageRect(int message)
{
    const qreal top = m_document.messageTop(message) - verticalScrollBar()->value();
    const int height = qCeil(m_document.item(message).height());
    return {columnLeft(), qFloor(top), columnWidth(), height};
}

QString MessageView::currentMessageId() const
{
    const int index = m_currentMessage < 0 ? m_document.count() - 1 : m_currentMessage;
    return index >= 0 && index < m_document.count() ? m_document.item(index).message().id : QString();
}

// Screen readers hear the end of an answer, not every word of it.
void MessageView::announce(int message)
{
    QAccessibleEvent event(this, QAccessible::Alert);
    event.setChild(message);
    QAccessible::updateAccessibility(&event);
}

} // namespace sekisho::widgets
