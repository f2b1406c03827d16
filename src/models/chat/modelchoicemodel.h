// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../pagestate.h"

#include <client/profilesession.h>

#include <QAbstractListModel>

namespace sekisho::models {

/// The models that the current key may use, read again whenever the key changes.
class ModelChoiceModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        IsDemoRole,
        ProviderRole,
        InputPriceRole,  ///< USD per million tokens, or invalid
        OutputPriceRole, ///< the same
    };

    /// `session` is borrowed.
    explicit ModelChoiceModel(client::ProfileSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const PageState &state() const { return m_state; }
    const QList<client::ModelInfo> &models() const { return m_models; }
    /// -1 if the key may not use it, or it is not known.
    int rowOf(const QString &name) const;
    bool isDemo(const QString &name) const;
    void refresh();

Q_SIGNALS:
    void stateChanged();

private:
    void take(const core::Result<QList<client::ModelInfo>> &models);
    void setState(PageState state);

    client::ProfileSession *m_session;
    QList<client::ModelInfo> m_models;
    PageState m_state;
    int m_generation = 0;
};

} // namespace sekisho::models
