// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelchoicemodel.h"

namespace sekisho::models {

namespace {
QVariant perMillion(const std::optional<core::TokenPrice> &price)
{
    return price ? QVariant(static_cast<double>(price->picos) / 1e6) : QVariant();
}
} // namespace

ModelChoiceModel::ModelChoiceModel(client::ProfileSession *session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
{
    connect(m_session, &client::ProfileSession::keyChanged, this, &ModelChoiceModel::refresh);
}

int ModelChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_models.size());
}

QVariant ModelChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &model = m_models.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return model.name;
    case IsDemoRole:
        return model.demo;
    case ProviderRole:
        return model.provider;
    case InputPriceRole:
        return perMillion(model.inputPrice);
    case OutputPriceRole:
        return perMillion(model.outputPrice);
    default:
        return {};
    }
}

QHash<int, QByteArray> ModelChoiceModel::roleNames() const
{
    return {{NameRole, "name"},
            {IsDemoRole, "isDemo"},
            {ProviderRole, "provider"},
            {InputPriceRole, "inputPrice"},
            {OutputPriceRole, "outputPrice"}};
}

int ModelChoiceModel::rowOf(const QString &name) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (m_models.at(row).name == name)
            return row;
    return -1;
}

bool ModelChoiceModel::isDemo(const QString &name) const
{
    const int row = rowOf(name);
    return row >= 0 && m_models.at(row).demo;
}

void ModelChoiceModel::refresh()
{
    const int generation = ++m_generation;
    setState({m_models.isEmpty() ? PageState::Kind::Loading : PageState::Kind::Refreshing, {}});
    m_session->gateway().models().list().then(
        this, [this, generation](const core::Result<QList<client::ModelInfo>> &models) {
            if (generation == m_generation)
                take(models);
        });
}

void ModelChoiceModel::take(const core::Result<QList<client::ModelInfo>> &models)
{
    const auto now = models ? *models : QList<client::ModelInfo>();
    if (now != m_models) {
        beginResetModel();
        m_models = now;
        endResetModel();
    }
    if (!models)
        setState(PageState::failed(models.error()));
    else
        setState({m_models.isEmpty() ? PageState::Kind::Empty : PageState::Kind::Ready, {}});
}

void ModelChoiceModel::setState(PageState state)
{
    if (m_state == state)
        return;
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

} // namespace sekisho::models
