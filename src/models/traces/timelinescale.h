// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>

namespace sekisho::models {

/// Maps times of one trace to horizontal pixels and back: plain geometry, no window. The visible range always
/// lies within the whole range, and is never shorter than `shortest`.
class TimelineScale
{
public:
    struct Range {
        core::Timestamp start;
        core::Timestamp end;
        std::chrono::microseconds length() const { return end - start; }
        friend bool operator==(const Range &, const Range &) = default;
    };
    struct Span {
        double left = 0;
        double right = 0;
        double width() const { return right - left; }
    };
    static constexpr std::chrono::microseconds shortest{20};

    TimelineScale() = default;
    explicit TimelineScale(Range whole);

    const Range &whole() const { return m_whole; }
    const Range &visible() const { return m_visible; }
    bool isZoomed() const { return m_visible != m_whole; }

    void setWidth(double pixels);
    double width() const { return m_width; }

    double xOf(core::Timestamp time) const;
    core::Timestamp timeAt(double x) const;
    /// Where a bar is drawn: cut to the visible part, at least `minimum` wide; empty (width 0) if it is out
    /// of sight.
    Span barOf(core::Timestamp start, core::Timestamp end, double minimum) const;

    /// Shows 1/factor of what is visible now, with the time under `x` staying under `x`.
    void zoomAt(double x, double factor);
    void pan(double pixels);
    void show(Range range);
    void showAll();

    /// Distance of two ruler lines: 1, 2 or 5 times a power of ten microseconds, so that they are at least
    /// `pixels` apart.
    std::chrono::microseconds tick(double pixels) const;
    /// The ruler line at or before the left edge; lines are counted from the start of the trace.
    core::Timestamp firstTick(std::chrono::microseconds step) const;

private:
    void clampVisible();

    Range m_whole{};
    Range m_visible{};
    double m_width = 1;
};

} // namespace sekisho::models
