// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminpage.h"
#include "detailcolumn.h"

namespace sekisho::widgets {

/// An admin page over rows of one value type: the concrete page speaks of keys or teams, never of indexes.
template <typename Row>
class RowPage : public AdminPage
{
protected:
    RowPage(const client::GatewayClient *gateway, models::RowTableModel<Row> *model, QWidget *parent)
        : AdminPage(gateway, model, parent)
        , m_model(model)
    {
    }

    virtual QString rowName(const Row &row) const = 0;
    virtual void edit(const Row &row) = 0;
    /// `source` is the row's index, for its meter.
    virtual void fillDetail(DetailColumn *detail, const Row &row, const QModelIndex &source) = 0;

private:
    void editRow(const QModelIndex &source) final
    {
        // A copy: the list may change while the form is open.
        if (const Row *row = m_model->row(source))
            edit(Row(*row));
    }
    QString rowTitle(const QModelIndex &source) const final
    {
        const Row *row = m_model->row(source);
        return row ? rowName(*row) : QString();
    }
    QWidget *makeDetail(const QModelIndex &source) final
    {
        auto *detail = new DetailColumn;
        if (const Row *row = m_model->row(source))
            fillDetail(detail, *row, source);
        return detail;
    }

    models::RowTableModel<Row> *m_model;
};

} // namespace sekisho::widgets
