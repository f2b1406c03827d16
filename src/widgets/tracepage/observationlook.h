// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfusevalues.h>

#include <QColor>
#include <QString>

namespace sekisho::widgets {

/// How observations look and what they are called, in one place for the tree, the timeline and the pane
/// beside them.
QColor observationColor(const client::ObservationInfo &observation);
QString observationTypeName(client::ObservationType type);
/// Of the icon set.
QString observationIconName(client::ObservationType type);
/// "1.35 s", or "first token 0.31 s · 1.35 s" when the first token's time is known.
QString timingText(const client::ObservationInfo &observation);

} // namespace sekisho::widgets
