// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfusevalues.h>
#include <models/traces/timelinescale.h>

#include <QStyledItemDelegate>

namespace sekisho::widgets {

/// Paints one observation as a bar on the time axis: pale until the first token, full after it, its duration
/// beside it. Borrows the scale that the view zooms.
class TimelineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    TimelineDelegate(const models::TimelineScale &scale, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintGrid(QPainter *painter, const QRect &rect) const;
    void paintBar(QPainter *painter, const QRect &rect, const client::ObservationInfo &observation) const;
    void paintLabel(QPainter *painter, const QRect &rect, const client::ObservationInfo &observation,
                    const models::TimelineScale::Span &bar) const;

    const models::TimelineScale &m_scale;
};

} // namespace sekisho::widgets
