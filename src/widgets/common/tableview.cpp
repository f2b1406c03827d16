// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableview.h"

#include <widgets/theme/metrics.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyle>

namespace sekisho::widgets {

TableView::TableView(QWidget *parent)
    : QTableView(parent)
{
    setFont(fontFor(TextRole::Table));
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setCornerButtonEnabled(false);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    takeRowHeight();
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(56);
}

void TableView::setSortable(bool sortable)
{
    setSortingEnabled(sortable);
}

void TableView::setCopyColumn(int column)
{
    m_copyColumn = column;
}

int TableView::currentRow() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void TableView::setModel(QAbstractItemModel *newModel)
{
    if (model())
        disconnect(model(), nullptr, this, nullptr);
    // Connected before the selection model is, which moves the current row while rows are removed.
    if (newModel) {
        connect(newModel, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
        connect(newModel, &QAbstractItemModel::rowsRemoved, this, [this] { m_removing = false; });
    }
    QTableView::setModel(newModel);
}

void TableView::takeRowHeight()
{
    const int height = style()->pixelMetric(QStyle::PM_HeaderDefaultSectionSizeVertical, nullptr, this);
    verticalHeader()->setDefaultSectionSize(height);
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        takeRowHeight();
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT currentRowChanged(current.isValid() && !m_removing ? current.row() : -1);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copyCurrent();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        Q_EMIT activated(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void TableView::copyCurrent()
{
    if (currentRow() < 0)
        return;
    const QString text = currentIndex().siblingAtColumn(m_copyColumn).data().toString();
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT copied(text);
}

} // namespace sekisho::widgets
