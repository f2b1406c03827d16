// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelineheader.h"

#include <models/traces/observationtreemodel.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QPainter>

namespace sekisho::widgets {

using models::ObservationTreeModel;

namespace {

constexpr int TickDistance = 90;

QString offsetText(std::chrono::microseconds offset, std::chrono::microseconds step)
{
    const QLocale locale;
    const double micros = static_cast<double>(offset.count());
    if (step >= std::chrono::seconds(1))
        return TimelineHeader::tr("%1 s").arg(locale.toString(micros / 1e6, 'f', 0));
    if (step >= std::chrono::milliseconds(100))
        return TimelineHeader::tr("%1 s").arg(locale.toString(micros / 1e6, 'f', 1));
    if (step >= std::chrono::milliseconds(1))
        return TimelineHeader::tr("%1 ms").arg(locale.toString(micros / 1e3, 'f', 0));
    return TimelineHeader::tr("%1 µs").arg(locale.toString(micros, 'f', 0));
}

} // namespace

TimelineHeader::TimelineHeader(const models::TimelineScale &scale, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_scale(scale)
{
    setSectionsMovable(false);
    setSectionsClickable(false);
}

QSize TimelineHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), metrics::rowCompact};
}

void TimelineHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    const Colors &colors = Colors::current();
    painter->fillRect(rect, colors.paper);
    painter->setPen(colors.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setFont(fontFor(TextRole::Small));
    painter->setPen(colors.quiet);
    if (section == ObservationTreeModel::NameColumn)
        painter->drawText(rect.adjusted(space::m, 0, 0, 0), Qt::AlignVCenter, tr("Observation"));
    else
        paintRuler(painter, rect);
    painter->restore();
}

void TimelineHeader::paintRuler(QPainter *painter, const QRect &rect) const
{
    const auto start = m_scale.whole().start;
    const auto step = m_scale.tick(TickDistance);
    for (auto time = m_scale.firstTick(step); time <= m_scale.visible().end; time += step) {
        const double x = rect.left() + m_scale.xOf(time);
        if (x < rect.left() - 1)
            continue;
        painter->setPen(Colors::current().line);
        painter->drawLine(QPointF(x, rect.top() + space::s), QPointF(x, rect.bottom()));
        painter->setPen(Colors::current().quiet);
        painter->drawText(QRectF(x + space::xs, rect.top(), TickDistance, rect.height()), Qt::AlignVCenter,
                          offsetText(time - start, step));
    }
}

} // namespace sekisho::widgets
