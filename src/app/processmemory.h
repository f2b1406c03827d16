// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sekisho::app {

/// Resident memory of this process as Linux counts it; 0 where that is not to be had.
qint64 residentMegabytes();

} // namespace sekisho::app
