// SPDX-License-Identifier: GPL-3.0-or-later
#include "timelinescale.h"

#include <algorithm>
#include <cmath>

namespace sekisho::models {

using namespace std::chrono;

namespace {
microseconds rounded(double micros)
{
    return microseconds(std::llround(micros));
}
} // namespace

TimelineScale::TimelineScale(Range whole)
    : m_whole(whole)
{
    if (m_whole.length() < shortest)
        m_whole.end = m_whole.start + shortest;
    m_visible = m_whole;
}

void TimelineScale::setWidth(double pixels)
{
    m_width = std::max(1.0, pixels);
}

double TimelineScale::xOf(core::Timestamp time) const
{
    const double length = std::max<double>(1, static_cast<double>(m_visible.length().count()));
    return static_cast<double>((time - m_visible.start).count()) / length * m_width;
}

core::Timestamp TimelineScale::timeAt(double x) const
{
    return m_visible.start + rounded(x / m_width * static_cast<double>(m_visible.length().count()));
}

TimelineScale::Span TimelineScale::barOf(core::Timestamp start, core::Timestamp end, double minimum) const
{
    const double left = xOf(start);
    const double right = std::max(xOf(end), left + minimum);
    if (right < 0 || left > m_width)
        return {};
    return {std::max(0.0, left), std::min(m_width, right)};
}

void TimelineScale::zoomAt(double x, double factor)
{
    const auto anchor = timeAt(x);
    const double length = static_cast<double>(m_visible.length().count()) / factor;
    const auto wanted = std::clamp(rounded(length), shortest, std::max(shortest, m_whole.length()));
    m_visible.start = anchor - rounded(x / m_width * static_cast<double>(wanted.count()));
    m_visible.end = m_visible.start + wanted;
    clampVisible();
}

void TimelineScale::pan(double pixels)
{
    const auto by = rounded(pixels / m_width * static_cast<double>(m_visible.length().count()));
    m_visible.start += by;
    m_visible.end += by;
    clampVisible();
}

void TimelineScale::show(Range range)
{
    if (range.length() < shortest)
        range.end = range.start + shortest;
    m_visible = range;
    clampVisible();
}

void TimelineScale::showAll()
{
    m_visible = m_whole;
}

microseconds TimelineScale::tick(double pixels) const
{
    const double least = pixels / m_width * static_cast<double>(m_visible.length().count());
    const double power = std::pow(10.0, std::floor(std::log10(std::max(1.0, least))));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        if (step * power >= least)
            return rounded(step * power);
    }
    return rounded(10 * power);
}

core::Timestamp TimelineScale::firstTick(microseconds step) const
{
    return m_whole.start + (m_visible.start - m_whole.start) / step * step;
}

void TimelineScale::clampVisible()
{
    const auto length = std::min(m_visible.length(), m_whole.length());
    const auto latest = m_whole.end - length;
    m_visible.start = std::clamp(m_visible.start, m_whole.start, latest);
    m_visible.end = m_visible.start + length;
}

} // namespace sekisho::models
