// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <http/headers.h>

namespace sekisho::gateway {

/// Why a request gets no answer of a model: the error, and what else the client is told beside it.
struct Refusal {
    core::Error error;
    int status = 0;                           ///< 0: follows from the error's kind
    core::Json fields = core::Json::object(); ///< further members of the envelope's `error` object
    http::Headers headers;
};

inline Refusal refusalOf(core::Error error)
{
    return Refusal{std::move(error), 0, core::Json::object(), {}};
}

template <typename T>
using Verdict = tl::expected<T, Refusal>;

} // namespace sekisho::gateway
