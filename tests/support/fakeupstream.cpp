// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeupstream.h"

#include "fakeconnection.h"

#include <QTcpSocket>

namespace sekisho::test {

QByteArray FakeRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

FakeUpstream::FakeUpstream(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            adopt(socket);
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("The fake upstream cannot listen");
}

FakeUpstream::~FakeUpstream()
{
    m_server.disconnect(this);
    qDeleteAll(std::exchange(m_connections, {}));
}

void FakeUpstream::adopt(QTcpSocket *socket)
{
    ++m_accepted;
    auto *connection = new Connection(*this, socket);
    m_connections.append(connection);
    connect(socket, &QTcpSocket::disconnected, this, [this, connection] {
        if (!m_connections.removeOne(connection))
            return;
        m_abandoned += connection->isAnswering() ? 1 : 0;
        connection->deleteLater();
        Q_EMIT connectionClosed();
    });
}

quint16 FakeUpstream::port() const
{
    return m_server.serverPort();
}

QUrl FakeUpstream::url(const QString &path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port()).arg(path));
}

void FakeUpstream::answer(const FakeAnswer &answer)
{
    m_script = {answer};
}

void FakeUpstream::thenAnswer(const FakeAnswer &answer)
{
    m_script.append(answer);
}

void FakeUpstream::answerAt(const QByteArray &path, const FakeAnswer &answer)
{
    m_fixed.insert(path, answer);
}

FakeAnswer FakeUpstream::answerTo(const FakeRequest &request)
{
    const auto fixed = m_fixed.constFind(request.target.split('?').first());
    if (m_choose && fixed == m_fixed.constEnd())
        return m_choose(request);
    return fixed == m_fixed.constEnd() ? nextAnswer() : *fixed;
}

FakeAnswer FakeUpstream::nextAnswer()
{
    if (m_script.isEmpty())
        return FakeAnswer::json(500, R"({"error":{"message":"no answer scripted"}})");
    return m_script.size() > 1 ? m_script.takeFirst() : m_script.first();
}

const QList<FakeRequest> &FakeUpstream::requests() const
{
    return m_requests;
}

int FakeUpstream::connectionsAccepted() const
{
    return m_accepted;
}

int FakeUpstream::connectionsOpen() const
{
    return static_cast<int>(m_connections.size());
}

int FakeUpstream::connectionsAbandoned() const
{
    return m_abandoned;
}

qint64 FakeUpstream::bytesUnsent() const
{
    qint64 sum = 0;
    for (const Connection *connection : m_connections)
        sum += connection->bytesUnsent();
    return sum;
}

void FakeUpstream::closeConnections()
{
    const auto connections = m_connections;
    for (Connection *connection : connections) {
        if (!connection->isAnswering())
            connection->close();
    }
}

} // namespace sekisho::test
