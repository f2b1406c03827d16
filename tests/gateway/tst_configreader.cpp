// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/catalog/modelbuilder.h>
#include <gateway/config/configreader.h>

#include <QFloat16>
#include <QTemporaryDir>
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
    void tellsOfATimeZoneThatNobodyKnows();
    void servesTheDemoWithoutModels();
    void leavesOutWhatItCannotSpeak();
    void keepsEntriesThatDifferInTheKeyOnly();
    void readsTheSettings();
    void readsTheSeedPlatformsFile();
    void readsCredentialsAndWhatTheyServe();
    void readsIncludedFiles();

private:
    static providers::Deployment firstOf(const GatewayConfig &config);
    static core::Result<GatewayConfig> read(const QByteArray &yaml,
                                            const QProcessEnvironment &environment = {});
};

core::Result<GatewayConfig> TestConfigReader::read(const QByteArray &yaml,
                                                   const QProcessEnvironment &environment)
{
    return readConfig(yaml, u"c.yaml"_s, environment);
}

providers::Deployment TestConfigReader::firstOf(const GatewayConfig &config)
{
    CredentialValues credentials;
    for (const auto &credential : config.credentials)
        credentials.insert(credential.name, credential.values);
    return config.models.empty() ? providers::Deployment()
                                 : buildModel(config.models.front(), credentials)->deployment;
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
    QCOMPARE(config->models.size(), std::size_t(1));
    const auto deployment = firstOf(*config);
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
    const auto deployment = firstOf(*config);
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
    QCOMPARE(firstOf(*config).apiKey.reveal(), u"sk-env"_s);
    QCOMPARE(firstOf(*config).apiBase.host(), u"h"_s);
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
    QTest::newRow("an address that is none")
        << QByteArray(
               "model_list:\n  - model_name: m\n    litellm_params: {model: openai/m, api_base: 'ftp://h'}\n")
        << u"c.yaml:3"_s << u"api_base"_s;
    QTest::newRow("the same id twice")
        << QByteArray(
               "model_list:\n  - {model_name: m, litellm_params: {model: demo/m}, model_info: {id: i}}\n"
               "  - {model_name: n, litellm_params: {model: demo/m}, model_info: {id: i}}\n")
        << u"c.yaml:3"_s << u"same model_info.id"_s;
    QTest::newRow("groups that are no list")
        << QByteArray("model_list:\n  - model_name: m\n    litellm_params: {model: demo/m}\n    model_info:\n"
                      "      access_groups: beta\n")
        << u"c.yaml:5"_s << u"access_groups must be a list"_s;
    QTest::newRow("a user in the address")
        << QByteArray("model_list:\n  - model_name: m\n    litellm_params:\n      model: openai/m\n"
                      "      api_base: http://me:secret@h/v1\n")
        << u"c.yaml:5"_s << u"api_base names a user"_s;
    QTest::newRow("a star only upstream")
        << QByteArray("model_list:\n  - model_name: m\n    litellm_params:\n      model: openai/*\n")
        << u"c.yaml:4"_s << u"star"_s;
    QTest::newRow("settings that are no map")
        << QByteArray("general_settings: 7\n") << u"c.yaml:1"_s << u"general_settings must be a map"_s;
    QTest::newRow("a switch in words") << QByteArray("general_settings:\n  store_model_in_db: perhaps\n")
                                       << u"c.yaml:2"_s << u"must be true or false"_s;
    QTest::newRow("a dialect nobody speaks")
        << QByteArray("general_settings:\n  error_dialect: old\n") << u"c.yaml:2"_s << u"error_dialect"_s;
    QTest::newRow("a period in words")
        << QByteArray("general_settings:\n  maximum_spend_logs_retention_period: soon\n") << u"c.yaml:2"_s
        << u"duration"_s;
    QTest::newRow("a negative budget")
        << QByteArray("litellm_settings:\n  max_budget: -1\n") << u"c.yaml:2"_s << u"max_budget"_s;
    QTest::newRow("a time of day that is none")
        << QByteArray("litellm_settings:\n  budget_reset_time: \"25:00\"\n") << u"c.yaml:2"_s
        << u"must be a time such as"_s;
    QTest::newRow("a credential without a name")
        << QByteArray("credential_list:\n  - credential_values: {}\n") << u"c.yaml:2"_s
        << u"credential_name"_s;
    QTest::newRow("a file that is not there")
        << QByteArray("include:\n  - no-such-file.yaml\n") << u"c.yaml:2"_s << u"no-such-file.yaml"_s;
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

void TestConfigReader::tellsOfATimeZoneThatNobodyKnows()
{
    const auto config = read("litellm_settings:\n  timezone: Europe/Nowhere\n");
    QVERIFY(config.has_value());
    QCOMPARE(config->settings.budgetCalendar, core::BudgetCalendar());
    const QString notes = config->notes.join(u'\n');
    QVERIFY2(notes.contains(u"c.yaml:2: litellm_settings.timezone has no effect"_s) &&
                 notes.contains(u"Europe/Nowhere"_s),
             qPrintable(notes));
}

void TestConfigReader::servesTheDemoWithoutModels()
{
    const auto config = read("general_settings: {}\n");
    QVERIFY(config.has_value());
    QCOMPARE(config->deployments.size(), std::size_t(2));
    QVERIFY(config->deployments.front().isDemo());
    QVERIFY(!config->notes.isEmpty());
}

void TestConfigReader::leavesOutWhatItCannotSpeak()
{
    const auto config = read("model_list:\n"
                             "  - model_name: m\n"
                             "    litellm_params:\n"
                             "      model: anthropic/m\n"
                             "  - {model_name: n, litellm_params: {model: demo/n}}\n");
    QVERIFY(config.has_value());
    QCOMPARE(config->models.size(), std::size_t(1));
    const QString notes = config->notes.join(u'\n');
    QVERIFY2(notes.contains(u"c.yaml:4: m is not served: the provider 'anthropic' is not supported"_s),
             qPrintable(notes));
}

void TestConfigReader::keepsEntriesThatDifferInTheKeyOnly()
{
    const auto config = read("model_list:\n"
                             "  - {model_name: m, litellm_params: {model: openai/x, api_key: sk-a}}\n"
                             "  - {model_name: m, litellm_params: {model: openai/x, api_key: sk-b}}\n");
    QVERIFY(config.has_value());
    QCOMPARE(config->models.size(), std::size_t(2));
    QVERIFY(config->models.at(0).id() != config->models.at(1).id());
}

void TestConfigReader::readsTheSettings()
{
    const auto config = read("general_settings:\n"
                             "  error_dialect: \"2026h1\"\n"
                             "  allowed_ips: [127.0.0.1, 10.0.0.0/8]\n"
                             "  use_x_forwarded_for: true\n"
                             "  maximum_spend_logs_retention_period: 30d\n"
                             "  background_health_checks: true\n"
                             "  health_check_interval: 60\n"
                             "  litellm_key_header_name: X-Key\n"
                             "  salt_key: sk-salt\n"
                             "  alerting: [slack]\n"
                             "litellm_settings:\n"
                             "  max_budget: 12.5\n"
                             "  timezone: Asia/Tokyo\n"
                             "  budget_reset_time: \"06:30\"\n"
                             "  default_key_generate_params: {max_budget: 1}\n"
                             "  success_callback: [langfuse]\n"
                             "router_settings:\n"
                             "  model_group_alias: {a: b}\n"
                             "  routing_strategy: least-busy\n");
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().detail));
    const GatewaySettings &settings = config->settings;
    QCOMPARE(settings.errorDialect, ErrorDialect::Early2026);
    QCOMPARE(settings.allowedIps, (QStringList{u"127.0.0.1"_s, u"10.0.0.0/8"_s}));
    QVERIFY(settings.useForwardedFor);
    QCOMPARE(settings.logRetention, std::optional<std::chrono::seconds>(30 * 24h));
    QVERIFY(settings.backgroundHealthChecks);
    QCOMPARE(settings.healthCheckInterval, 60s);
    QCOMPARE(settings.budgetCalendar, core::BudgetCalendar(QTimeZone("Asia/Tokyo"), 6h + 30min));
    QCOMPARE(settings.keyHeaderName, u"X-Key"_s);
    QCOMPARE(settings.maxBudget, std::optional(core::Money::fromUsd(12.5)));
    QCOMPARE(settings.defaultKeyParams["max_budget"], core::Json(1));
    QCOMPARE(settings.modelGroupAlias["a"], core::Json("b"));
    QCOMPARE(config->saltKey.reveal(), u"sk-salt"_s);
    const QString notes = config->notes.join(u'\n');
    for (const auto &note :
         {u"c.yaml:10: general_settings.alerting holds \"slack\", which is not supported"_s,
          u"c.yaml:16: litellm_settings.success_callback is not supported"_s,
          u"c.yaml:19: router_settings.routing_strategy is not supported"_s})
        QVERIFY2(notes.contains(note), qPrintable(notes));
}

void TestConfigReader::readsTheSeedPlatformsFile()
{
    QProcessEnvironment environment;
    environment.insert(u"AZURE_API_KEY"_s, u"azure-secret"_s);
    environment.insert(u"LITELLM_MASTER_KEY"_s, u"sk-master"_s);
    const auto config = read("model_list:\n"
                             "  - model_name: azure-gpt-4o-mini\n"
                             "    litellm_params:\n"
                             "      model: azure/gpt-4o-mini\n"
                             "      api_base: https://r.openai.azure.com/\n"
                             "      api_key: os.environ/AZURE_API_KEY\n"
                             "      api_version: \"2024-10-21\"\n"
                             "general_settings:\n"
                             "  master_key: os.environ/LITELLM_MASTER_KEY\n"
                             "  database_url: os.environ/DATABASE_URL\n"
                             "  store_model_in_db: true\n"
                             "  store_prompts_in_spend_logs: true\n"
                             "environment_variables:\n"
                             "  LITELLM_SALT_KEY: sk-salt\n",
                             environment);
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().detail));
    const auto deployment = firstOf(*config);
    QCOMPARE(deployment.apiBase.toString(), u"https://r.openai.azure.com/openai/deployments/gpt-4o-mini"_s);
    QCOMPARE(core::stringOr(deployment.parameters, "api_version"), u"2024-10-21"_s);
    QCOMPARE(deployment.apiKey.reveal(), u"azure-secret"_s);
    QCOMPARE(config->masterKey.reveal(), u"sk-master"_s);
    QCOMPARE(config->settings.storeModelInDb, std::optional(true));
    QVERIFY(config->settings.storePromptsInSpendLogs);
    QVERIFY(config->databaseUrl.isEmpty());
    QCOMPARE(config->variables.value(u"LITELLM_SALT_KEY"_s), u"sk-salt"_s);
    QCOMPARE(config->notes.size(), 2); // no DATABASE_URL, no price
    QVERIFY(!config->notes.join(u'\n').contains(u"secret"_s));
}

void TestConfigReader::readsCredentialsAndWhatTheyServe()
{
    const auto config = read("credential_list:\n"
                             "  - credential_name: house\n"
                             "    credential_values: {api_key: sk-house, api_base: 'http://h/v1'}\n"
                             "    credential_info: {description: ours}\n"
                             "model_list:\n"
                             "  - model_name: m\n"
                             "    litellm_params: {model: openai/x, litellm_credential_name: house}\n");
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().detail));
    QCOMPARE(config->credentials.size(), std::size_t(1));
    QCOMPARE(firstOf(*config).apiKey.reveal(), u"sk-house"_s);
    QCOMPARE(firstOf(*config).apiBase.host(), u"h"_s);
    QVERIFY(!config->models.front().params.contains("api_key"));
}

void TestConfigReader::readsIncludedFiles()
{
    const QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    QVERIFY(write(u"c.yaml"_s, "include: [more.yaml]\n"
                               "model_list: [{model_name: a, litellm_params: {model: demo/a}}]\n"));
    QVERIFY(write(u"more.yaml"_s,
                  "model_list:\n  - {model_name: b, litellm_params: {model: demo/b, rpm: 1}}\n"
                  "general_settings: {master_key: sk-more}\n"));
    const auto config = readConfigFile(folder.filePath(u"c.yaml"_s), {});
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().detail));
    QCOMPARE(config->models.size(), std::size_t(2));
    QCOMPARE(config->models.at(1).modelName, u"b"_s);
    QCOMPARE(config->masterKey.reveal(), u"sk-more"_s);
    QVERIFY(config->notes.join(u'\n').contains(u"more.yaml:2: litellm_params.rpm"_s));
}

QTEST_GUILESS_MAIN(TestConfigReader)
#include "tst_configreader.moc"
