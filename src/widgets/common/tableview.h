// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace sekisho::widgets {

/// The one table of the product: no grid, whole rows, our row height, sortable headers, smooth scrolling.
/// Up and down move, Enter opens (`activated`), Ctrl+C copies what the row is called by.
class TableView : public QTableView
{
    Q_OBJECT
public:
    explicit TableView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *newModel) override;
    /// Clicks on a header sort, which suits a model that is complete on this side.
    void setSortable(bool sortable);
    /// Ctrl+C puts the display text of this column into the clipboard.
    void setCopyColumn(int column);
    /// The row the detail pane should show, or -1.
    int currentRow() const;

Q_SIGNALS:
    /// The current row changed by key or mouse; -1 when there is none, or when its row was removed: the row
    /// that takes its place keeps the keyboard, but nobody chose it.
    void currentRowChanged(int row);
    /// After Ctrl+C, with what was copied.
    void copied(const QString &text);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void copyCurrent();
    void takeRowHeight();

    int m_copyColumn = 0;
    bool m_removing = false;
};

} // namespace sekisho::widgets
