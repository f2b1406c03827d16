// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/chat/chatstyle.h>

namespace sekisho::widgets {

struct Colors;

/// The theme's tokens as the message view and the composer want them.
ChatStyle themedChatStyle(const Colors &colors);

} // namespace sekisho::widgets
