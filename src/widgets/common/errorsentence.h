// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/error.h>

#include <QString>

namespace sekisho::widgets {

/// The one place where an error becomes words for a person: what happened, and what to do about it.
struct ErrorSentence {
    QString title; ///< "The gateway cannot be reached"
    QString text;  ///< what to do
};
ErrorSentence sentenceFor(const core::Error &error);

} // namespace sekisho::widgets
