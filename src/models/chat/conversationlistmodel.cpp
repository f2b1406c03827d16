// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationlistmodel.h"

namespace sekisho::models {

namespace {
constexpr std::chrono::milliseconds SearchPause{150};
}

ConversationListModel::ConversationListModel(ConversationArchive *archive, const core::Clock *clock,
                                             QObject *parent)
    : QAbstractListModel(parent)
    , m_archive(archive)
    , m_clock(clock)
{
    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(SearchPause);
    connect(&m_searchPause, &QTimer::timeout, this, &ConversationListModel::refresh);
}

int ConversationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_heads.size());
}

QVariant ConversationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &head = m_heads.at(index.row());
    switch (role) {
    case IdRole:
        return head.id;
    case Qt::DisplayRole:
    case TitleRole:
        return head.title;
    case GroupRole:
        return static_cast<int>(groupOf(head));
    case UpdatedAtRole:
        return core::toDateTime(head.updatedAt);
    case IsCurrentRole:
        return head.id == m_current;
    case IsAnsweringRole:
        return m_answering.contains(head.id);
    case TracingRole:
        return head.settings.tracing;
    default:
        return {};
    }
}

QHash<int, QByteArray> ConversationListModel::roleNames() const
{
    return {{IdRole, "id"},
            {TitleRole, "title"},
            {GroupRole, "group"},
            {UpdatedAtRole, "updatedAt"},
            {IsCurrentRole, "isCurrent"},
            {IsAnsweringRole, "isAnswering"},
            {TracingRole, "tracing"}};
}

int ConversationListModel::rowOf(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (m_heads.at(row).id == id)
            return row;
    return -1;
}

void ConversationListModel::refresh()
{
    const int generation = ++m_generation;
    setState({m_heads.isEmpty() ? PageState::Kind::Loading : PageState::Kind::Refreshing, {}});
    m_archive->list(m_search).then(this,
                                   [this, generation](const core::Result<QList<ConversationHead>> &heads) {
                                       if (generation != m_generation)
                                           return;
                                       if (heads)
                                           take(*heads);
                                       else
                                           setState(PageState::failed(heads.error()));
                                   });
}

void ConversationListModel::setSearch(const QString &text)
{
    if (m_search == text)
        return;
    m_search = text;
    m_searchPause.start();
}

void ConversationListModel::take(QList<ConversationHead> heads)
{
    if (heads != m_heads) {
        beginResetModel();
        m_heads = std::move(heads);
        endResetModel();
    }
    setState({m_heads.isEmpty() ? PageState::Kind::Empty : PageState::Kind::Ready, {}});
}

void ConversationListModel::put(const ConversationHead &head)
{
    const int former = rowOf(head.id);
    if (former < 0 && !m_search.isEmpty())
        return;
    int place = 0;
    while (place < rowCount() && (place == former || m_heads.at(place).updatedAt > head.updatedAt))
        ++place;
    if (former < 0) {
        beginInsertRows({}, place, place);
        m_heads.insert(place, head);
        endInsertRows();
        setState({PageState::Kind::Ready, {}});
        return;
    }
    if (beginMoveRows({}, former, former, {}, place)) {
        m_heads.move(former, place > former ? place - 1 : place);
        endMoveRows();
    }
    const int row = rowOf(head.id);
    m_heads[row] = head;
    Q_EMIT dataChanged(index(row), index(row));
}

void ConversationListModel::setCurrent(const QString &id)
{
    const auto former = std::exchange(m_current, id);
    if (former == id)
        return;
    changed(former, {IsCurrentRole});
    changed(id, {IsCurrentRole});
}

void ConversationListModel::setAnswering(const QString &id, bool answering)
{
    if (m_answering.contains(id) == answering)
        return;
    if (answering)
        m_answering << id;
    else
        m_answering.removeAll(id);
    changed(id, {IsAnsweringRole});
}

void ConversationListModel::rename(const QString &id, const QString &title)
{
    const int row = rowOf(id);
    if (row < 0 || m_heads.at(row).title == title)
        return;
    m_heads[row].title = title;
    changed(id, {TitleRole, Qt::DisplayRole});
    m_archive->saveHead(m_heads.at(row)).then(this, [this](const core::Result<void> &saved) {
        if (!saved)
            Q_EMIT failed(saved.error());
    });
}

void ConversationListModel::remove(const QString &id)
{
    m_archive->remove(id).then(this, [this, id](const core::Result<void> &done) {
        const int row = rowOf(id);
        if (!done) {
            Q_EMIT failed(done.error());
            return;
        }
        if (row >= 0) {
            beginRemoveRows({}, row, row);
            m_heads.removeAt(row);
            endRemoveRows();
        }
        if (m_heads.isEmpty())
            setState({PageState::Kind::Empty, {}});
        Q_EMIT removed(id);
    });
}

void ConversationListModel::restore(const QString &id)
{
    m_archive->restore(id).then(this, [this, id](const core::Result<void> &done) {
        if (!done) {
            Q_EMIT failed(done.error());
            return;
        }
        refresh();
        Q_EMIT restored(id);
    });
}

void ConversationListModel::purge(const QString &id)
{
    m_archive->purge(id).then(this, [this](const core::Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

void ConversationListModel::setState(PageState state)
{
    if (m_state == state)
        return;
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

void ConversationListModel::changed(const QString &id, const QList<int> &roles)
{
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), roles);
}

ConversationGroup ConversationListModel::groupOf(const ConversationHead &head) const
{
    const auto today = core::toDateTime(m_clock->now()).toLocalTime().date();
    const auto day = core::toDateTime(head.updatedAt).toLocalTime().date();
    const auto age = day.daysTo(today);
    if (age <= 0)
        return ConversationGroup::Today;
    if (age == 1)
        return ConversationGroup::Yesterday;
    return age < 7 ? ConversationGroup::ThisWeek : ConversationGroup::Older;
}

} // namespace sekisho::models
