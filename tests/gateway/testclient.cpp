// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

#include <QEventLoop>
#include <QTimer>

namespace sekisho::test {

using namespace std::chrono_literals;

void Reply::headReceived(int code, const http::Headers &fields)
{
    status = code;
    headers = fields;
}

void Reply::bodyReceived(QByteArrayView bytes)
{
    body.append(bytes.data(), bytes.size());
}

void Reply::finished()
{
    isDone = true;
    call.reset();
    if (ended)
        ended();
}

void Reply::failed(const core::Error &)
{
    isBroken = true;
    call.reset();
    if (ended)
        ended();
}

core::Json Reply::json() const
{
    return core::parseJson(body).value_or(core::Json());
}

QString Reply::errorType() const
{
    return core::stringOr(core::memberOr(json(), "error"), "type");
}

std::shared_ptr<Reply> TestClient::send(const QByteArray &method, const QString &pathAndQuery,
                                        const QByteArray &body, const http::Headers &extra)
{
    http::OutboundRequest request;
    request.method = method;
    request.url = QUrl(m_base.toString() + pathAndQuery);
    request.headers = extra;
    if (!m_key.isEmpty())
        request.headers.append("Authorization", "Bearer " + m_key.toUtf8());
    request.body = body;
    request.timeouts = {10s, 30s, 30s};
    auto reply = std::make_shared<Reply>();
    reply->call = m_pool.send(std::move(request), *reply);
    return reply;
}

void TestClient::waitFor(Reply &reply)
{
    if (reply.isDone || reply.isBroken)
        return;
    QEventLoop loop;
    QTimer::singleShot(30s, &loop, &QEventLoop::quit);
    reply.ended = [&loop] { loop.quit(); };
    loop.exec();
    reply.ended = nullptr;
}

std::shared_ptr<Reply> TestClient::request(const QByteArray &method, const QString &pathAndQuery,
                                           const core::Json &body, const http::Headers &extra)
{
    auto reply = send(method, pathAndQuery, body.is_null() ? QByteArray() : core::toJsonBytes(body), extra);
    waitFor(*reply);
    return reply;
}

} // namespace sekisho::test
