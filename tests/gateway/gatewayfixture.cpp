// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/testdatabase.h>

namespace sekisho::test {

using gateway::Gateway;
using namespace Qt::Literals::StringLiterals;

const QString GatewayFixture::MasterKey = u"sk-master-of-the-tests"_s;

GatewayFixture::GatewayFixture()
{
    options.config = gateway::defaultConfig();
    options.config.masterKey = core::SecretString(MasterKey);
    options.port = 0;
    options.dataDir = dataDir();
    if (support::runsOnPostgres())
        options.databaseUrl = support::newDatabase({});
}

GatewayFixture::~GatewayFixture() = default;

providers::Deployment GatewayFixture::deployment(const QString &name, const QUrl &base)
{
    providers::Deployment deployment;
    deployment.id = u"id-of-"_s + name;
    deployment.modelName = name;
    deployment.provider = u"openai"_s;
    deployment.upstreamModel = u"upstream-"_s + name;
    deployment.apiBase = base;
    deployment.apiKey = core::SecretString(u"sk-upstream"_s);
    deployment.inputPrice = core::TokenPrice::fromUsdPerToken(1e-6);
    deployment.outputPrice = core::TokenPrice::fromUsdPerToken(2e-6);
    deployment.maxOutputTokens = 1000;
    deployment.parameters = core::Json::object();
    return deployment;
}

bool GatewayFixture::start()
{
    m_gateway = std::make_unique<Gateway>();
    const auto started = m_gateway->start(options);
    if (!QTest::qWaitFor([&] { return started.isFinished(); }, 20000))
        return false;
    const auto result = started.result();
    if (!result) {
        m_error = result.error();
        return false;
    }
    m_info = *result;
    m_master = std::make_unique<TestClient>(m_info.url, MasterKey);
    return true;
}

void GatewayFixture::stop()
{
    m_gateway.reset();
}

TestClient GatewayFixture::client(const QString &key) const
{
    return TestClient(m_info.url, key);
}

QString GatewayFixture::newKey(const core::Json &fields)
{
    return core::stringOr(m_master->request("POST", u"/key/generate"_s, fields)->json(), "key");
}

core::Json GatewayFixture::row(const QByteArray &callId)
{
    const auto found =
        m_master->request("GET", u"/spend/logs?request_id="_s + QString::fromLatin1(callId))->json();
    return found.is_array() && !found.empty() ? found.front() : core::Json();
}

core::Json GatewayFixture::rows()
{
    return m_master->request("GET", u"/spend/logs"_s)->json();
}

QByteArray GatewayFixture::chat(const QString &model, bool stream, core::Json extra)
{
    extra["model"] = model;
    extra["messages"] = core::Json::array({{{"role", "user"}, {"content", "Say something."}}});
    if (stream)
        extra["stream"] = true;
    return core::toJsonBytes(extra);
}

} // namespace sekisho::test
