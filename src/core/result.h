// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QFuture>

#include <tl/expected.hpp>

namespace sekisho::core {

/// The one return type of whatever can fail. Use `Result<void>` where there is nothing to return.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
};

using Failure = tl::unexpected<Error>;

/// `return fail(ErrorKind::NotFound, u"..."_s);` from any function that returns a Result.
inline Failure fail(ErrorKind kind, QString detail, QString code = {}, QString param = {})
{
    return Failure(Error{kind, std::move(detail), std::move(code), std::move(param), nullptr});
}

inline Failure fail(Error error)
{
    return Failure(std::move(error));
}

/// Wraps `cause` so that the log shows both what was attempted and what failed underneath.
inline Failure failBecause(ErrorKind kind, QString detail, Error cause)
{
    return Failure(Error{kind, std::move(detail), {}, {}, std::make_shared<const Error>(std::move(cause))});
}

/// Remote and background work: continue with `.then(context, ...)`; cancelling the future cancels the work.
template <typename T>
using Async = QFuture<Result<T>>;

template <typename T>
Async<T> readyFuture(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

} // namespace sekisho::core
