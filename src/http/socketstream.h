// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stream.h"

#include <QObject>

QT_BEGIN_NAMESPACE
class QSslSocket;
class QTcpSocket;
QT_END_NAMESPACE

namespace sekisho::http {

/// A stream on one of Qt's sockets: TLS, and platforms without a PlainStream.
class SocketStream final : public QObject, public Stream
{
    Q_OBJECT
public:
    /// Takes the connected socket; a TLS handshake may still be under way.
    SocketStream(QTcpSocket *socket, User &user);
    ~SocketStream() override;

    qsizetype read(char *to, qsizetype size) override;
    void setReading(bool reading) override;
    void write(QByteArray bytes) override;
    void flush() override;
    qint64 pendingBytes() const override;
    void shutdownSending() override;
    void closeWhenSent() override;
    void close() override;
    void reset() override;
    bool isOpen() const override;

private:
    void announce();
    void announceSoon();
    void noteFailure();

    QTcpSocket *m_socket;
    QSslSocket *m_tls; ///< the same socket, if it speaks TLS
    User &m_user;
    QString m_why;
    bool m_reading = true;
    bool m_ended = false;
    bool m_told = false; ///< that it ended, or nobody wants to know
};

} // namespace sekisho::http
