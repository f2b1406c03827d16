// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tracebrowser.h"

#include <models/rowtablemodel.h>

namespace sekisho::models {

/// The sessions of a TraceBrowser, newest first.
class SessionTableModel : public RowTableModel<client::SessionSummary>
{
    Q_OBJECT
public:
    enum Column { SessionColumn, EnvironmentColumn, StartedColumn, ColumnCount };

    /// `browser` is borrowed.
    explicit SessionTableModel(TraceBrowser *browser, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void fetchMore(const QModelIndex &parent) override;

protected:
    QVariant cell(const client::SessionSummary &row, int column, int role) const override;

private:
    void update();

    TraceBrowser *m_browser;
};

} // namespace sekisho::models
