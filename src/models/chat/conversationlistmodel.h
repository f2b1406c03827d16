// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../pagestate.h"
#include "conversationarchive.h"

#include <core/clock.h>

#include <QAbstractListModel>
#include <QTimer>

namespace sekisho::models {

enum class ConversationGroup { Today, Yesterday, ThisWeek, Older };

/// The list of conversations, last changed first; `search` narrows it through the archive, what is newest
/// asked wins.
class ConversationListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        TitleRole,     ///< may be empty: not named yet
        GroupRole,     ///< ConversationGroup as int
        UpdatedAtRole, ///< QDateTime, UTC
        IsCurrentRole,
        IsAnsweringRole,
        TracingRole,
    };

    /// Both are borrowed.
    ConversationListModel(ConversationArchive *archive, const core::Clock *clock, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const PageState &state() const { return m_state; }
    const QString &search() const { return m_search; }
    const ConversationHead &head(int row) const { return m_heads.at(row); }
    int rowOf(const QString &id) const;

    void refresh();
    /// Asks the archive after a short pause in typing.
    void setSearch(const QString &text);
    /// Inserts, updates and moves to its place without asking the archive; while a search is on, only
    /// updates.
    void put(const ConversationHead &head);
    void setCurrent(const QString &id);
    void setAnswering(const QString &id, bool answering);
    void rename(const QString &id, const QString &title);
    /// Removes from the archive; the row goes when the archive has done it.
    void remove(const QString &id);
    /// Takes back a removal; restored() when it is in the archive again, and the list is read anew.
    void restore(const QString &id);
    /// From now on it cannot be taken back.
    void purge(const QString &id);

Q_SIGNALS:
    void stateChanged();
    void removed(const QString &id);
    void restored(const QString &id);
    void failed(const sekisho::core::Error &error);

private:
    void take(QList<ConversationHead> heads);
    void setState(PageState state);
    void changed(const QString &id, const QList<int> &roles);
    ConversationGroup groupOf(const ConversationHead &head) const;

    ConversationArchive *m_archive;
    const core::Clock *m_clock;
    QList<ConversationHead> m_heads;
    PageState m_state;
    QString m_search;
    QString m_current;
    QStringList m_answering;
    QTimer m_searchPause;
    int m_generation = 0;
};

} // namespace sekisho::models
