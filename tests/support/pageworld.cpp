// SPDX-License-Identifier: GPL-3.0-or-later
#include "pageworld.h"

#include <traces/otlpbuilder.h>

#include <QTest>

namespace sekisho::test {

using namespace Qt::Literals::StringLiterals;

PageWorld::PageWorld()
    : m_transport(std::make_unique<client::ApiTransport>(&m_network, client::ServerEndpoint{}))
    , m_gateway(m_transport.get())
    , m_keys(m_gateway.keys(), &m_clock)
    , m_teams(m_gateway.teams(), &m_clock)
    , m_budgets(m_gateway.budgets(), &m_clock)
{
}

PageWorld::~PageWorld()
{
    // What waits for an answer has to be there still when its call is cancelled.
    m_traces.setClient(nullptr);
    m_langfuse.reset();
    m_transport.reset();
}

bool PageWorld::start()
{
    if (!m_server.start())
        return false;
    m_server.options.port = m_server.info().port;
    connectClients();
    return true;
}

void PageWorld::stop()
{
    m_server.stop();
}

void PageWorld::signIn(const QString &key)
{
    m_transport->setEndpoint({m_server.info().url, {client::bearerAuth(core::SecretString(key))}});
}

core::Json PageWorld::post(const QString &path, const core::Json &body)
{
    const auto reply = m_server.master().request("POST", path, body);
    if (reply->status != 200)
        qWarning().noquote() << path << reply->status << reply->body;
    return reply->json();
}

int PageWorld::chat(const QString &key)
{
    const core::Json body{{"model", "gpt-4o-mini"},
                          {"max_tokens", 8},
                          {"messages", {{{"role", "user"}, {"content", "hello"}}}}};
    return m_server.client(key).request("POST", u"/v1/chat/completions"_s, body)->status;
}

core::Json PageWorld::get(const QString &path)
{
    return m_server.master().request("GET", path)->json();
}

bool PageWorld::sendSpans(const core::Json &spans)
{
    client::ApiTransport sender(&m_network, m_langfuse->endpoint().withKeys());
    const auto sent =
        sender.send(client::ApiRequest::post(u"/api/public/otel/v1/traces"_s, otlpExport(spans)));
    return QTest::qWaitFor([&] { return sent.isFinished(); }) && sent.result().has_value();
}

void PageWorld::connectClients()
{
    signIn(GatewayFixture::MasterKey);
    const auto &info = m_server.info();
    m_langfuse = std::make_unique<client::LangfuseClient>(
        client::LangfuseEndpoint{u"tests"_s, info.url, info.langfusePublicKey, info.langfuseSecretKey, {}},
        m_network);
    m_traces.setClient(m_langfuse.get());
}

} // namespace sekisho::test
