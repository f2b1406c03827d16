// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracelists.h"

#include <widgets/common/framestate.h>
#include <widgets/common/hairline.h>
#include <widgets/common/listheader.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/searchfield.h>
#include <widgets/common/tableview.h>
#include <widgets/theme/icon.h>

#include <QFocusEvent>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace sekisho::widgets {

using models::PagedTableModel;
using models::SessionTableModel;
using models::TraceBrowser;
using models::TraceTableModel;

namespace {
enum Tab { SessionsTab, TracesTab };
} // namespace

TraceLists::TraceLists(TraceBrowser *browser, QWidget *parent)
    : QWidget(parent)
    , m_browser(browser)
    , m_sessionModel(browser)
    , m_traceModel(browser)
    , m_header(new ListHeader(this))
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_sessions(makeList(&m_sessionModel, QStringLiteral("sessionTable")))
    , m_traces(makeList(&m_traceModel, QStringLiteral("traceTable")))
{
    setupLayout();
    setupSessions();
    setupTraces();
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &TraceLists::showStates);
    connect(&m_sessionModel, &PagedTableModel::stateChanged, this, &TraceLists::showStates);
    connect(&m_traceModel, &PagedTableModel::stateChanged, this, &TraceLists::showStates);
    retranslate();
}

/// Not by a focus proxy: Tab would jump over the header to it, and nowhere while the table is hidden.
void TraceLists::focusInEvent(QFocusEvent *event)
{
    QWidget *first = isShowingSessions() ? m_sessions.table : m_traces.table;
    if (!first->isVisible())
        first = m_tabs;
    first->setFocus(event->reason());
}

void TraceLists::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

TraceLists::List TraceLists::makeList(QAbstractItemModel *model, const QString &tableName)
{
    List list{new QSortFilterProxyModel(this), new TableView(this), new PageFrame(this)};
    list.filtered->setSourceModel(model);
    list.filtered->setFilterKeyColumn(-1);
    list.filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    list.table->setObjectName(tableName);
    list.table->setModel(list.filtered);
    list.table->horizontalHeader()->setStretchLastSection(false);
    list.frame->setContent(list.table);
    m_stack->addWidget(list.frame);
    connect(list.frame, &PageFrame::retryRequested, m_browser, &TraceBrowser::refresh);
    connect(m_header->search(), &SearchField::searchChanged, list.filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    return list;
}

void TraceLists::setupLayout()
{
    m_tabs->setObjectName(QStringLiteral("traceTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    m_header->addFilter(m_tabs);
    auto *refresh = new QToolButton(this);
    refresh->setObjectName(QStringLiteral("refreshTracesButton"));
    refresh->setIcon(Icon::get(QStringLiteral("retry")));
    m_header->addFilter(refresh);
    connect(refresh, &QToolButton::clicked, m_browser, &TraceBrowser::refresh);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(hairline(Qt::Horizontal, this));
    column->addWidget(m_stack, 1);
}

void TraceLists::setupSessions()
{
    m_sessions.table->horizontalHeader()->setSectionResizeMode(SessionTableModel::SessionColumn,
                                                               QHeaderView::Stretch);
    m_sessions.table->setColumnWidth(SessionTableModel::EnvironmentColumn, 160);
    m_sessions.table->setColumnWidth(SessionTableModel::StartedColumn, 180);
    connect(m_sessions.table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT sessionChosen(index.data(PagedTableModel::IdRole).toString());
    });
}

void TraceLists::setupTraces()
{
    m_traces.table->horizontalHeader()->setSectionResizeMode(TraceTableModel::InputColumn,
                                                             QHeaderView::Stretch);
    m_traces.table->setColumnWidth(TraceTableModel::NameColumn, 180);
    m_traces.table->setColumnWidth(TraceTableModel::SessionColumn, 220);
    m_traces.table->setColumnWidth(TraceTableModel::UserColumn, 120);
    m_traces.table->setColumnWidth(TraceTableModel::LatencyColumn, 100);
    m_traces.table->setColumnWidth(TraceTableModel::CostColumn, 100);
    m_traces.table->setColumnWidth(TraceTableModel::TimeColumn, 150);
    connect(m_traces.table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT traceChosen(index.data(PagedTableModel::IdRole).toString());
    });
}

void TraceLists::retranslate()
{
    m_header->setTitle(tr("Traces"));
    m_tabs->setTabText(SessionsTab, tr("Sessions"));
    m_tabs->setTabText(TracesTab, tr("Traces"));
    m_header->search()->setPlaceholderText(tr("Name, session, user, text"));
    m_sessions.table->setAccessibleName(tr("Sessions"));
    m_traces.table->setAccessibleName(tr("Traces"));
    auto *refresh = findChild<QToolButton *>(QStringLiteral("refreshTracesButton"));
    refresh->setToolTip(tr("Read again (F5)"));
    refresh->setAccessibleName(tr("Read again"));
    refresh->setShortcut(QKeySequence::Refresh);
    showStates();
}

void TraceLists::showStates()
{
    // Nobody asks where there is nobody to ask.
    const auto show = [](PageFrame &frame, const models::PageState &state, const StateView::Text &empty) {
        if (state.kind != models::PageState::Kind::Idle)
            return showState(frame, state, empty);
        frame.showEmpty({QStringLiteral("trace"),
                         tr("No Langfuse in this profile"),
                         tr("Give the profile a Langfuse address in the settings to see its traces here."),
                         {},
                         {}});
    };
    show(*m_sessions.frame, m_sessionModel.state(),
         {QStringLiteral("session"),
          tr("No sessions yet"),
          tr("A session is the conversation that traces belong to. Switch tracing on in a chat and send "
             "a message."),
          {},
          {}});
    show(*m_traces.frame, m_traceModel.state(),
         {QStringLiteral("trace"),
          tr("No traces yet"),
          tr("A trace shows what happened in one turn of a chat. Switch tracing on in a chat and send a "
             "message."),
          {},
          {}});
    const PagedTableModel &shown =
        isShowingSessions() ? static_cast<const PagedTableModel &>(m_sessionModel) : m_traceModel;
    m_header->setCount(shown.state().kind == models::PageState::Kind::Ready
                           ? std::optional<qint64>(shown.totalCount())
                           : std::nullopt);
}

bool TraceLists::isShowingSessions() const
{
    return m_tabs->currentIndex() == SessionsTab;
}

} // namespace sekisho::widgets
