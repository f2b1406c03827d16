// SPDX-License-Identifier: GPL-3.0-or-later
#include "adminpage.h"

#include <widgets/common/errorsentence.h>
#include <widgets/common/framestate.h>
#include <widgets/common/listheader.h>
#include <widgets/common/notice.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/searchfield.h>
#include <widgets/common/sidepane.h>
#include <widgets/common/tableview.h>
#include <widgets/common/toast.h>

#include <QEvent>
#include <QHeaderView>
#include <QPushButton>

namespace sekisho::widgets {

using models::PagedTableModel;

AdminPage::AdminPage(PagedTableModel *model, QWidget *parent)
    : ListPage(parent)
    , m_model(model)
    , m_rows(new WordedTable(model, this))
{
    table()->setModel(m_rows);
    table()->setSortable(true);
    notice()->hide();
    connectSignals();
}

void AdminPage::select(const QString &id)
{
    m_wantedId = id;
    rowsArrived();
}

QModelIndex AdminPage::currentSource() const
{
    return m_rows->mapToSource(table()->currentIndex());
}

void AdminPage::succeeded(const QString &message)
{
    Toast::show(this, message);
    refresh();
}

void AdminPage::failed(const core::Error &error)
{
    const ErrorSentence sentence = sentenceFor(error);
    notice()->setClosable(true);
    notice()->show(Notice::Kind::Bad, sentence.title + QStringLiteral(". ") + error.detail);
}

Sheet *AdminPage::makeFormSheet(const QString &title, QWidget *form, const QString &action)
{
    auto *sheet = new Sheet(this);
    sheet->setTitle(title);
    sheet->setBody(form);
    sheet->addCancel(tr("Cancel"))->setObjectName(QStringLiteral("sheetCancelButton"));
    sheet->addPrimary(action)->setObjectName(QStringLiteral("sheetPrimaryButton"));
    return sheet;
}

void AdminPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        m_shownId.clear();
        showDetail();
    }
    ListPage::changeEvent(event);
}

void AdminPage::showEvent(QShowEvent *event)
{
    ListPage::showEvent(event);
    refresh();
}

void AdminPage::retranslate()
{
    header()->setTitle(title());
    header()->setPrimary(newRowText());
    m_rows->setTitles(columnTitles());
    wordEmptyCells(*m_rows);
    table()->setAccessibleName(title());
    showPageState();
}

void AdminPage::showFailure(Sheet &sheet, const core::Error &error)
{
    sheet.setBusy(false);
    sheet.setError(sentenceFor(error).title + QStringLiteral(". ") + error.detail);
}

void AdminPage::connectSignals()
{
    connect(header()->primary(), &QPushButton::clicked, this, [this] { createRow(); });
    connect(header()->search(), &SearchField::textChanged, m_rows, &WordedTable::setText);
    connect(frame(), &PageFrame::actionRequested, this, [this] { createRow(); });
    connect(frame(), &PageFrame::retryRequested, this, [this] { refresh(); });
    connect(m_model, &PagedTableModel::stateChanged, this, &AdminPage::showPageState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AdminPage::rowsArrived);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AdminPage::rowsArrived);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        m_shownId.clear();
        showDetail();
    });
    connect(table(), &TableView::currentRowChanged, this, &AdminPage::showDetail);
    connect(table(), &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { editRow(m_rows->mapToSource(index)); });
    connect(table(), &TableView::copied, this,
            [this](const QString &text) { Toast::show(this, tr("Copied: %1").arg(text)); });
}

void AdminPage::showPageState()
{
    using Kind = models::PageState::Kind;
    const auto &state = m_model->state();
    showState(*frame(), state, emptyText());
    const bool known = state.kind == Kind::Ready || state.kind == Kind::Refreshing;
    header()->setCount(known ? std::optional<qint64>(m_model->totalCount()) : std::nullopt);
    header()->primary()->setEnabled(state.kind != Kind::NotPermitted && state.kind != Kind::Unsupported);
}

void AdminPage::showDetail()
{
    const QModelIndex source = currentSource();
    const QString id = source.data(PagedTableModel::IdRole).toString();
    if (!source.isValid()) {
        detail()->close();
        m_shownId.clear();
        return;
    }
    if (id == m_shownId)
        return;
    m_shownId = id;
    detail()->setTitle(rowTitle(source));
    detail()->setContent(makeDetail(source));
    detail()->open();
}

void AdminPage::rowsArrived()
{
    const QString wanted = m_wantedId.isEmpty() ? m_shownId : m_wantedId;
    m_shownId.clear();
    if (wanted.isEmpty())
        return;
    const auto found =
        m_rows->match(m_rows->index(0, 0), PagedTableModel::IdRole, wanted, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    m_wantedId.clear();
    table()->setCurrentIndex(found.first());
    showDetail();
}

} // namespace sekisho::widgets
