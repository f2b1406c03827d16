// SPDX-License-Identifier: GPL-3.0-or-later
#include "findbar.h"

#include <models/format.h>
#include <widgets/chat/messageview.h>
#include <widgets/chat/sendline.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

namespace sekisho::widgets {

namespace {
constexpr int EditWidth = 280;
} // namespace

FindBar::FindBar(MessageView *view, QWidget *parent)
    : QFrame(parent)
    , m_view(view)
    , m_edit(new SendLine(this))
    , m_count(new QLabel(this))
    , m_previous(addButton(QStringLiteral("findPreviousButton"), QStringLiteral("chevron-up")))
    , m_next(addButton(QStringLiteral("findNextButton"), QStringLiteral("chevron-down")))
    , m_close(addButton(QStringLiteral("findCloseButton"), QStringLiteral("close")))
{
    setObjectName(QStringLiteral("findBar"));
    setupLayout();
    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_edit, &SendLine::submitted, m_view, &MessageView::findNext);
    connect(m_edit, &SendLine::submittedBackwards, m_view, &MessageView::findPrevious);
    connect(m_edit, &SendLine::cancelled, this, &FindBar::close);
    connect(m_previous, &QToolButton::clicked, m_view, &MessageView::findPrevious);
    connect(m_next, &QToolButton::clicked, m_view, &MessageView::findNext);
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    connect(m_view, &MessageView::matchesChanged, this, &FindBar::showCount);
    retranslate();
    hide();
}

QToolButton *FindBar::addButton(const QString &name, const QString &icon)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setIcon(Icon::get(icon));
    return button;
}

void FindBar::setupLayout()
{
    m_edit->setObjectName(QStringLiteral("findEdit"));
    m_edit->setProperty("kind", QStringLiteral("search"));
    m_edit->addAction(Icon::get(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_edit->setMaximumWidth(EditWidth);
    m_count->setObjectName(QStringLiteral("findCountLabel"));
    m_count->setProperty("kind", QStringLiteral("quiet"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::s, space::l, space::s);
    row->setSpacing(space::s);
    row->addWidget(m_edit, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_close);
}

void FindBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    search();
}

void FindBar::close()
{
    if (isHidden())
        return;
    hide();
    m_view->setFindText({});
    Q_EMIT closed();
}

void FindBar::search()
{
    if (!isHidden())
        m_view->setFindText(m_edit->text());
}

void FindBar::showCount()
{
    const int count = m_view->matchCount();
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    if (m_edit->text().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("Not found"));
    else
        m_count->setText(
            tr("%1 of %2").arg(models::countText(m_view->currentMatch() + 1), models::countText(count)));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return close();
    QFrame::keyPressEvent(event);
}

void FindBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void FindBar::retranslate()
{
    m_edit->setPlaceholderText(tr("Find in this conversation"));
    m_edit->setAccessibleName(tr("Find in this conversation"));
    const auto say = [](QToolButton *button, const QString &text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    say(m_previous, tr("The one before (Shift+Enter)"));
    say(m_next, tr("The next one (Enter)"));
    say(m_close, tr("End the search (Esc)"));
    showCount();
}

} // namespace sekisho::widgets
