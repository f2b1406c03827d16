// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationview.h"

#include "observationdelegate.h"
#include "timelinedelegate.h"
#include "timelineheader.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace sekisho::widgets {

using models::ObservationTree;
using models::ObservationTreeModel;
using models::TimelineScale;

namespace {
constexpr int NameWidth = 280;
// Between the end of the trace and the pane beside it.
constexpr int TimelineMargin = 12;
// One notch of a usual wheel is 120; eight notches are about one order of magnitude.
constexpr double ZoomPerNotch = 1.33;
} // namespace

ObservationView::ObservationView(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("observationTree"));
    setAccessibleName(tr("Observations"));
    setModel(&m_model);
    auto *timelineHeader = new TimelineHeader(m_scale, this);
    setHeader(timelineHeader);
    setItemDelegateForColumn(ObservationTreeModel::NameColumn, new ObservationDelegate(this));
    setItemDelegateForColumn(ObservationTreeModel::TimelineColumn, new TimelineDelegate(m_scale, this));
    header()->setStretchLastSection(true);
    header()->resizeSection(ObservationTreeModel::NameColumn, NameWidth);
    setUniformRowHeights(true);
    setSelectionBehavior(SelectRows);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(header(), &QHeaderView::sectionResized, this, &ObservationView::updateScaleWidth);
}

ObservationView::~ObservationView() = default;

void ObservationView::setTree(ObservationTree tree)
{
    m_scale = TimelineScale(tree.range());
    m_model.setTree(std::move(tree));
    expandAll();
    updateScaleWidth();
    setCurrentIndex(m_model.index(0, ObservationTreeModel::NameColumn));
}

const client::ObservationInfo *ObservationView::currentObservation() const
{
    return m_model.observation(currentIndex());
}

void ObservationView::showWholeTrace()
{
    m_scale.showAll();
    scaleChanged();
}

void ObservationView::wheelEvent(QWheelEvent *event)
{
    if (!isOverTimeline(event->position()) || event->angleDelta().y() == 0)
        return QTreeView::wheelEvent(event);
    const double notches = event->angleDelta().y() / 120.0;
    m_scale.zoomAt(event->position().x() - timelineLeft(), std::pow(ZoomPerNotch, notches));
    scaleChanged();
    event->accept();
}

void ObservationView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && isOverTimeline(event->position()))
        m_dragX = event->position().x();
    QTreeView::mousePressEvent(event);
}

void ObservationView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragX)
        return QTreeView::mouseMoveEvent(event);
    m_scale.pan(*m_dragX - event->position().x());
    m_dragX = event->position().x();
    scaleChanged();
}

void ObservationView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragX.reset();
    QTreeView::mouseReleaseEvent(event);
}

void ObservationView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (isOverTimeline(event->position()))
        fit(indexAt(event->position().toPoint()));
    else
        QTreeView::mouseDoubleClickEvent(event);
}

void ObservationView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_J:
        return step(indexBelow(currentIndex()));
    case Qt::Key_K:
        return step(indexAbove(currentIndex()));
    case Qt::Key_F:
        return fit(currentIndex());
    case Qt::Key_0:
        return showWholeTrace();
    default:
        QTreeView::keyPressEvent(event);
    }
}

void ObservationView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    updateScaleWidth();
}

void ObservationView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentObservationChanged();
}

int ObservationView::timelineLeft() const
{
    return header()->sectionViewportPosition(ObservationTreeModel::TimelineColumn);
}

bool ObservationView::isOverTimeline(QPointF position) const
{
    return position.x() >= timelineLeft();
}

void ObservationView::updateScaleWidth()
{
    m_scale.setWidth(header()->sectionSize(ObservationTreeModel::TimelineColumn) - TimelineMargin);
    scaleChanged();
}

void ObservationView::scaleChanged()
{
    viewport()->update();
    header()->viewport()->update();
    Q_EMIT zoomChanged(m_scale.isZoomed());
}

void ObservationView::fit(const QModelIndex &index)
{
    const auto *observation = m_model.observation(index);
    if (!observation)
        return;
    m_scale.show({observation->startTime, ObservationTree::endOf(*observation)});
    scaleChanged();
}

void ObservationView::step(const QModelIndex &next)
{
    if (next.isValid())
        setCurrentIndex(next.siblingAtColumn(ObservationTreeModel::NameColumn));
}

} // namespace sekisho::widgets
