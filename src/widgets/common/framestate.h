// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stateview.h"

#include <models/pagestate.h>

namespace sekisho::widgets {

class PageFrame;

/// Lets a frame show what a model says of its page: content, loading, `empty`, or the error in words.
void showState(PageFrame &frame, const models::PageState &state, const StateView::Text &empty);

} // namespace sekisho::widgets
