// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationdelegate.h"

#include "observationlook.h"

#include <models/traces/observationtreemodel.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

namespace sekisho::widgets {

using models::ObservationTreeModel;

namespace {

/// As the bars are coloured: plain spans stay quiet.
Icon::Tint tintOf(client::ObservationType type)
{
    switch (type) {
    case client::ObservationType::Generation:
    case client::ObservationType::Embedding:
        return Icon::Tint::Accent;
    case client::ObservationType::Tool:
    case client::ObservationType::Retriever:
        return Icon::Tint::Good;
    default:
        return Icon::Tint::Quiet;
    }
}

} // namespace

QSize ObservationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), metrics::rowComfortable};
}

void ObservationDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto type =
        static_cast<client::ObservationType>(index.data(ObservationTreeModel::TypeRole).toInt());
    const auto level =
        static_cast<client::ObservationLevel>(index.data(ObservationTreeModel::LevelRole).toInt());
    const bool failed = level == client::ObservationLevel::Error;
    // An open branch is no pressed button: its icon keeps its colour.
    option->state &= ~QStyle::State_Open;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(metrics::icon, metrics::icon);
    option->icon = failed ? Icon::get(QStringLiteral("warning"), Icon::Tint::Bad)
                          : Icon::get(observationIconName(type), tintOf(type));
    if (failed)
        option->palette.setColor(QPalette::Text, Colors::current().bad);
}

} // namespace sekisho::widgets
