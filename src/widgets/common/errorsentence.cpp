// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorsentence.h"

#include <QCoreApplication>

namespace sekisho::widgets {

using core::ErrorKind;

namespace {

ErrorSentence sentence(const char *title, const char *text)
{
    return {QCoreApplication::translate("ErrorSentence", title),
            QCoreApplication::translate("ErrorSentence", text)};
}

ErrorSentence accessSentence(ErrorKind kind)
{
    if (kind == ErrorKind::Unauthenticated)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The key was not accepted"),
                        QT_TRANSLATE_NOOP("ErrorSentence",
                                          "It may have been deleted, blocked or mistyped. Choose another "
                                          "key, or ask the administrator for a new one."));
    return sentence(
        QT_TRANSLATE_NOOP("ErrorSentence", "This key may not do that"),
        QT_TRANSLATE_NOOP("ErrorSentence", "Switch to a key with more rights, or ask the administrator."));
}

ErrorSentence limitSentence(ErrorKind kind)
{
    if (kind == ErrorKind::BudgetExceeded)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The budget is used up"),
                        QT_TRANSLATE_NOOP("ErrorSentence",
                                          "Wait until it starts anew, switch to another key, or ask the "
                                          "administrator to raise it."));
    return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "Too many requests"),
                    QT_TRANSLATE_NOOP("ErrorSentence", "Wait a moment and try again."));
}

ErrorSentence connectionSentence(ErrorKind kind)
{
    if (kind == ErrorKind::Timeout)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The server took too long to answer"),
                        QT_TRANSLATE_NOOP("ErrorSentence",
                                          "Try again. If it stays so, test the connection in the settings."));
    return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The server cannot be reached"),
                    QT_TRANSLATE_NOOP("ErrorSentence", "Check the address and the network, then try again."));
}

ErrorSentence serverSentence(ErrorKind kind)
{
    if (kind == ErrorKind::Unsupported)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "This server does not offer that"),
                        QT_TRANSLATE_NOOP("ErrorSentence",
                                          "It may be an older or a different edition. Everything else "
                                          "still works."));
    if (kind == ErrorKind::Storage)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The data could not be read or written"),
                        QT_TRANSLATE_NOOP("ErrorSentence",
                                          "Check that the disk is not full and the folder can be written."));
    return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The server reported a problem"),
                    QT_TRANSLATE_NOOP("ErrorSentence", "Try again. The details say what it reported."));
}

ErrorSentence requestSentence(ErrorKind kind)
{
    if (kind == ErrorKind::NotFound)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "It is not there any more"),
                        QT_TRANSLATE_NOOP("ErrorSentence", "It may have been deleted. Refresh the list."));
    if (kind == ErrorKind::Conflict)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The name is taken"),
                        QT_TRANSLATE_NOOP("ErrorSentence", "Choose another one."));
    if (kind == ErrorKind::TooLarge)
        return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "That is too long"),
                        QT_TRANSLATE_NOOP("ErrorSentence", "Shorten it and try again."));
    return sentence(QT_TRANSLATE_NOOP("ErrorSentence", "The server did not accept the values"),
                    QT_TRANSLATE_NOOP("ErrorSentence", "Correct them and try again. The details say which."));
}

} // namespace

ErrorSentence sentenceFor(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unauthenticated:
    case ErrorKind::Forbidden:
        return accessSentence(error.kind);
    case ErrorKind::BudgetExceeded:
    case ErrorKind::RateLimited:
        return limitSentence(error.kind);
    case ErrorKind::Timeout:
    case ErrorKind::Network:
        return connectionSentence(error.kind);
    case ErrorKind::InvalidInput:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
    case ErrorKind::TooLarge:
        return requestSentence(error.kind);
    default:
        return serverSentence(error.kind);
    }
}

} // namespace sekisho::widgets
