// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "block.h"

namespace sekisho::widgets {

// Markdown (CommonMark with GFM's tables, strike-through, task lists and bare links) into blocks. HTML is
// text except <br>; images become links; a line break in the source is one on the screen; "$" means money.
// Never fails: whatever is not understood is shown as text.
QList<Block> parseMarkdown(const QString &markdown);

} // namespace sekisho::widgets
