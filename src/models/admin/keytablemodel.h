// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminroles.h"

#include <client/keyoperations.h>
#include <core/clock.h>

namespace sekisho::models {

enum class KeyColumn { Alias, Key, Team, Owner, Models, Spend, Reset, Expires, State, Created };
inline constexpr int KeyColumnCount = 10;

/// Virtual keys, paged from the server: fetchMore() reads the next page.
class KeyTableModel : public RowTableModel<client::VirtualKeyInfo>
{
    Q_OBJECT
public:
    /// `clock` is borrowed.
    KeyTableModel(client::KeyOperations keys, const core::Clock *clock, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    /// Reads anew and keeps showing what there is until the answer comes.
    void refresh();
    /// -1 if it is not here (yet).
    int rowOf(const QString &id) const;

    /// Only this team's keys; empty: all. Takes effect with the next refresh().
    void setTeam(const QString &teamId);
    void setPageSize(int rows) { m_query.pageSize = rows; }
    /// Shown instead of team ids.
    void setTeamNames(const QHash<QString, QString> &names);

    RowState stateOf(const client::VirtualKeyInfo &key) const;

protected:
    QVariant cell(const client::VirtualKeyInfo &key, int column, int role) const override;

private:
    void read(int page);
    void take(int page, const core::Result<client::Page<client::VirtualKeyInfo>> &answer);
    QVariant display(const client::VirtualKeyInfo &key, KeyColumn column) const;
    QVariant sortValue(const client::VirtualKeyInfo &key, KeyColumn column) const;
    QString teamName(const client::VirtualKeyInfo &key) const;

    client::KeyOperations m_keys;
    const core::Clock *m_clock;
    client::KeyQuery m_query;
    QHash<QString, QString> m_teamNames;
    int m_lastPage = 0;
    int m_pageCount = 0;
    int m_generation = 0;
    bool m_reading = false;
};

} // namespace sekisho::models
