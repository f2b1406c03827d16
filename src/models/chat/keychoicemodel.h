// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/profilesession.h>

#include <QAbstractListModel>

namespace sekisho::models {

/// The keys that the current profile knows. Choosing one is client::ProfileSignIn's.
class KeyChoiceModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        AliasRole,
        MaskedRole,
        IsMasterRole,
        IsCurrentRole,
    };

    /// `session` is borrowed.
    explicit KeyChoiceModel(client::ProfileSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    /// -1 if there is none.
    int currentRow() const;

private:
    void reload();
    void currentChanged();

    client::ProfileSession *m_session;
    QList<client::KeyRef> m_keys;
};

} // namespace sekisho::models
