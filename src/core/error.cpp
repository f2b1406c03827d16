// SPDX-License-Identifier: GPL-3.0-or-later
#include "error.h"

namespace sekisho::core {

QString nameOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::InvalidInput:
        return QStringLiteral("invalid input");
    case ErrorKind::Unauthenticated:
        return QStringLiteral("unauthenticated");
    case ErrorKind::Forbidden:
        return QStringLiteral("forbidden");
    case ErrorKind::NotFound:
        return QStringLiteral("not found");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::BudgetExceeded:
        return QStringLiteral("budget exceeded");
    case ErrorKind::RateLimited:
        return QStringLiteral("rate limited");
    case ErrorKind::TooLarge:
        return QStringLiteral("too large");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Network:
        return QStringLiteral("network");
    case ErrorKind::Upstream:
        return QStringLiteral("upstream");
    case ErrorKind::Storage:
        return QStringLiteral("storage");
    case ErrorKind::Unavailable:
        return QStringLiteral("unavailable");
    case ErrorKind::Unsupported:
        return QStringLiteral("unsupported");
    case ErrorKind::Internal:
        break;
    }
    return QStringLiteral("internal");
}

QString describe(const Error &error)
{
    QString text = nameOf(error.kind) + QStringLiteral(": ") + error.detail;
    if (error.cause)
        text += QStringLiteral(" (cause: ") + describe(*error.cause) + u')';
    return text;
}

} // namespace sekisho::core
