// SPDX-License-Identifier: GPL-3.0-or-later
#include "keytablemodel.h"

#include "../format.h"

namespace sekisho::models {

using client::VirtualKeyInfo;
using namespace Qt::Literals::StringLiterals;

namespace {
QString tokenOf(const VirtualKeyInfo &key)
{
    return key.token;
}

QVariant textOrNothing(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}
} // namespace

KeyTableModel::KeyTableModel(client::KeyOperations keys, const core::Clock *clock, QObject *parent)
    : RowTableModel(parent)
    , m_keys(keys)
    , m_clock(clock)
{
}

int KeyTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : KeyColumnCount;
}

int KeyTableModel::rowOf(const QString &id) const
{
    for (int at = 0; at < rowCount(); ++at)
        if (rows().at(at).token == id)
            return at;
    return -1;
}

bool KeyTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_reading && m_lastPage > 0 && m_lastPage < m_pageCount;
}

void KeyTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read(m_lastPage + 1);
}

void KeyTableModel::refresh()
{
    ++m_generation;
    beginReading();
    read(1);
}

void KeyTableModel::setTeam(const QString &teamId)
{
    m_query.teamId = teamId;
}

void KeyTableModel::setTeamNames(const QHash<QString, QString> &names)
{
    if (m_teamNames == names)
        return;
    m_teamNames = names;
    allRowsChanged();
}

void KeyTableModel::read(int page)
{
    m_reading = true;
    m_query.page = page;
    m_keys.list(m_query).then(this, [this, page, generation = m_generation](
                                        const core::Result<client::Page<VirtualKeyInfo>> &answer) {
        if (generation == m_generation)
            take(page, answer);
    });
}

void KeyTableModel::take(int page, const core::Result<client::Page<VirtualKeyInfo>> &answer)
{
    m_reading = false;
    if (!answer) {
        setState(PageState::failed(answer.error()));
        return;
    }
    m_lastPage = page;
    m_pageCount = answer->pageCount;
    setTotalCount(answer->total);
    if (page == 1) {
        mergeRows(answer->rows, tokenOf);
    } else {
        // Rows move between pages when keys are made meanwhile.
        auto fresh = answer->rows;
        fresh.removeIf([this](const VirtualKeyInfo &key) { return rowOf(key.token) >= 0; });
        appendRows(fresh);
    }
    endReading();
}

RowState KeyTableModel::stateOf(const VirtualKeyInfo &key) const
{
    if (key.blocked)
        return RowState::Blocked;
    if (key.expires && *key.expires <= m_clock->now())
        return RowState::Expired;
    return spendState(key.spend, key.limits);
}

QString KeyTableModel::teamName(const VirtualKeyInfo &key) const
{
    return key.teamId ? m_teamNames.value(*key.teamId, *key.teamId) : QString();
}

QVariant KeyTableModel::cell(const VirtualKeyInfo &key, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return display(key, static_cast<KeyColumn>(column));
    case SortRole:
        return sortValue(key, static_cast<KeyColumn>(column));
    case IdRole:
        return key.token;
    case FilterRole:
        return QStringList{key.alias.value_or(QString()),
                           key.keyName,
                           key.token,
                           key.userId.value_or(QString()),
                           key.teamId.value_or(QString()),
                           teamName(key),
                           key.models.join(u' ')}
            .join(u'\n');
    case RowStateRole:
        return static_cast<int>(stateOf(key));
    case SharedBudgetRole:
        return key.budgetId.has_value();
    case ModelsRole:
        return key.models;
    default:
        return spendCell(key.spend, key.limits, role);
    }
}

QVariant KeyTableModel::display(const VirtualKeyInfo &key, KeyColumn column) const
{
    const auto dateOf = [this](const std::optional<core::Timestamp> &time) {
        return time ? QVariant(dateText(*time, m_clock->now())) : QVariant();
    };
    switch (column) {
    case KeyColumn::Alias:
        return textOrNothing(key.alias.value_or(QString()));
    case KeyColumn::Key:
        return key.keyName;
    case KeyColumn::Team:
        return textOrNothing(teamName(key));
    case KeyColumn::Owner:
        return textOrNothing(key.userId.value_or(QString()));
    case KeyColumn::Models:
        return textOrNothing(key.models.join(u", "_s));
    case KeyColumn::Spend:
        return moneyText(key.spend);
    case KeyColumn::Reset:
        return dateOf(key.limits.budgetResetAt);
    case KeyColumn::Expires:
        return dateOf(key.expires);
    case KeyColumn::Created:
        return dateOf(key.createdAt);
    case KeyColumn::State:
        break;
    }
    return {};
}

QVariant KeyTableModel::sortValue(const VirtualKeyInfo &key, KeyColumn column) const
{
    switch (column) {
    case KeyColumn::Spend:
        return key.spend.usd();
    case KeyColumn::Reset:
        return timeValue(key.limits.budgetResetAt);
    case KeyColumn::Expires:
        return timeValue(key.expires);
    case KeyColumn::Created:
        return timeValue(key.createdAt);
    case KeyColumn::State:
        return static_cast<int>(stateOf(key));
    default:
        return display(key, column);
    }
}

} // namespace sekisho::models
