// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QString>

#include <optional>

class QPainter;

namespace sekisho::widgets {

/// Something used against something allowed, such as spend against a budget.
struct Meter {
    double used = 0;
    /// Absent means unlimited: no bar is drawn, only the text.
    std::optional<double> limit;
    /// What stands beside the bar, for example "$0.42 / $5.00".
    QString text;

    enum class Level { Unlimited, Calm, Near, Over };
    /// Near from 80 %, over from 100 %.
    Level level() const;
    /// 0 to 1; 1 when there is a limit of zero.
    double fraction() const;

    static QColor colorOf(Level level);
    /// The bar alone, filling `rect`.
    void paintBar(QPainter *painter, const QRectF &rect) const;

    friend bool operator==(const Meter &, const Meter &) = default;
};

} // namespace sekisho::widgets
