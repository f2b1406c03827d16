// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <QByteArray>
#include <QList>

namespace sekisho::test {

/// One answer as it came over a connection, its body taken by Content-Length or chunks.
struct WireAnswer {
    int status = 0;
    QByteArray head;
    QByteArray body;

    core::Json json() const;
    /// The value of a field that is written so; empty without one.
    QByteArray field(const QByteArray &name) const;
    bool closes() const { return head.contains("\r\nConnection: close\r\n"); }
    /// What is wrong with it as an error of this status in LiteLLM's envelope; empty if nothing is.
    QString flawAsError(int expected) const;
};

/// The whole answers of a connection, in their order.
QList<WireAnswer> answersIn(QByteArrayView received);

/// A request for a chat completion as a client would send it, with the master key. Fields end in CRLF.
QByteArray chatRequest(const QByteArray &fields, const QByteArray &body);
/// The same, framed by its length.
QByteArray chatRequest(const QByteArray &body);

} // namespace sekisho::test
