// SPDX-License-Identifier: GPL-3.0-or-later
#include "webhook.h"

#include <core/logging.h>
#include <http/connectionpool.h>

#include <QTimer>

#include <deque>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

/// What waits, and the one under way.
class Webhook::Queue final : public http::OutboundListener
{
public:
    Queue(core::SecretString url, Options options)
        : m_url(std::move(url))
        , m_options(options)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { send(); });
    }

    void add(QByteArray json)
    {
        if (m_waiting.size() >= m_options.mostWaiting) {
            // The one under way is the first.
            m_waiting.erase(m_waiting.begin() + (m_waiting.size() > 1 ? 1 : 0));
            qCWarning(core::lcGateway) << "The webhook's queue is full: an event is lost";
        }
        m_waiting.push_back(std::move(json));
        if (m_waiting.size() == 1)
            send();
    }

    void headReceived(int status, const http::Headers &) override { m_status = status; }
    void bodyReceived(QByteArrayView) override {}
    void finished() override
    {
        if (m_status >= 200 && m_status < 300)
            next();
        else
            tryAgain(u"status %1"_s.arg(m_status));
    }
    // The error's text names the host.
    void failed(const core::Error &error) override
    {
        tryAgain(error.kind == core::ErrorKind::Timeout ? u"no answer in time"_s : u"no connection"_s);
    }

private:
    void send()
    {
        http::OutboundRequest request;
        request.method = "POST";
        request.url = QUrl(m_url.reveal());
        request.headers.append("Content-Type", "application/json");
        request.headers.append("User-Agent", "sekisho-gateway");
        request.body = m_waiting.front();
        request.timeouts = {m_options.patience, m_options.patience, m_options.patience};
        m_status = 0;
        ++m_attempt;
        m_call = m_pool.send(std::move(request), *this);
    }

    void next()
    {
        m_call.reset();
        m_attempt = 0;
        m_waiting.pop_front();
        if (!m_waiting.empty())
            m_timer.start(0);
    }

    void tryAgain(const QString &why)
    {
        if (m_attempt >= m_options.attempts) {
            qCWarning(core::lcGateway).noquote() << "The webhook took no event:" << why;
            return next();
        }
        m_call.reset();
        m_timer.start(m_options.firstPause * (1 << (m_attempt - 1)));
    }

    const core::SecretString m_url;
    const Options m_options;
    http::ConnectionPool m_pool;
    std::deque<QByteArray> m_waiting;
    std::unique_ptr<http::OutboundCall> m_call;
    QTimer m_timer;
    int m_attempt = 0;
    int m_status = 0;
};

Webhook::Webhook(core::SecretString url, Options options)
    : m_thread(u"webhook"_s)
{
    m_thread.post([this, url = std::move(url), options] { m_queue = std::make_unique<Queue>(url, options); });
}

Webhook::Webhook(core::SecretString url)
    : Webhook(std::move(url), Options())
{
}

Webhook::~Webhook()
{
    m_thread.post([this] { m_queue.reset(); });
}

void Webhook::post(QByteArray json)
{
    m_thread.post([this, json = std::move(json)] { m_queue->add(json); });
}

} // namespace sekisho::gateway
