// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "meter.h"

#include <QStyledItemDelegate>

#include <functional>

namespace sekisho::widgets {

/// Paints a cell as bar and text (spend / budget). What the meter of a cell is, the page says: models know no
/// looks.
class MeterDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using MeterOf = std::function<Meter(const QModelIndex &)>;
    explicit MeterDelegate(MeterOf meterOf, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    MeterOf m_meterOf;
};

} // namespace sekisho::widgets
