// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/traces/observationtreemodel.h>

#include <QTreeView>

namespace sekisho::widgets {

/// The tree of a trace and, in its second column, the timeline: one list of rows, one selection, one zoom.
/// The wheel zooms at the cursor when it is over the timeline, dragging pans, a double click fits the
/// observation, J and K step through.
class ObservationView : public QTreeView
{
    Q_OBJECT
public:
    explicit ObservationView(QWidget *parent = nullptr);
    ~ObservationView() override;

    void setTree(models::ObservationTree tree);
    const client::ObservationInfo *currentObservation() const;
    void showWholeTrace();
    const models::TimelineScale &scale() const { return m_scale; }

Q_SIGNALS:
    void currentObservationChanged();
    void zoomChanged(bool zoomed);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    int timelineLeft() const;
    bool isOverTimeline(QPointF position) const;
    void updateScaleWidth();
    void scaleChanged();
    void fit(const QModelIndex &index);
    void step(const QModelIndex &next);

    models::ObservationTreeModel m_model;
    models::TimelineScale m_scale;
    std::optional<double> m_dragX;
};

} // namespace sekisho::widgets
