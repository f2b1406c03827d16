// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/traces/timelinescale.h>

#include <QHeaderView>

namespace sekisho::widgets {

/// The header of the observation view: a title over the tree, a ruler over the timeline. Borrows the view's
/// scale.
class TimelineHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit TimelineHeader(const models::TimelineScale &scale, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    void paintRuler(QPainter *painter, const QRect &rect) const;

    const models::TimelineScale &m_scale;
};

} // namespace sekisho::widgets
