// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet.h"

#include "notice.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

bool takesTab(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

/// The focusable descendants in tab order, which Qt keeps as one ring per window.
QList<QWidget *> tabChain(QWidget *sheet)
{
    QList<QWidget *> chain;
    for (QWidget *w = sheet->nextInFocusChain(); w && w != sheet; w = w->nextInFocusChain())
        if (sheet->isAncestorOf(w) && takesTab(w))
            chain.append(w);
    return chain;
}

} // namespace

Sheet::Sheet(QWidget *owner, Guard guard)
    : QWidget(owner->window())
    , m_guard(guard)
    , m_owner(owner)
    , m_card(new QFrame(this))
    , m_title(new QLabel(m_card))
    , m_column(new QVBoxLayout(m_card))
    , m_buttons(new QHBoxLayout)
    , m_error(new Notice(m_card))
{
    hide();
    setFocusPolicy(Qt::ClickFocus);
    setupCard();
    connect(m_owner, &QObject::destroyed, this, &QObject::deleteLater);
}

void Sheet::setupCard()
{
    m_card->setProperty("kind", u"sheet"_s);
    m_card->setObjectName(u"sheetCardFrame"_s);
    m_title->setFont(fontFor(TextRole::Title));
    m_title->setObjectName(u"sheetTitleLabel"_s);
    m_title->setWordWrap(true);
    m_error->setObjectName(u"sheetErrorNotice"_s);
    m_column->setContentsMargins(space::xl, space::xl - space::xs, space::xl, space::xl - space::xs);
    m_column->setSpacing(space::m);
    m_column->addWidget(m_title);
    m_column->addWidget(m_error);
    m_column->addLayout(m_buttons);
    m_buttons->setSpacing(space::s);
    m_buttons->addStretch();
    setCardWidth(440);
    // Between stretches and not aligned: an aligned item is asked for its height at the full width, where
    // wrapped text takes fewer lines.
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_card);
    row->addStretch();
    auto *centre = new QVBoxLayout(this);
    centre->addStretch(2);
    centre->addLayout(row);
    centre->addStretch(3);
}

void Sheet::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void Sheet::setBody(QWidget *body)
{
    m_body = body;
    m_column->insertWidget(1, body);
}

QPushButton *Sheet::addPrimary(const QString &text)
{
    m_primary = new QPushButton(text, m_card);
    m_primary->setProperty("kind", u"primary"_s);
    m_primary->setObjectName(u"sheetPrimaryButton"_s);
    m_buttons->addWidget(m_primary);
    connect(m_primary, &QPushButton::clicked, this, &Sheet::accepted);
    return m_primary;
}

QPushButton *Sheet::addCancel(const QString &text)
{
    auto *button = new QPushButton(text, m_card);
    button->setObjectName(u"sheetCancelButton"_s);
    m_buttons->insertWidget(1, button);
    connect(button, &QPushButton::clicked, this, &Sheet::reject);
    return button;
}

void Sheet::setCardWidth(int width)
{
    m_card->setFixedWidth(width);
}

void Sheet::setBusy(bool busy)
{
    if (m_primary)
        m_primary->setEnabled(!busy);
    if (m_body)
        m_body->setEnabled(!busy);
    setCursor(busy ? Qt::BusyCursor : Qt::ArrowCursor);
}

void Sheet::setError(const QString &text)
{
    if (text.isEmpty())
        m_error->hide();
    else
        m_error->show(Notice::Kind::Bad, text);
}

void Sheet::open()
{
    m_focusBefore = QApplication::focusWidget();
    parentWidget()->installEventFilter(this);
    cover();
    show();
    raise();
    const QList<QWidget *> chain = tabChain(this);
    const auto inBody = std::find_if(chain.begin(), chain.end(), [this](QWidget *w) {
        return m_body && (w == m_body || m_body->isAncestorOf(w));
    });
    QWidget *first = inBody != chain.end() ? *inBody : chain.isEmpty() ? this : chain.last();
    first->setFocus(Qt::PopupFocusReason);
}

void Sheet::finish()
{
    hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    Q_EMIT finished();
    deleteLater();
}

void Sheet::cover()
{
    setGeometry(parentWidget()->rect());
}

void Sheet::reject()
{
    Q_EMIT rejected();
    finish();
}

void Sheet::submit()
{
    if (m_primary && m_primary->isEnabled())
        m_primary->click();
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        cover();
    return QWidget::eventFilter(watched, event);
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_guard == Guard::EscapeCloses)
        reject();
    // A line edit passes Enter on only when its input method had nothing to do with it.
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
             qobject_cast<QLineEdit *>(QApplication::focusWidget()))
        submit();
    // Nothing typed here may reach the page behind.
    event->accept();
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

void Sheet::paintEvent(QPaintEvent * /*event*/)
{
    QPainter(this).fillRect(rect(), Colors::current().scrim);
}

bool Sheet::focusNextPrevChild(bool next)
{
    const QList<QWidget *> chain = tabChain(this);
    if (chain.isEmpty())
        return false;
    const qsizetype here = chain.indexOf(QApplication::focusWidget());
    const qsizetype count = chain.size();
    const qsizetype there = here < 0 ? 0 : (here + (next ? 1 : count - 1)) % count;
    chain.at(there)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace sekisho::widgets
