// SPDX-License-Identifier: GPL-3.0-or-later
#include "meterdelegate.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QApplication>
#include <QPainter>

namespace sekisho::widgets {
namespace {

constexpr int barWidth = 64;
constexpr int barHeight = 6;

} // namespace

MeterDelegate::MeterDelegate(MeterOf meterOf, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_meterOf(std::move(meterOf))
{
}

void MeterDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const Meter meter = m_meterOf(index);
    // Not the line below the row, as in the cells that the style paints.
    QRect text = option.rect.adjusted(space::s + 3, 0, -space::s, -1);
    if (meter.limit) {
        const double top = text.center().y() - barHeight / 2.0 + 0.5;
        meter.paintBar(painter, QRectF(text.left(), top, barWidth, barHeight));
        text.setLeft(text.left() + barWidth + space::s);
    }
    painter->save();
    painter->setFont(option.font);
    painter->setPen(meter.level() == Meter::Level::Over ? Colors::current().bad : Colors::current().text);
    const QString shown = option.fontMetrics.elidedText(meter.text, Qt::ElideRight, text.width());
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, shown);
    painter->restore();
}

QSize MeterDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Meter meter = m_meterOf(index);
    const int text = option.fontMetrics.horizontalAdvance(meter.text);
    return {text + (meter.limit ? barWidth + space::s : 0) + 2 * space::s, metrics::rowCompact};
}

} // namespace sekisho::widgets
