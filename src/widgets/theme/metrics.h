// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

// Sizes in device-independent pixels: the scales of docs/design.md.
namespace sekisho::widgets {

namespace space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
} // namespace space

namespace metrics {
inline constexpr int radius = 6;
inline constexpr int controlHeight = 30;
inline constexpr int icon = 16;
inline constexpr int iconLarge = 20;
inline constexpr int rowComfortable = 36;
inline constexpr int rowCompact = 28;
inline constexpr int sidePane = 360;
/// About 72 characters of the message size.
inline constexpr int messageColumn = 720;
} // namespace metrics

enum class Density { Comfortable, Compact };

enum class TextRole { Small, Table, Ui, Message, Title, Display, Code };

/// A font of the type scale: Noto Sans beside Noto Sans CJK JP, two weights. Figures are tabular in both
/// families.
QFont fontFor(TextRole role);
/// The semibold one of the two weights.
QFont strongFontFor(TextRole role);
/// Line height of running text as a factor: Japanese needs more air than Latin.
double messageLineHeight(const QString &text);

} // namespace sekisho::widgets
