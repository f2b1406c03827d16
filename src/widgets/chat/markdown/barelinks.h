// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "block.h"

namespace sekisho::widgets {

// Makes links of addresses that stand in plain text (GFM §6.9, ASCII only: Japanese text goes on right behind
// an address). Code and links are left as they are.
InlineRuns withBareLinks(const InlineRuns &runs);

} // namespace sekisho::widgets
