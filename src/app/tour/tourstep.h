// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace sekisho::app {

/// One step of the guided tour: what a person does, how to see that it worked, and the picture that shows it.
struct TourStep {
    QString name; ///< said when the step fails, e.g. "switch to the Gemini model"
    /// True once the step can begin, e.g. when the button it presses is there and enabled.
    std::function<bool()> ready;
    /// Clicks and keys; runs once.
    std::function<void()> act;
    /// True once the window shows what the step is about.
    std::function<bool()> done;
    QString picture; ///< base name of its pictures; empty for none
};

} // namespace sekisho::app
