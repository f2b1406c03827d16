// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/config/configreader.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestConfigReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAModelList();
    void findsTheUpstream_data();
    void findsTheUpstream();
    void takesValuesFromTheEnvironment();
    void namesWhatItDoesNotSupport();
    void namesTheLineThatIsWrong_data();
    void namesTheLineThatIsWrong();
    void servesTheDemoWithoutModels();

private:
    static core::Result<GatewayConfig> read(const QByteArray &yaml,
                                            const QProcessEnvironment &environment = {});
};

core::Result<GatewayConfig> TestConfigReader::read(const QByteArray &yaml,
                                                   const QProcessEnvironment &environment)
{
    return readConfig(yaml, u"c.yaml"_s, environment);
}

void TestConfigReader::readsAModelList()
{
    const auto config = read("model_list:\n"
                             "  - model_name: chat\n"
                             "    litellm_params:\n"
                             "      model: openai/gpt-x\n"
                             "      api_base: http://127.0.0.1:9000/v1/\n"
                             "      api_key: sk-up\n"
                             "      input_cost_per_token: 0.0000001\n"
                             "      output_cost_per_token: 4e-7\n"
                             "      max_tokens: 256\n"
                             "      timeout: 2.5\n"
                             "    model_info: {id: my-id}\n"
                             "general_settings: {master_key: sk-1234}\n");
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().detail));
    QCOMPARE(config->deployments.size(), std::size_t(1));
    const auto &deployment = config->deployments.front();
    QCOMPARE(deployment.modelName, u"chat"_s);
    QCOMPARE(deployment.id, u"my-id"_s);
    QCOMPARE(deployment.provider, u"openai"_s);
    QCOMPARE(deployment.upstreamModel, u"gpt-x"_s);
    QCOMPARE(deployment.apiBase, QUrl(u"http://127.0.0.1:9000/v1"_s));
    QCOMPARE(deployment.apiKey.reveal(), u"sk-up"_s);
    QCOMPARE(deployment.inputPrice.picos, 100'000);
    QCOMPARE(deployment.outputPrice.picos, 400'000);
    QCOMPARE(deployment.maxOutputTokens, 256);
    QCOMPARE(deployment.timeout, 2500ms);
    QCOMPARE(config->masterKey.reveal(), u"sk-1234"_s);
    QVERIFY2(config->notes.isEmpty(), qPrintable(config->notes.join(u'\n')));
}

void TestConfigReader::findsTheUpstream_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("base");
    const QString openai = u"https://api.openai.com/v1"_s;
    QTest::newRow("OpenAI by itself")
        << QByteArray("{model: openai/gpt-x}") << u"openai"_s << u"gpt-x"_s << openai;
    QTest::newRow("a name without a provider")
        << QByteArray("{model: gpt-x}") << u"openai"_s << u"gpt-x"_s << openai;
    QTest::newRow("Azure's resource")
        << QByteArray("{model: azure/dep, api_base: 'https://r.openai.azure.com/'}") << u"openai"_s
        << u"dep"_s << u"https://r.openai.azure.com/openai/v1"_s;
    QTest::newRow("Azure's v1 form")
        << QByteArray("{model: azure/dep, api_base: 'https://r.openai.azure.com/openai/v1'}") << u"openai"_s
        << u"dep"_s << u"https://r.openai.azure.com/openai/v1"_s;
    QTest::newRow("Gemini's compatible form")
        << QByteArray("{model: gemini/flash}") << u"openai"_s << u"flash"_s
        << u"https://generativelanguage.googleapis.com/v1beta/openai"_s;
    QTest::newRow("the whole address")
        << QByteArray("{model: openai/x, api_base: 'http://h/v1/chat/completions'}") << u"openai"_s << u"x"_s
        << u"http://h/v1"_s;
    QTest::newRow("a name with slashes") << QByteArray("{model: openai/org/x, api_base: 'http://h/v1'}")
                                         << u"openai"_s << u"org/x"_s << u"http://h/v1"_s;
    QTest::newRow("the demo") << QByteArray("{model: demo/x}") << u"demo"_s << u"x"_s << QString();
}

void TestConfigReader::findsTheUpstream()
{
    QFETCH(QByteArray, params);
    const auto config = read("model_list: [{model_name: m, litellm_params: " + params + "}]");
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().detail));
    const auto &deployment = config->deployments.front();
    QTEST(deployment.provider, "provider");
    QTEST(deployment.upstreamModel, "model");
    QTEST(deployment.apiBase.toString(), "base");
}

void TestConfigReader::takesValuesFromTheEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(u"UP"_s, u"sk-env"_s);
    const auto config = read("environment_variables: {BASE: 'http://h/v1'}\n"
                             "model_list: [{model_name: m, litellm_params: {model: openai/x, "
                             "api_key: os.environ/UP, api_base: os.environ/BASE}}]\n"
                             "general_settings: {master_key: os.environ/MISSING}\n",
                             environment);
    QVERIFY(config.has_value());
    QCOMPARE(config->deployments.front().apiKey.reveal(), u"sk-env"_s);
    QCOMPARE(config->deployments.front().apiBase.host(), u"h"_s);
    QVERIFY(config->masterKey.isEmpty());
    QVERIFY(config->notes.join(u'\n').contains(u"c.yaml:3: the environment variable MISSING is not set"_s));
}

void TestConfigReader::namesWhatItDoesNotSupport()
{
    const auto config = read("model_list:\n"
                             "  - model_name: m\n"
                             "    litellm_params:\n"
                             "      model: demo/m\n"
                             "      rpm: 60\n"
                             "litellm_settings:\n"
                             "  num_retries: 3\n"
                             "guardrails: []\n");
    QVERIFY(config.has_value());
    const QString notes = config->notes.join(u'\n');
    for (const auto &note : {u"c.yaml:5: litellm_params.rpm is not supported"_s,
                             u"c.yaml:7: litellm_settings.num_retries is not supported"_s,
                             u"c.yaml:8: guardrails is not supported"_s, u"m has no price"_s})
        QVERIFY2(notes.contains(note), qPrintable(notes));
}

void TestConfigReader::namesTheLineThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("what");
    QTest::newRow("no YAML") << QByteArray("model_list:\n  - {a: [}\n") << u"c.yaml:2"_s << QString();
    QTest::newRow("no map") << QByteArray("- a\n") << u"c.yaml:1"_s << u"map"_s;
    QTest::newRow("no model name") << QByteArray("model_list:\n  - litellm_params: {model: demo/m}\n")
                                   << u"c.yaml:2"_s << u"model_name is missing"_s;
    QTest::newRow("no parameters") << QByteArray("model_list:\n  - model_name: m\n") << u"c.yaml:2"_s
                                   << u"litellm_params"_s;
    QTest::newRow("a price in words")
        << QByteArray("model_list:\n  - model_name: m\n    litellm_params:\n      model: demo/m\n"
                      "      input_cost_per_token: cheap\n")
        << u"c.yaml:5"_s << u"input_cost_per_token must be a number"_s;
    QTest::newRow("a provider with a dialect of its own")
        << QByteArray("model_list:\n  - model_name: m\n    litellm_params:\n      model: anthropic/m\n")
        << u"c.yaml:4"_s << u"'anthropic' is not supported"_s;
    QTest::newRow("an address that is none")
        << QByteArray(
               "model_list:\n  - model_name: m\n    litellm_params: {model: openai/m, api_base: 'ftp://h'}\n")
        << u"c.yaml:3"_s << u"api_base"_s;
    QTest::newRow("the same entry twice")
        << QByteArray("model_list:\n  - {model_name: m, litellm_params: {model: demo/m}}\n"
                      "  - {model_name: m, litellm_params: {model: demo/m}}\n")
        << u"c.yaml:3"_s << u"same"_s;
}

void TestConfigReader::namesTheLineThatIsWrong()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, place);
    QFETCH(QString, what);
    const auto config = read(yaml);
    QVERIFY(!config);
    QVERIFY2(config.error().detail.startsWith(place), qPrintable(config.error().detail));
    QVERIFY2(config.error().detail.contains(what), qPrintable(config.error().detail));
}

void TestConfigReader::servesTheDemoWithoutModels()
{
    const auto config = read("general_settings: {}\n");
    QVERIFY(config.has_value());
    QCOMPARE(config->deployments.size(), std::size_t(2));
    QVERIFY(config->deployments.front().isDemo());
    QVERIFY(!config->notes.isEmpty());
}

QTEST_GUILESS_MAIN(TestConfigReader)
#include "tst_configreader.moc"
