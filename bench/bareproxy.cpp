// SPDX-License-Identifier: GPL-3.0-or-later
// The server and the outbound pool with nothing between them, to be compared with nginx's proxy_pass.
//   sekisho_bareproxy UPSTREAM_PORT [PORT] [THREADS]
#include <http/connectionpool.h>
#include <http/server.h>

#include <QCoreApplication>

#include <cstdio>
#include <unordered_map>

using namespace sekisho::http;

namespace {

/// One request on its way through; ends itself in one of three ways.
class Relay final : public OutboundListener
{
public:
    using Ended = std::function<void(Relay *)>;

    Relay(Responder responder, Ended ended)
        : m_responder(std::move(responder))
        , m_ended(std::move(ended))
    {
        m_responder.onClientGone([this] { end(); });
        m_responder.onDrained([this] { m_call->resume(); });
    }

    void start(ConnectionPool &pool, OutboundRequest request)
    {
        m_call = pool.send(std::move(request), *this);
    }

    void headReceived(int status, const Headers &headers) override
    {
        m_status = status;
        m_headers = headers;
        m_whole = headers.contains("Content-Length");
        if (!m_whole)
            m_responder.begin(status, headers);
    }

    void bodyReceived(QByteArrayView bytes) override
    {
        if (m_whole) {
            m_body += bytes;
            return;
        }
        m_responder.write(bytes);
        if (m_responder.pendingBytes() > 256 * 1024)
            m_call->pause();
    }

    void finished() override
    {
        if (m_whole)
            m_responder.send({m_status, std::move(m_headers), std::move(m_body)});
        else
            m_responder.finish();
        end();
    }

    void failed(const sekisho::core::Error &) override
    {
        m_responder.send(jsonResponse(502, "{}"));
        end();
    }

private:
    void end()
    {
        const auto ended = m_ended; // outlives this
        ended(this);
    }

    Responder m_responder;
    Ended m_ended;
    std::unique_ptr<OutboundCall> m_call;
    Headers m_headers;
    QByteArray m_body;
    int m_status = 0;
    bool m_whole = false;
};

class ProxyHandler final : public Handler
{
public:
    explicit ProxyHandler(quint16 port)
    {
        m_base.setScheme(QStringLiteral("http"));
        m_base.setHost(QStringLiteral("127.0.0.1"));
        m_base.setPort(port);
    }

    void handle(Request request, Responder responder) override
    {
        OutboundRequest outbound;
        outbound.method = std::move(request.method);
        outbound.url = urlOf(request.path);
        outbound.headers = std::move(request.headers);
        outbound.body = std::move(request.body);
        auto relay =
            std::make_unique<Relay>(std::move(responder), [this](Relay *ended) { m_relays.erase(ended); });
        auto *started = relay.get();
        m_relays.emplace(started, std::move(relay));
        started->start(m_pool, std::move(outbound));
    }

private:
    /// Taking a URL apart and putting it together is not what is measured here.
    const QUrl &urlOf(const QByteArray &path)
    {
        auto &url = m_urls[path];
        if (url.isEmpty()) {
            url = m_base;
            url.setPath(QString::fromLatin1(path));
        }
        return url;
    }

    QUrl m_base;
    QHash<QByteArray, QUrl> m_urls;
    ConnectionPool m_pool;
    std::unordered_map<Relay *, std::unique_ptr<Relay>> m_relays;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto number = [&](int index, int fallback) {
        return argc > index ? std::atoi(argv[index]) : fallback;
    };
    ServerOptions options;
    options.port = quint16(number(2, 0));
    options.threads = number(3, 1);
    Server server;
    const auto port =
        server.start(options, [&] { return std::make_unique<ProxyHandler>(quint16(number(1, 80))); });
    if (!port)
        qFatal("%s", qPrintable(describe(port.error())));
    std::printf("listening on %d\n", *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}
