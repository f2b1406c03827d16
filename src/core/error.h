// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace sekisho::core {

/// What went wrong, in terms every module shares. Borders translate it once (HTTP status, sentence for a
/// person).
enum class ErrorKind {
    InvalidInput,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    BudgetExceeded,
    RateLimited,
    TooLarge,
    Timeout,
    Cancelled,
    Network,
    Upstream,
    Storage,
    Unavailable,
    Unsupported,
    Internal,
};

/// A failure as a value. `detail` is English, for logs and API bodies, and never holds a secret.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
    /// Machine-readable reason where the kind is too coarse, e.g. LiteLLM's "key_model_access_denied"; may be
    /// empty.
    QString code;
    /// The offending parameter or field; may be empty.
    QString param;
    std::shared_ptr<const Error> cause;

    friend bool operator==(const Error &, const Error &) = default;
};

QString nameOf(ErrorKind kind);
/// "kind: detail (cause: ...)" for logs and failing tests.
QString describe(const Error &error);

} // namespace sekisho::core
