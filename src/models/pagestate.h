// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/error.h>

namespace sekisho::models {

/// What a page that shows remote data has to say. `error` belongs to Failed, NotPermitted and Unsupported.
struct PageState {
    enum class Kind {
        Idle,         ///< nothing was asked for yet
        Loading,      ///< nothing to show yet
        Refreshing,   ///< shows the former content while the new one is on its way
        Ready,        ///< shows content
        Empty,        ///< asked, and there is none
        Failed,       ///< could not be read; retry may help
        NotPermitted, ///< the key may not see this
        Unsupported,  ///< this server does not have it
    };
    Kind kind = Kind::Idle;
    core::Error error;

    /// The state that a failure leads to.
    static PageState failed(const core::Error &error)
    {
        switch (error.kind) {
        case core::ErrorKind::Forbidden:
        case core::ErrorKind::Unauthenticated:
            return {Kind::NotPermitted, error};
        case core::ErrorKind::Unsupported:
            return {Kind::Unsupported, error};
        default:
            return {Kind::Failed, error};
        }
    }
    friend bool operator==(const PageState &, const PageState &) = default;
};

} // namespace sekisho::models
