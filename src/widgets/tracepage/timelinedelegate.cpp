// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinedelegate.h"

#include "observationlook.h"

#include <models/traces/observationtreemodel.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QPainter>

namespace sekisho::widgets {

using client::ObservationInfo;
using models::ObservationTree;
using models::TimelineScale;

namespace {
constexpr double ThinnestBar = 2;
constexpr int GridDistance = 90;
constexpr int BarInset = 9;

/// Plain spans step back behind the calls that take the time and cost the money.
bool isPlain(const ObservationInfo &observation)
{
    return observationColor(observation) == Colors::current().quiet;
}

QColor barColor(const ObservationInfo &observation)
{
    QColor colour = observationColor(observation);
    if (isPlain(observation))
        colour.setAlphaF(0.4F);
    return colour;
}
} // namespace

TimelineDelegate::TimelineDelegate(const TimelineScale &scale, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_scale(scale)
{
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto *model = qobject_cast<const models::ObservationTreeModel *>(index.model());
    const auto *observation = model ? model->observation(index) : nullptr;
    if (!observation)
        return;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    paintGrid(painter, option.rect);
    paintBar(painter, option.rect, *observation);
    painter->restore();
}

void TimelineDelegate::paintGrid(QPainter *painter, const QRect &rect) const
{
    painter->setPen(Colors::current().line);
    const auto step = m_scale.tick(GridDistance);
    for (auto time = m_scale.firstTick(step); time <= m_scale.visible().end; time += step) {
        const double x = rect.left() + m_scale.xOf(time);
        if (x >= rect.left())
            painter->drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    }
}

void TimelineDelegate::paintBar(QPainter *painter, const QRect &rect,
                                const ObservationInfo &observation) const
{
    const auto end = ObservationTree::endOf(observation);
    const auto bar = m_scale.barOf(observation.startTime, end, ThinnestBar);
    if (bar.width() <= 0)
        return;
    const QRectF area(rect.left() + bar.left, rect.top() + BarInset, bar.width(),
                      rect.height() - 2 * BarInset);
    const QColor colour = barColor(observation);
    painter->setPen(Qt::NoPen);
    if (observation.completionStartTime) {
        QColor waiting = colour;
        waiting.setAlphaF(0.35F);
        painter->setBrush(waiting);
        painter->drawRoundedRect(area, 3, 3);
        const auto answer = m_scale.barOf(*observation.completionStartTime, end, ThinnestBar);
        painter->setBrush(colour);
        painter->drawRoundedRect(QRectF(rect.left() + answer.left, area.top(), answer.width(), area.height()),
                                 3, 3);
    } else {
        painter->setBrush(colour);
        painter->drawRoundedRect(area, 3, 3);
    }
    paintLabel(painter, rect, observation, bar);
}

void TimelineDelegate::paintLabel(QPainter *painter, const QRect &rect, const ObservationInfo &observation,
                                  const TimelineScale::Span &bar) const
{
    const QString text = timingText(observation);
    painter->setFont(fontFor(TextRole::Small));
    const double width = painter->fontMetrics().horizontalAdvance(text);
    const bool fitsRight = bar.right + space::s + width < rect.width();
    const bool fitsInside = !fitsRight && bar.width() > width + 2 * space::s;
    const double left = fitsRight    ? bar.right + space::s
                        : fitsInside ? bar.right - space::s - width
                                     : std::max(0.0, bar.left - space::s - width);
    const Colors &colors = Colors::current();
    const QColor &inside = isPlain(observation) ? colors.text : colors.onAccent;
    painter->setPen(fitsInside ? inside : colors.quiet);
    painter->drawText(QRectF(rect.left() + left, rect.top(), width + 1, rect.height()), Qt::AlignVCenter,
                      text);
}

} // namespace sekisho::widgets
