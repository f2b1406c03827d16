// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stream.h"

#include <QSocketNotifier>

#include <deque>
#include <memory>

namespace sekisho::http {

/// A stream in the clear on a bare descriptor. It does what the event loop says with one system call each,
/// without the buffers and signals of QTcpSocket, which cost as much as the rest of a proxied request.
class PlainStream final : public Stream
{
public:
    /// Takes the connected descriptor, blocking or not.
    PlainStream(qintptr descriptor, User &user);
    ~PlainStream() override;

    qsizetype read(char *to, qsizetype size) override;
    void setReading(bool reading) override;
    void write(QByteArray bytes) override;
    void flush() override;
    qint64 pendingBytes() const override { return m_pending; }
    void shutdownSending() override;
    void closeWhenSent() override;
    void close() override;
    void reset() override;
    bool isOpen() const override { return m_descriptor >= 0 && !m_ended; }

private:
    /// Calls back without a signal in between.
    class Notifier;

    void readyToRead();
    void readyToWrite();
    void watchWriting(bool watch);
    qint64 sendSome();
    void drop(qint64 sent);
    void end();

    int m_descriptor;
    User &m_user;
    std::unique_ptr<Notifier> m_readNotifier;
    std::unique_ptr<Notifier> m_writeNotifier; ///< made when it is first needed
    std::deque<QByteArray> m_queue;
    qsizetype m_firstSent = 0; ///< of the first in the queue
    qint64 m_pending = 0;
    int m_error = 0;
    bool m_reading = true;
    bool m_ended = false; ///< nothing more to read, or broken
    bool m_sendingFailed = false;
    bool m_closing = false;
};

} // namespace sekisho::http
