// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wordedtable.h"

#include <core/result.h>
#include <models/admin/adminroles.h>
#include <widgets/common/listpage.h>
#include <widgets/common/sheet.h>
#include <widgets/common/stateview.h>

namespace sekisho::widgets {

class DetailColumn;

/// What the pages of keys, teams and budgets have in common: a filtered table of a model, refreshed whenever
/// the page is shown; a pane about the current row; a sheet for a new or changed row. The model is borrowed.
class AdminPage : public ListPage
{
    Q_OBJECT
public:
    AdminPage(models::PagedTableModel *model, QWidget *parent);

    /// Selects the row of this id as soon as it is in the list, and opens its pane.
    void select(const QString &id);

protected:
    // What a concrete page says and does.
    virtual QString title() const = 0;
    virtual QString newRowText() const = 0;
    /// What the search looks at.
    virtual QString searchHint() const = 0;
    virtual StateView::Text emptyText() const = 0;
    virtual QStringList columnTitles() const = 0;
    virtual void wordEmptyCells(WordedTable &table) const = 0;
    virtual void refresh() = 0;
    virtual void createRow() = 0;
    /// `source` is an index of the model.
    virtual void editRow(const QModelIndex &source) = 0;
    virtual QString rowTitle(const QModelIndex &source) const = 0;
    virtual QWidget *makeDetail(const QModelIndex &source) = 0;

    WordedTable *rows() const { return m_rows; }
    /// How wide columns are. `stretched` takes what is left over; where that would be too little, `spare`
    /// give way in this order.
    void setColumns(const QHash<int, int> &widths, int stretched, const QList<int> &spare);
    /// Facts of a detail pane: what is wrong with a row, and its limits a minute. Nothing where there is
    /// none.
    static void addState(DetailColumn *detail, models::RowState state);
    static void addLimits(DetailColumn *detail, const client::SpendLimits &limits);
    QModelIndex currentSource() const;
    /// Makes the pane again if it is open: what it shows besides its row has changed.
    void showDetailAnew();
    /// A message at the foot of the window, and the list read again.
    void succeeded(const QString &message);
    void failed(const core::Error &error);

    /// Runs work that has no sheet.
    template <typename T>
    void follow(core::Async<T> work, const QString &message)
    {
        work.then(this, [this, message](const core::Result<T> &result) {
            if (result)
                succeeded(message);
            else
                failed(result.error());
        });
    }
    /// Runs work for a sheet: it waits, stays open with the reason if the work fails, and closes if not.
    template <typename T>
    void submit(Sheet *sheet, core::Async<T> work, std::function<void(const core::Result<T> &)> whenDone)
    {
        sheet->setBusy(true);
        work.then(this, [sheet = QPointer(sheet), whenDone](const core::Result<T> &result) {
            if (sheet && result)
                sheet->finish();
            else if (sheet)
                showFailure(*sheet, result.error());
            if (result)
                whenDone(result);
        });
    }
    /// A sheet around a form, made ready to open.
    Sheet *makeFormSheet(const QString &title, QWidget *form, const QString &action);

    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    /// Called by a concrete page at the end of its constructor, and again after a change of language.
    void retranslate();

private:
    static void showFailure(Sheet &sheet, const core::Error &error);
    void connectSignals();
    void showPageState();
    void showDetail();
    void rowsArrived();
    void fitColumns();

    models::PagedTableModel *m_model;
    WordedTable *m_rows;
    QHash<int, int> m_widths;
    QList<int> m_spare;
    QString m_wantedId;
    QString m_shownId;
};

} // namespace sekisho::widgets
