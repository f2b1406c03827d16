// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connector.h"
#include "origin.h"
#include "responseparser.h"
#include "stream.h"

#include <core/result.h>

#include <QObject>
#include <QSslConfiguration>

#include <memory>
#include <optional>

namespace sekisho::http {

/// One connection to an upstream: carries one request at a time, and waits for the next one in between.
/// Never deleted from within one of its own calls: deleteLater().
class OutboundConnection final : public QObject,
                                 private ResponseParser::Sink,
                                 private Connector::User,
                                 private Stream::User
{
    Q_OBJECT
public:
    /// Who waits for the answer under way. Each may close the connection, or leave.
    class User
    {
    public:
        virtual ~User() = default;
        virtual void requestSent() = 0;
        virtual void connected() = 0;
        virtual void headParsed(int status, const Headers &headers) = 0;
        virtual void bodyParsed(QByteArrayView bytes) = 0;
        /// The last thing this user hears; the connection is no longer its own.
        virtual void answerEnded() = 0;
        /// Also the last thing. `beforeAnswer`: not one byte of an answer had come.
        virtual void connectionFailed(const core::Error &error, bool beforeAnswer) = 0;
    };

    OutboundConnection(Origin origin, const std::optional<QSslConfiguration> &tls, QObject *parent);

    /// Connects first where that has not happened; the user hears nothing before this returns.
    void run(QByteArray request, QByteArray body, bool isHead, User &user);
    void setPaused(bool paused);
    /// Closes; nobody is told any more. freed() is not sent.
    void close();

    const Origin &origin() const { return m_origin; }
    bool isOpen() const;

Q_SIGNALS:
    /// The answer is complete and the connection can be used again; before the user is told.
    void freed(sekisho::http::OutboundConnection *connection);
    /// Closed while nobody was using it, or unfit to be used again.
    void lost(sekisho::http::OutboundConnection *connection);

private:
    void open();
    void transmit();
    void consumeInput();
    void afterInput();
    void connectorReady() override;
    void connectorFailed(const QString &why) override;
    void readable() override;
    void bytesLeft() override;
    void streamEnded(const QString &why) override;
    void complete();
    void fail(core::ErrorKind kind, const QString &why);
    void headParsed(int status, const Headers &headers) override;
    void bodyParsed(QByteArrayView bytes) override;

    Origin m_origin;
    Connector *m_connector; ///< null as soon as there is a stream
    std::unique_ptr<Stream> m_stream;
    ResponseParser m_parser;
    User *m_user = nullptr;
    QByteArray m_request;
    QByteArray m_body;
    bool m_paused = false;
    bool m_gotBytes = false;
    bool m_ended = false; ///< the upstream has closed
};

} // namespace sekisho::http
