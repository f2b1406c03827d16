// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace sekisho::test {

/// What a FakeUpstream does with one request. Made by one of the static functions, then refined.
struct FakeAnswer {
    enum class End { KeepAlive, Close, Reset, Stall };
    /// A usage of ten tokens in and twenty out.
    static const QByteArray TenAndTwenty;

    static FakeAnswer json(int status, const QByteArray &body);
    static FakeAnswer text(int status, const QByteArray &contentType, const QByteArray &body);
    /// What an OpenAI upstream answers a plain chat with; `usage` is JSON.
    static FakeAnswer chatCompletion(const QByteArray &usage = TenAndTwenty);
    /// text/event-stream, chunked; each of `events` is the data of one event.
    static FakeAnswer stream(const QByteArrayList &events);
    /// An OpenAI stream that says `words`, with role, finish reason, usage if given as JSON, and [DONE].
    static FakeAnswer chatStream(const QStringList &words, const QByteArray &usage = {});
    /// Exactly these bytes instead of an HTTP answer.
    static FakeAnswer raw(const QByteArray &bytes);
    /// Reads the request and never says a word.
    static FakeAnswer silence();

    FakeAnswer &withHeader(const QByteArray &name, const QByteArray &value);
    /// Waits before the first byte.
    FakeAnswer &after(std::chrono::milliseconds delay);
    /// Sends the body in pieces of this many bytes, each in a write and a chunk of its own.
    FakeAnswer &inPiecesOf(qsizetype bytes);
    /// Waits between two pieces.
    FakeAnswer &every(std::chrono::milliseconds interval);
    /// Sends only the first bytes of the body, then ends that way.
    FakeAnswer &cutAt(qsizetype bodyBytes, End end);
    FakeAnswer &closing();

    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool chunked = false;
    bool isRaw = false;
    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds interval{0};
    qsizetype pieceSize = 0; ///< 0: all at once
    std::optional<qsizetype> cut;
    End end = End::KeepAlive;
};

/// One request as it arrived.
struct FakeRequest {
    QByteArray method;
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    /// The first header of this name, without case.
    QByteArray header(const QByteArray &name) const;
};

/// A scripted HTTP/1.1 server on a free port of 127.0.0.1, on the thread that made it (which needs its event
/// loop). Gives its answers in order, one for each request; the last one is given again and again.
class FakeUpstream : public QObject
{
    Q_OBJECT
public:
    explicit FakeUpstream(QObject *parent = nullptr);
    ~FakeUpstream() override;

    quint16 port() const;
    /// "http://127.0.0.1:PORT" and the path.
    QUrl url(const QString &path = QStringLiteral("/v1")) const;

    /// Forgets what is left of the script.
    void answer(const FakeAnswer &answer);
    void thenAnswer(const FakeAnswer &answer);
    /// To every request of this path, whatever its query; the script is not touched.
    void answerAt(const QByteArray &path, const FakeAnswer &answer);

    /// Asks for the answer to each request; the script is not touched.
    void answerBy(std::function<FakeAnswer(const FakeRequest &)> choose) { m_choose = std::move(choose); }

    const QList<FakeRequest> &requests() const;
    /// Connections accepted so far, and those open now.
    int connectionsAccepted() const;
    int connectionsOpen() const;
    /// Connections that the other side closed while an answer was still under way.
    int connectionsAbandoned() const;
    /// What the other sides have not taken yet of the answers, beyond the system's own buffers.
    qint64 bytesUnsent() const;
    /// Closes idle kept-alive connections, as a server that restarts does.
    void closeConnections();

Q_SIGNALS:
    void requestReceived();
    void connectionClosed();

private:
    class Connection;
    void adopt(QTcpSocket *socket);
    FakeAnswer answerTo(const FakeRequest &request);
    FakeAnswer nextAnswer();

    QTcpServer m_server;
    QList<FakeAnswer> m_script;
    QHash<QByteArray, FakeAnswer> m_fixed;
    std::function<FakeAnswer(const FakeRequest &)> m_choose;
    QList<FakeRequest> m_requests;
    QList<Connection *> m_connections;
    int m_accepted = 0;
    int m_abandoned = 0;
};

} // namespace sekisho::test
