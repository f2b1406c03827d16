// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationdelegate.h"

#include <models/chat/conversationlistmodel.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QPainter>

namespace sekisho::widgets {

using models::ConversationGroup;
using models::ConversationListModel;

namespace {

constexpr int CaptionHeight = 30;

QString groupName(ConversationGroup group)
{
    switch (group) {
    case ConversationGroup::Today:
        return ConversationDelegate::tr("Today");
    case ConversationGroup::Yesterday:
        return ConversationDelegate::tr("Yesterday");
    case ConversationGroup::ThisWeek:
        return ConversationDelegate::tr("This week");
    case ConversationGroup::Older:
        break;
    }
    return ConversationDelegate::tr("Older");
}

ConversationGroup groupOf(const QModelIndex &index)
{
    return static_cast<ConversationGroup>(index.data(ConversationListModel::GroupRole).toInt());
}

void paintRow(QPainter *painter, const QRect &rect, const QModelIndex &index, QStyle::State state)
{
    const Colors &colors = Colors::current();
    const bool current = index.data(ConversationListModel::IsCurrentRole).toBool();
    const QRect card = rect.adjusted(space::s, 1, -space::s, -1);
    painter->setPen(Qt::NoPen);
    painter->setBrush(current                             ? colors.accentSoft
                      : (state & QStyle::State_MouseOver) ? colors.hover
                                                          : QColor(Qt::transparent));
    painter->drawRoundedRect(card, metrics::radius, metrics::radius);
    QRect text = card.adjusted(space::s, 0, -space::s, 0);
    if (index.data(ConversationListModel::IsAnsweringRole).toBool()) {
        const QRect mark(text.right() - metrics::icon, text.center().y() - metrics::icon / 2, metrics::icon,
                         metrics::icon);
        Icon::get(QStringLiteral("more"), Icon::Tint::Accent).paint(painter, mark);
        text.setRight(mark.left() - space::xs);
    }
    painter->setFont(current ? strongFontFor(TextRole::Ui) : fontFor(TextRole::Ui));
    painter->setPen(colors.text);
    QString title = index.data(ConversationListModel::TitleRole).toString();
    if (title.isEmpty())
        title = ConversationDelegate::tr("New conversation");
    painter->drawText(text, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(title, Qt::ElideRight, text.width()));
}

} // namespace

void ConversationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect rect = option.rect;
    if (startsGroup(index)) {
        painter->setFont(fontFor(TextRole::Small));
        painter->setPen(Colors::current().quiet);
        const QRect caption(rect.left() + space::l, rect.top(), rect.width(), CaptionHeight - space::xs);
        painter->drawText(caption, Qt::AlignBottom, groupName(groupOf(index)));
        rect.setTop(rect.top() + CaptionHeight);
    }
    paintRow(painter, rect, index, option.state);
    painter->restore();
}

QSize ConversationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const int height = metrics::rowComfortable + (startsGroup(index) ? CaptionHeight : 0);
    // As wide as the list: longer titles are elided, never scrolled to.
    return {0, height};
}

bool ConversationDelegate::startsGroup(const QModelIndex &index) const
{
    return index.row() == 0 || groupOf(index) != groupOf(index.siblingAtRow(index.row() - 1));
}

} // namespace sekisho::widgets
