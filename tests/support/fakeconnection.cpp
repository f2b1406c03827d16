// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnection.h"

#include <QTcpSocket>

#include <sys/socket.h>

namespace sekisho::test {

namespace {

FakeRequest parseHead(const QByteArray &head)
{
    FakeRequest request;
    const QByteArrayList lines = head.split('\n');
    const QByteArrayList words = lines.value(0).trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        if (colon > 0)
            request.headers.append({lines[i].left(colon).trimmed(), lines[i].mid(colon + 1).trimmed()});
    }
    return request;
}

/// So that the peer sees a reset and not an orderly end.
void lingerNot(QTcpSocket *socket)
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

} // namespace

FakeUpstream::Connection::Connection(FakeUpstream &upstream, QTcpSocket *socket)
    : QObject(&upstream)
    , m_upstream(upstream)
    , m_socket(socket)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { collect(); });
}

void FakeUpstream::Connection::collect()
{
    m_received += m_socket->readAll();
    if (!m_answering)
        takeRequest();
}

bool FakeUpstream::Connection::takeRequest()
{
    const auto headEnd = m_received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    FakeRequest request = parseHead(m_received.left(headEnd));
    const auto length = request.header("Content-Length").toLongLong();
    if (m_received.size() < headEnd + 4 + length)
        return false;
    request.body = m_received.mid(headEnd + 4, length);
    m_received.remove(0, headEnd + 4 + length);
    m_upstream.m_requests.append(request);
    play(m_upstream.answerTo(request));
    Q_EMIT m_upstream.requestReceived();
    return true;
}

void FakeUpstream::Connection::play(const FakeAnswer &answer)
{
    m_answer = answer;
    m_answering = true;
    m_sent = 0;
    m_timer.disconnect(this);
    m_timer.callOnTimeout(this, [this] { sendHead(); });
    m_timer.start(answer.delay);
}

void FakeUpstream::Connection::sendHead()
{
    m_timer.disconnect(this);
    m_timer.callOnTimeout(this, [this] { sendPiece(); });
    if (!m_answer.isRaw)
        m_socket->write(head());
    sendPiece();
}

QByteArray FakeUpstream::Connection::head() const
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(m_answer.status) + " Scripted\r\n";
    for (const auto &[name, value] : m_answer.headers)
        text += name + ": " + value + "\r\n";
    if (m_answer.chunked)
        text += "Transfer-Encoding: chunked\r\n";
    else
        text += "Content-Length: " + QByteArray::number(m_answer.body.size()) + "\r\n";
    return text + "\r\n";
}

void FakeUpstream::Connection::sendPiece()
{
    const auto total = m_answer.cut.value_or(m_answer.body.size());
    const auto size = m_answer.pieceSize > 0 ? std::min(m_answer.pieceSize, total - m_sent) : total - m_sent;
    if (size > 0) {
        m_socket->write(framed(m_answer.body.mid(m_sent, size)));
        m_socket->flush();
        m_sent += size;
    }
    if (m_sent >= total)
        end();
    else
        m_timer.start(m_answer.interval);
}

QByteArray FakeUpstream::Connection::framed(const QByteArray &piece) const
{
    if (!m_answer.chunked)
        return piece;
    return QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
}

void FakeUpstream::Connection::end()
{
    if (m_answer.end == FakeAnswer::End::Stall)
        return;
    if (m_answer.chunked && !m_answer.cut)
        m_socket->write("0\r\n\r\n");
    m_answering = false;
    if (m_answer.end == FakeAnswer::End::Reset) {
        m_socket->flush();
        lingerNot(m_socket);
        m_socket->abort();
    } else if (m_answer.end == FakeAnswer::End::Close) {
        m_socket->disconnectFromHost();
    } else {
        takeRequest();
    }
}

qint64 FakeUpstream::Connection::bytesUnsent() const
{
    return m_socket->bytesToWrite();
}

void FakeUpstream::Connection::close()
{
    m_socket->disconnectFromHost();
}

} // namespace sekisho::test
