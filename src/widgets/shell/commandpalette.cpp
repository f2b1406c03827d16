// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandpalette.h"

#include <widgets/common/searchfield.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QApplication>
#include <QFrame>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

constexpr int entryRole = Qt::UserRole;
constexpr int shownAtMost = 60;

bool matches(const PaletteEntry &entry, const QStringList &words)
{
    return std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return entry.title.contains(word, Qt::CaseInsensitive) ||
               entry.hint.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

CommandPalette::CommandPalette(QWidget *window)
    : QWidget(window)
    , m_card(new QFrame(this))
    , m_search(new SearchField(m_card))
    , m_list(new QListWidget(m_card))
{
    hide();
    setObjectName(u"commandPalette"_s);
    setupLayout();
    m_search->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_search, &SendLine::submitted, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    retranslate();
}

void CommandPalette::setupLayout()
{
    m_card->setProperty("kind", u"sheet"_s);
    m_card->setFixedSize(520, 380);
    m_search->setObjectName(u"paletteSearchEdit"_s);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize({metrics::icon, metrics::icon});
    auto *inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(space::s, space::s, space::s, space::s);
    inside->addWidget(m_search);
    inside->addWidget(m_list, 1);
    auto *centre = new QVBoxLayout(this);
    centre->setContentsMargins(0, 80, 0, 0);
    centre->addWidget(m_card, 0, Qt::AlignHCenter);
    centre->addStretch();
}

void CommandPalette::addSource(Source source)
{
    m_sources.append(std::move(source));
}

void CommandPalette::open()
{
    m_entries.clear();
    for (const Source &source : m_sources)
        m_entries.append(source());
    m_search->clear();
    filter({});
    m_focusBefore = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    m_search->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::filter(const QString &text)
{
    m_list->clear();
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_entries.size() && m_list->count() < shownAtMost; ++i) {
        const PaletteEntry &entry = m_entries.at(i);
        if (!matches(entry, words))
            continue;
        const QString line = entry.hint.isEmpty() ? entry.title : entry.title + u"  ·  "_s + entry.hint;
        auto *item = new QListWidgetItem(Icon::get(entry.icon), line, m_list);
        item->setData(entryRole, i);
        item->setSizeHint({0, metrics::rowCompact + 4});
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const auto run = m_entries.at(item->data(entryRole).toLongLong()).run;
    close();
    run();
}

void CommandPalette::step(int by)
{
    if (m_list->count() > 0)
        m_list->setCurrentRow((m_list->currentRow() + by + m_list->count()) % m_list->count());
}

bool CommandPalette::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    if (watched == m_search && event->type() == QEvent::KeyPress &&
        handleKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    close();
}

void CommandPalette::paintEvent(QPaintEvent * /*event*/)
{
    QPainter(this).fillRect(rect(), Colors::current().scrim);
}

void CommandPalette::retranslate()
{
    m_search->setPlaceholderText(tr("Jump to a page or a conversation"));
    m_search->setAccessibleName(tr("Jump to"));
    m_list->setAccessibleName(tr("Places"));
}

void CommandPalette::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace sekisho::widgets
