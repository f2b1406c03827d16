// SPDX-License-Identifier: GPL-3.0-or-later
#include "framestate.h"

#include "errorsentence.h"
#include "pageframe.h"

namespace sekisho::widgets {

void showState(PageFrame &frame, const models::PageState &state, const StateView::Text &empty)
{
    using Kind = models::PageState::Kind;
    const ErrorSentence sentence = sentenceFor(state.error);
    switch (state.kind) {
    case Kind::Ready:
    case Kind::Refreshing:
        return frame.showContent();
    case Kind::Idle:
    case Kind::Loading:
        return frame.showLoading();
    case Kind::Empty:
        return frame.showEmpty(empty);
    case Kind::NotPermitted:
    case Kind::Failed:
    case Kind::Unsupported:
        return frame.showError({sentence.title, sentence.text, core::describe(state.error)});
    }
}

} // namespace sekisho::widgets
