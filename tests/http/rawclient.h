// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QTcpSocket>

#include <memory>
#include <optional>

/// A client that sends what it is told, byte for byte, and collects what comes back.
class RawClient
{
public:
    /// Over TLS if a configuration is given. Connecting goes on while bytes are already accepted.
    RawClient(quint16 port, const std::optional<QSslConfiguration> &tls);

    void send(const QByteArray &bytes);
    /// Whether `count` answers with a Content-Length, or chunked, have come.
    bool hasAnswers(int count) const;
    const QByteArray &received() const { return m_received; }
    void forget() { m_received.clear(); }
    bool isClosed() const { return m_closed; }
    /// Reads nothing more from the system until resumeReading().
    void stopReading();
    void resumeReading();
    /// Between the two: takes at most so many bytes from what the system has.
    void readSome(qsizetype most);
    void close();

private:
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_received;
    bool m_reading = true;
    bool m_closed = false;
};
