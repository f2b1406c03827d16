// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/catalog/pricetable.h>
#include <gateway/gatewayfixture.h>

#include <QFloat16>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::test;
using core::Json;
using gateway::PriceTable;
using namespace Qt::Literals::StringLiterals;

/// What a model costs that the configuration gives no price.
class ModelPricesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m;

    gateway::ModelSpec spec(const QString &name, const QString &model, Json params = Json::object(),
                            Json info = Json::object()) const
    {
        gateway::ModelSpec spec;
        spec.modelName = name;
        spec.params = std::move(params);
        spec.params["model"] = model;
        spec.params["api_base"] = m_upstream->url().toString();
        spec.params["api_key"] = "sk-upstream";
        spec.info = std::move(info);
        spec.info["id"] = name;
        return spec;
    }
    Json infoOf(const QString &name)
    {
        const Json rows = m->master().request("GET", u"/model/info"_s)->json();
        for (const Json &row : rows["data"]) {
            if (core::stringOr(row, "model_name") == name)
                return row["model_info"];
        }
        return {};
    }
    /// In US dollars; what was used are a thousand tokens in and ten out.
    double costOf(const QString &model)
    {
        const auto body = core::parseJson(GatewayFixture::chat(model)).value();
        const auto reply = m->master().request("POST", u"/v1/chat/completions"_s, body);
        return m->row(reply->callId())["spend"].get<double>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_upstream->answer(FakeAnswer::chatCompletion(
            R"({"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010})"));
        m = std::make_unique<GatewayFixture>();
        m->options.config.deployments.clear();
        m->options.config.models = {
            spec(u"listed"_s, u"openai/gpt-4o-mini"_s),
            spec(u"ours"_s, u"azure/whatever"_s, Json::object(), {{"base_model", "azure/gpt-4o-mini"}}),
            spec(u"own"_s, u"openai/gpt-4o-mini"_s, {{"input_cost_per_token", 0.001}}),
            spec(u"free"_s, u"openai/gpt-4o-mini"_s,
                 {{"input_cost_per_token", 0}, {"output_cost_per_token", 0}}),
            spec(u"strange"_s, u"openai/nobody-knows"_s),
            spec(u"any/*"_s, u"openai/*"_s),
        };
        QVERIFY2(m->start(), qPrintable(core::describe(m->startError())));
    }

    void theTableSaysFromWhere()
    {
        QVERIFY(PriceTable::builtIn().size() > 200);
        QFile file(u":/providers/prices/models.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json about = core::parseJson(file.readAll()).value()["about"];
        for (const char *field : {"source", "date", "license"})
            QVERIFY2(!core::stringOr(about, field).isEmpty(), field);
    }

    void namesAreUnderstood_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("OpenAI's, with its provider") << u"openai/gpt-4o-mini"_s << true;
        QTest::newRow("OpenAI's, without") << u"gpt-4o-mini"_s << true;
        QTest::newRow("one of a date") << u"gpt-4o-mini-2024-07-18"_s << true;
        QTest::newRow("one of a date that is not listed") << u"gpt-4o-mini-2031-01-01"_s << true;
        QTest::newRow("Azure's") << u"azure/gpt-4o-mini"_s << true;
        QTest::newRow("Gemini's") << u"gemini/gemini-2.5-pro"_s << true;
        QTest::newRow("nobody's") << u"openai/nobody-knows"_s << false;
        QTest::newRow("another provider's") << u"ollama/gpt-4o-mini"_s << false;
        QTest::newRow("a part of a name") << u"openai/gpt-4o-min"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void namesAreUnderstood()
    {
        QFETCH(QString, name);
        QFETCH(bool, isKnown);
        QCOMPARE(PriceTable::builtIn().find(name).has_value(), isKnown);
    }

    void aTableOfRubbishIsEmpty()
    {
        for (const char *text :
             {"null", R"({"models":[1,2]})", R"({"models":{"openai/x":{"input_cost_per_token":"cheap"}}})"})
            QCOMPARE(PriceTable(core::parseJson(QByteArray(text)).value()).size(), std::size_t(0));
    }

    void modelsAreShownWithTheirPrice()
    {
        for (const auto &name : {u"listed"_s, u"ours"_s}) {
            const Json info = infoOf(name);
            QCOMPARE(info["input_cost_per_token"].get<double>(), 1.5e-7);
            QCOMPARE(info["output_cost_per_token"].get<double>(), 6e-7);
            QCOMPARE(info["max_input_tokens"].get<int>(), 128000);
        }
        QCOMPARE(infoOf(u"own"_s)["input_cost_per_token"].get<double>(), 0.001);
        QCOMPARE(infoOf(u"own"_s)["output_cost_per_token"].get<double>(), 0.0);
        QCOMPARE(infoOf(u"free"_s)["input_cost_per_token"].get<double>(), 0.0);
        QVERIFY(infoOf(u"strange"_s)["input_cost_per_token"].is_null());
        QVERIFY(infoOf(u"strange"_s)["output_cost_per_token"].is_null());
    }

    void groupsAndThePublicMapShowIt()
    {
        const auto group = [&](const QString &name) {
            return m->master()
                .request("GET", u"/model_group/info?model_group="_s + name)
                ->json()["data"][0]["input_cost_per_token"];
        };
        QCOMPARE(group(u"listed"_s).get<double>(), 1.5e-7);
        QVERIFY(group(u"strange"_s).is_null());
        QCOMPARE(m->master()
                     .request("POST", u"/model_group/make_public"_s, {{"model_groups", {"ours", "strange"}}})
                     ->status,
                 200);
        const Json map = m->client({}).request("GET", u"/public/litellm_model_cost_map"_s)->json();
        QCOMPARE(map["ours"]["output_cost_per_token"].get<double>(), 6e-7);
        QVERIFY(map["strange"]["output_cost_per_token"].is_null());
    }

    void callsCostIt_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("usd");
        QTest::newRow("from the table") << u"listed"_s << 0.000156;
        QTest::newRow("by its base model") << u"ours"_s << 0.000156;
        QTest::newRow("its own") << u"own"_s << 1.0;
        QTest::newRow("none, as was said") << u"free"_s << 0.0;
        QTest::newRow("one behind a star") << u"any/gpt-4o-mini"_s << 0.000156;
    }

    void callsCostIt()
    {
        QFETCH(QString, model);
        QFETCH(double, usd);
        QVERIFY(std::abs(costOf(model) - usd) < 1e-9);
    }

    void anEstimateOfWhatNobodyKnowsIsRefused()
    {
        const auto estimate = [&](const char *model) {
            return m->master()
                .request("POST", u"/cost/estimate"_s, {{"model", model}, {"input_tokens", 1000}})
                ->status;
        };
        QCOMPARE(estimate("listed"), 200);
        QCOMPARE(estimate("free"), 200);
        QCOMPARE(estimate("any/gpt-4o-mini"), 200);
        QCOMPARE(estimate("strange"), 400);
    }
};

QTEST_GUILESS_MAIN(ModelPricesTest)
#include "tst_modelprices.moc"
