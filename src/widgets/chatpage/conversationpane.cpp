// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationpane.h"

#include "conversationdelegate.h"

#include <widgets/chat/sendline.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/followlanguage.h>
#include <widgets/common/framestate.h>
#include <widgets/common/hairline.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/searchfield.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace sekisho::widgets {

using models::ConversationListModel;

namespace {
constexpr int PaneWidth = 260;

QString idOf(const QModelIndex &index)
{
    return index.data(ConversationListModel::IdRole).toString();
}
} // namespace

ConversationPane::ConversationPane(ConversationListModel *conversations, QWidget *foot, QWidget *parent)
    : QWidget(parent)
    , m_conversations(conversations)
    , m_new(new QPushButton(Icon::get(QStringLiteral("plus")), QString(), this))
    , m_search(new SearchField(this))
    , m_frame(new PageFrame(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("conversationPane"));
    setProperty("kind", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(PaneWidth);
    setupLayout(foot);
    connectSignals();
    retranslate();
}

void ConversationPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool ConversationPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress || !m_list->currentIndex().isValid())
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_F2:
        askForTitle(m_list->currentIndex());
        return true;
    case Qt::Key_Delete:
        confirmDeletion(m_list->currentIndex());
        return true;
    default:
        return false;
    }
}

void ConversationPane::setupLayout(QWidget *foot)
{
    m_new->setObjectName(QStringLiteral("newConversationButton"));
    m_new->setShortcut(QKeySequence::New);
    m_search->setObjectName(QStringLiteral("conversationSearch"));
    m_list->setProperty("kind", QStringLiteral("sidebar"));
    m_list->setObjectName(QStringLiteral("conversationList"));
    m_list->setModel(m_conversations);
    m_list->setItemDelegate(new ConversationDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->installEventFilter(this);
    m_frame->setContent(m_list);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(space::m, space::m, space::m, space::s);
    top->setSpacing(space::s);
    top->addWidget(m_new);
    top->addWidget(m_search);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_frame, 1);
    column->addWidget(hairline(Qt::Horizontal, this));
    column->addWidget(foot);
}

void ConversationPane::connectSignals()
{
    const auto open = [this](const QModelIndex &index) { Q_EMIT openRequested(idOf(index)); };
    connect(m_new, &QPushButton::clicked, this, &ConversationPane::newRequested);
    connect(m_search, &SearchField::searchChanged, m_conversations, &ConversationListModel::setSearch);
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(m_list, &QWidget::customContextMenuRequested, this, &ConversationPane::showMenu);
    connect(m_frame, &PageFrame::retryRequested, m_conversations, &ConversationListModel::refresh);
    connect(m_conversations, &ConversationListModel::stateChanged, this, &ConversationPane::showState);
    connect(m_conversations, &QAbstractItemModel::rowsInserted, this, &ConversationPane::showState);
    connect(m_conversations, &QAbstractItemModel::rowsRemoved, this, &ConversationPane::showState);
}

void ConversationPane::retranslate()
{
    m_new->setText(tr("New conversation"));
    m_new->setToolTip(tr("New conversation (Ctrl+N)"));
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setAccessibleName(tr("Conversations"));
    showState();
}

void ConversationPane::showState()
{
    const bool searching = !m_conversations->search().isEmpty();
    const StateView::Text nothing =
        searching
            ? StateView::Text{QStringLiteral("search"), tr("Nothing found"), tr("Try another word."), {}, {}}
            : StateView::Text{
                  QStringLiteral("chat"), {}, tr("Your conversations will be listed here."), {}, {}};
    auto state = m_conversations->state();
    if (state.kind == models::PageState::Kind::Empty && m_conversations->rowCount() > 0)
        state.kind = models::PageState::Kind::Ready;
    widgets::showState(*m_frame, state, nothing);
}

void ConversationPane::showMenu(const QPoint &position)
{
    const QPersistentModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(Icon::get(QStringLiteral("edit")), tr("Rename"), this,
                    [this, index] { askForTitle(index); });
    menu->addAction(Icon::get(QStringLiteral("trash")), tr("Delete"), this,
                    [this, index] { confirmDeletion(index); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void ConversationPane::askForTitle(const QModelIndex &index)
{
    auto *title = new SendLine;
    title->setObjectName(QStringLiteral("titleEdit"));
    title->setText(index.data(ConversationListModel::TitleRole).toString());
    title->selectAll();
    auto *sheet = new Sheet(this);
    sheet->setBody(title);
    auto *cancel = sheet->addCancel({});
    auto *rename = sheet->addPrimary({});
    followLanguage(sheet, [=] {
        sheet->setTitle(tr("Rename the conversation"));
        title->setAccessibleName(tr("Title"));
        cancel->setText(tr("Cancel"));
        rename->setText(tr("Rename"));
    });
    connect(sheet, &Sheet::accepted, this, [this, sheet, title, id = idOf(index)] {
        const QString text = title->text().trimmed();
        if (text.isEmpty())
            return;
        Q_EMIT renamed(id, text);
        sheet->finish();
    });
    sheet->open();
}

void ConversationPane::confirmDeletion(const QModelIndex &index)
{
    const QString title = index.data(ConversationListModel::TitleRole).toString();
    auto *sheet = new ConfirmSheet(this, [title] {
        return ConfirmSheet::Question{tr("Delete this conversation?"),
                                      tr("Its messages are removed from this computer."),
                                      {title},
                                      tr("Delete")};
    });
    connect(sheet, &ConfirmSheet::confirmed, m_conversations,
            [conversations = m_conversations, id = idOf(index)] { conversations->remove(id); });
    sheet->open();
}

} // namespace sekisho::widgets
