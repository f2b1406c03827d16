// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tracebrowser.h"

#include <models/rowtablemodel.h>

namespace sekisho::models {

/// The traces of a TraceBrowser, newest first.
class TraceTableModel : public RowTableModel<client::TraceSummary>
{
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        InputColumn,
        SessionColumn,
        UserColumn,
        LatencyColumn,
        CostColumn,
        TimeColumn,
        ColumnCount
    };

    /// `browser` is borrowed.
    explicit TraceTableModel(TraceBrowser *browser, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void fetchMore(const QModelIndex &parent) override;

protected:
    QVariant cell(const client::TraceSummary &row, int column, int role) const override;

private:
    void update();
    QString text(const client::TraceSummary &row, int column) const;

    TraceBrowser *m_browser;
};

} // namespace sekisho::models
