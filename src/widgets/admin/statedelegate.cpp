// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedelegate.h"

#include "admintext.h"

#include <widgets/theme/metrics.h>

#include <QPainter>

namespace sekisho::widgets {

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem blank = option;
    initStyleOption(&blank, index);
    blank.text.clear();
    const QWidget *view = option.widget;
    view->style()->drawControl(QStyle::CE_ItemViewItem, &blank, painter, view);
    const auto state = static_cast<models::RowState>(index.data(models::RowStateRole).toInt());
    if (state != models::RowState::Active)
        Badge::paint(painter, option.rect.adjusted(space::s + 3, 0, -space::s, -1), stateName(state),
                     badgeKind(state));
}

} // namespace sekisho::widgets
