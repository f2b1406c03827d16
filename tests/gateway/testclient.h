// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <http/connectionpool.h>

#include <QObject>

namespace sekisho::test {

/// What came back for one request, growing as it comes.
struct Reply final : http::OutboundListener {
    void headReceived(int code, const http::Headers &fields) override;
    void bodyReceived(QByteArrayView bytes) override;
    void finished() override;
    void failed(const core::Error &error) override;

    core::Json json() const;
    QString errorType() const; ///< of LiteLLM's envelope
    QByteArray callId() const { return headers.value("x-litellm-call-id"); }

    int status = 0;
    http::Headers headers;
    QByteArray body;
    bool isDone = false;   ///< ended properly
    bool isBroken = false; ///< ended otherwise
    std::unique_ptr<http::OutboundCall> call;
    std::function<void()> ended; ///< told once, either way
};

/// An HTTP client for tests, on the test's event loop; any number of requests at once.
class TestClient
{
public:
    TestClient(QUrl base, QString key, http::ConnectionPool::Options options = {})
        : m_base(std::move(base))
        , m_key(std::move(key))
        , m_pool(std::move(options))
    {
    }

    std::shared_ptr<Reply> send(const QByteArray &method, const QString &pathAndQuery,
                                const QByteArray &body = {}, const http::Headers &extra = {});
    /// Waits for the end without a pause between two events, however many they are; a reply that never ends
    /// fails the caller's check of `isDone`.
    static void waitFor(Reply &reply);
    /// send() and waitFor().
    std::shared_ptr<Reply> request(const QByteArray &method, const QString &pathAndQuery,
                                   const core::Json &body = {}, const http::Headers &extra = {});

private:
    QUrl m_base;
    QString m_key;
    http::ConnectionPool m_pool;
};

} // namespace sekisho::test
