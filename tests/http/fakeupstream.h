// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <optional>

class QTcpSocket;

/// A server that takes whole requests and leaves every byte of the answer to the test.
class FakeUpstream : public QTcpServer
{
public:
    using Answer = std::function<void(QTcpSocket &connection, const QByteArray &request)>;

    /// Listens on a free port of 127.0.0.1 (or ::1), over TLS if a configuration is given.
    explicit FakeUpstream(Answer answer, std::optional<QSslConfiguration> tls = {},
                          const QHostAddress &address = QHostAddress::LocalHost);

    bool usesTls() const { return m_tls.has_value(); }
    int accepted() const { return m_accepted; }
    int open() const { return m_open; }
    int requests() const { return int(m_requests.size()); }
    const QByteArrayList &received() const { return m_requests; }
    /// What the first connection has not got rid of.
    qint64 bytesToWrite() const;
    const QList<QTcpSocket *> &connections() const { return m_connections; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QTcpSocket &connection, QByteArray &buffer);

    Answer m_answer;
    std::optional<QSslConfiguration> m_tls;
    QList<QTcpSocket *> m_connections;
    QByteArrayList m_requests;
    int m_accepted = 0;
    int m_open = 0;
};
