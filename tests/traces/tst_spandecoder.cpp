// SPDX-License-Identifier: GPL-3.0-or-later
#include "otlpbuilder.h"

#include <traces/spandecoder.h>

#include <QTest>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using test::otlpExport;
using test::otlpSpan;
using traces::decodeOtlp;
using traces::SpanRecord;
using traces::SpanTime;

namespace {

const SpanTime Now{std::chrono::seconds(1'800'000'000)};

SpanRecord decodeOne(const Json &span)
{
    const auto records = decodeOtlp(otlpExport(Json::array({span})), Now);
    return records && records->size() == 1 ? records->first() : SpanRecord();
}

SpanRecord decodeWith(const std::map<std::string, std::string> &attributes)
{
    return decodeOne(otlpSpan("t1", "s1", "", attributes));
}

qint64 nanos(SpanTime time)
{
    return time.time_since_epoch().count();
}

QByteArray compact(const Json &value)
{
    return core::toJsonBytes(value);
}

} // namespace

class SpanDecoderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesBrokenExports_data();
    void refusesBrokenExports();
    void acceptsOddExports_data();
    void acceptsOddExports();
    void readsIds_data();
    void readsIds();
    void readsTimes_data();
    void readsTimes();
    void readsValues_data();
    void readsValues();
    void namesTypes_data();
    void namesTypes();
    void prefersItsOwnAttributes();
    void readsLevels_data();
    void readsLevels();
    void countsUsage_data();
    void countsUsage();
    void readsCost_data();
    void readsCost();
    void findsContent_data();
    void findsContent();
    void readsContentFromEvents();
    void readsTags_data();
    void readsTags();
    void normalisesEnvironments_data();
    void normalisesEnvironments();
    void takesMetadataWholeAndByKey();
    void keepsForeignAttributesAsMetadata();
    void rootSpansSpeakForTheTrace();
    void survivesLongText();
};

void SpanDecoderTest::refusesBrokenExports_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto span = [](const QByteArray &inner) {
        return QByteArray(R"({"resourceSpans":[{"scopeSpans":[{"spans":[)") + inner + "]}]}]}";
    };
    QTest::newRow("not an object") << QByteArray("[]");
    QTest::newRow("resourceSpans is no list") << QByteArray(R"({"resourceSpans":{}})");
    QTest::newRow("scopeSpans is no list") << QByteArray(R"({"resourceSpans":[{"scopeSpans":"x"}]})");
    QTest::newRow("spans is no list") << QByteArray(R"({"resourceSpans":[{"scopeSpans":[{"spans":1}]}]})");
    QTest::newRow("a span is no object") << span("7");
    QTest::newRow("a span without trace id") << span(R"({"spanId":"s"})");
    QTest::newRow("a span without span id") << span(R"({"traceId":"t"})");
    QTest::newRow("an empty id") << span(R"({"traceId":"","spanId":"s"})");
    QTest::newRow("a number as id") << span(R"({"traceId":12,"spanId":"s"})");
    QTest::newRow("a list of anything as id") << span(R"({"traceId":[1,900],"spanId":"s"})");
    QTest::newRow("attributes are no list") << span(R"({"traceId":"t","spanId":"s","attributes":{"a":1}})");
    QTest::newRow("events are no list") << span(R"({"traceId":"t","spanId":"s","events":"none"})");
    QTest::newRow("attributes of an event are no list")
        << span(R"({"traceId":"t","spanId":"s","events":[{"name":"e","attributes":3}]})");
    QTest::newRow("one broken span after a good one")
        << span(R"({"traceId":"t","spanId":"s"},{"spanId":"x"})");
}

void SpanDecoderTest::refusesBrokenExports()
{
    QFETCH(QByteArray, text);
    const auto records = decodeOtlp(*core::parseJson(text), Now);
    QVERIFY(!records);
    QCOMPARE(records.error().kind, core::ErrorKind::InvalidInput);
    QVERIFY(records.error().detail.startsWith(u"Invalid OTLP trace export: "));
}

void SpanDecoderTest::acceptsOddExports_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("spans");
    QTest::newRow("nothing at all") << QByteArray("{}") << 0;
    QTest::newRow("an empty list") << QByteArray(R"({"resourceSpans":[]})") << 0;
    QTest::newRow("a scope without spans") << QByteArray(R"({"resourceSpans":[{"scopeSpans":[{}]}]})") << 0;
    QTest::newRow("wrong types in what is optional")
        << QByteArray(R"({"resourceSpans":[{"resource":5,"scopeSpans":[{"scope":"x","spans":[
             {"traceId":"t","spanId":"s","name":7,"status":[],"attributes":[5,{"key":1},{"key":"k","value":"v"}],
              "startTimeUnixNano":{},"events":[1]}]}]}]})")
        << 1;
}

void SpanDecoderTest::acceptsOddExports()
{
    QFETCH(QByteArray, text);
    const auto records = decodeOtlp(*core::parseJson(text), Now);
    QVERIFY2(records, records ? "" : qPrintable(core::describe(records.error())));
    QTEST(int(records->size()), "spans");
}

void SpanDecoderTest::readsIds_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("expected");
    QTest::newRow("hexadecimal") << QByteArray(R"("00f067aa0ba902b7")") << u"00f067aa0ba902b7"_s;
    QTest::newRow("upper case is kept") << QByteArray(R"("00F067AA0BA902B7")") << u"00F067AA0BA902B7"_s;
    QTest::newRow("base64 is kept as text") << QByteArray(R"("APBnqgupArc=")") << u"APBnqgupArc="_s;
    QTest::newRow("a list of bytes becomes hexadecimal") << QByteArray("[0,240,103]") << u"00f067"_s;
    QTest::newRow("a Node buffer becomes hexadecimal")
        << QByteArray(R"({"type":"Buffer","data":[10,11]})") << u"0a0b"_s;
}

void SpanDecoderTest::readsIds()
{
    QFETCH(QByteArray, id);
    Json span = otlpSpan("t1", "s1", "p1");
    span["spanId"] = *core::parseJson(id);
    QTEST(decodeOne(span).observation.id, "expected");
}

void SpanDecoderTest::readsTimes_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<qint64>("startNanos");
    QTest::addColumn<qint64>("endNanos");
    constexpr qint64 Start = 1700000000000000001;
    constexpr qint64 End = 1700000000000000005;
    const qint64 now = nanos(Now);
    const QByteArray start = "1700000000000000001", end = "1700000000000000005";
    QTest::newRow("text") << '"' + start + '"' << '"' + end + '"' << Start << End;
    QTest::newRow("numbers") << start << end << Start << End;
    QTest::newRow("halves") << QByteArray(R"({"high":395812000,"low":0})") << end << (qint64(395812000) << 32)
                            << End;
    QTest::newRow("no end") << start << QByteArray("null") << Start << Start;
    QTest::newRow("no start") << QByteArray("null") << end << End << End;
    QTest::newRow("neither") << QByteArray("null") << QByteArray("null") << now << now;
    QTest::newRow("end before start") << end << start << End << End;
    QTest::newRow("rubbish") << QByteArray("\"soon\"") << QByteArray("true") << now << now;
    QTest::newRow("beyond 64 bits") << QByteArray("18446744073709551615") << QByteArray("1e300") << now
                                    << now;
    QTest::newRow("negative") << QByteArray("-5") << end << End << End;
}

void SpanDecoderTest::readsTimes()
{
    QFETCH(QByteArray, start);
    QFETCH(QByteArray, end);
    Json span = otlpSpan("t1", "s1", "");
    span["startTimeUnixNano"] = *core::parseJson(start);
    span["endTimeUnixNano"] = *core::parseJson(end);
    const auto observation = decodeOne(span).observation;
    QTEST(nanos(observation.startTime), "startNanos");
    QTEST(nanos(*observation.endTime), "endNanos");
}

void SpanDecoderTest::readsValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("text") << QByteArray(R"({"stringValue":"a"})") << QByteArray(R"("a")");
    QTest::newRow("true") << QByteArray(R"({"boolValue":true})") << QByteArray("true");
    QTest::newRow("a number") << QByteArray(R"({"doubleValue":0.5})") << QByteArray("0.5");
    QTest::newRow("not a number stays text")
        << QByteArray(R"({"doubleValue":"NaN"})") << QByteArray(R"("NaN")");
    QTest::newRow("an integer in text") << QByteArray(R"({"intValue":"42"})") << QByteArray("42");
    QTest::newRow("an integer") << QByteArray(R"({"intValue":42})") << QByteArray("42");
    QTest::newRow("a list") << QByteArray(
                                   R"({"arrayValue":{"values":[{"stringValue":"a"},{"intValue":"1"}]}})")
                            << QByteArray(R"(["a",1])");
    QTest::newRow("an empty list") << QByteArray(R"({"arrayValue":{}})") << QByteArray("[]");
    QTest::newRow("pairs") << QByteArray(
                                  R"({"kvlistValue":{"values":[{"key":"k","value":{"boolValue":false}}]}})")
                           << QByteArray(R"({"k":false})");
    QTest::newRow("nothing") << QByteArray("{}") << QByteArray("null");
}

void SpanDecoderTest::readsValues()
{
    QFETCH(QByteArray, value);
    Json span = otlpSpan("t1", "s1", "");
    span["attributes"].push_back(
        {{"key", "langfuse.observation.metadata.probe"}, {"value", *core::parseJson(value)}});
    const auto observation = decodeOne(span).observation;
    QTEST(compact(core::memberOr(observation.metadata, "probe")), "expected");
}

void SpanDecoderTest::namesTypes_data()
{
    QTest::addColumn<QByteArray>("attribute");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *attribute, const char *value, const char *type) {
        QTest::addRow("%s=%s is %s", attribute, value, type)
            << QByteArray(attribute) << QByteArray(value) << QString::fromLatin1(type);
    };
    row("langfuse.observation.type", "generation", "GENERATION");
    row("langfuse.observation.type", "guardrail", "GUARDRAIL");
    row("langfuse.observation.type", "GENERATION", "SPAN");
    row("openinference.span.kind", "LLM", "GENERATION");
    row("openinference.span.kind", "RETRIEVER", "RETRIEVER");
    row("gen_ai.operation.name", "chat", "GENERATION");
    row("gen_ai.operation.name", "invoke_agent", "AGENT");
    row("gen_ai.operation.name", "execute_tool", "TOOL");
    row("genkit:metadata:subtype", "embedder", "EMBEDDING");
    row("ai.operationId", "ai.toolCall", "TOOL");
    row("ai.operationId", "ai.streamText.doStream", "SPAN");
    row("gen_ai.tool.call.id", "c1", "TOOL");
    row("gen_ai.request.model", "m", "GENERATION");
    row("llm.model_name", "m", "GENERATION");
    row("anything", "else", "SPAN");
}

void SpanDecoderTest::namesTypes()
{
    QFETCH(QByteArray, attribute);
    QFETCH(QByteArray, value);
    QTEST(decodeWith({{attribute.toStdString(), value.toStdString()}}).observation.type, "type");
}

void SpanDecoderTest::prefersItsOwnAttributes()
{
    const auto record = decodeWith({{"langfuse.observation.model.name", "own"},
                                    {"gen_ai.response.model", "answered"},
                                    {"gen_ai.request.model", "asked"},
                                    {"user.id", "generic"},
                                    {"langfuse.user.id", "own user"},
                                    {"session.id", "s"},
                                    {"langfuse.observation.model.parameters", R"({"temperature":0.2})"}});
    QCOMPARE(record.observation.model, u"own"_s);
    QCOMPARE(record.trace.userId, u"own user"_s);
    QCOMPARE(record.trace.sessionId, u"s"_s);
    QCOMPARE(compact(record.observation.modelParameters), QByteArray(R"({"temperature":0.2})"));
    QVERIFY(!decodeWith({{"user.id", ""}}).trace.userId);
}

void SpanDecoderTest::readsLevels_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("level");
    QTest::newRow("its own name") << u"WARNING"_s << 0 << u"WARNING"_s;
    QTest::newRow("an alias in small letters") << u"fatal"_s << 0 << u"ERROR"_s;
    QTest::newRow("the given level before the status") << u"DEBUG"_s << 2 << u"DEBUG"_s;
    QTest::newRow("an error status") << QString() << 2 << u"ERROR"_s;
    QTest::newRow("a good status") << QString() << 1 << u"DEFAULT"_s;
    QTest::newRow("an unknown level") << u"LOUD"_s << 0 << u"DEFAULT"_s;
}

void SpanDecoderTest::readsLevels()
{
    QFETCH(QString, given);
    QFETCH(int, status);
    Json span = otlpSpan("t1", "s1", "", {{"langfuse.observation.level", given.toStdString()}});
    span["status"] = {{"code", status}, {"message", "why"}};
    const auto observation = decodeOne(span).observation;
    QTEST(observation.level, "level");
    QCOMPARE(observation.statusMessage, u"why"_s);
}

void SpanDecoderTest::countsUsage_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("usage");
    const QByteArray own = "langfuse.observation.usage_details";
    QTest::newRow("a total is added") << own << QByteArray(R"({"input":3,"output":4})")
                                      << QByteArray(R"({"input":3,"output":4,"total":7})");
    QTest::newRow("a given total stays")
        << own << QByteArray(R"({"input":3,"total":9})") << QByteArray(R"({"input":3,"total":9})");
    QTest::newRow("text is read, the rest left out")
        << own << QByteArray(R"({"input":"3","output":-1,"x":null,"y":[1]})")
        << QByteArray(R"({"input":3,"total":3})");
    QTest::newRow("OpenAI's form with details")
        << own << QByteArray(R"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,
                          "prompt_tokens_details":{"cached_tokens":4}})")
        << QByteArray(R"({"input":6,"input_cached_tokens":4,"output":5,"total":15})");
    QTest::newRow("no JSON") << own << QByteArray("many") << QByteArray("{}");
    QTest::newRow("a generic key") << QByteArray("gen_ai.usage.input_tokens") << QByteArray("12")
                                   << QByteArray(R"({"input":12,"total":12})");
    QTest::newRow("OpenInference") << QByteArray("llm.token_count.completion") << QByteArray("8")
                                   << QByteArray(R"({"output":8,"total":8})");
    QTest::newRow("an absurd count") << QByteArray("gen_ai.usage.input_tokens") << QByteArray("1e300")
                                     << QByteArray("{}");
}

void SpanDecoderTest::countsUsage()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    Json usage = Json::object();
    for (const auto &[kind, count] : decodeWith({{key.toStdString(), value.toStdString()}}).observation.usage)
        usage[kind.toStdString()] = count;
    QTEST(compact(usage), "usage");
}

void SpanDecoderTest::readsCost_data()
{
    QTest::addColumn<QByteArray>("details");
    QTest::addColumn<double>("total");
    QTest::newRow("a total") << QByteArray(R"({"total":0.25})") << 0.25;
    QTest::newRow("input and output are added") << QByteArray(R"({"input":0.25,"output":0.5})") << 0.75;
    QTest::newRow("other kinds say nothing of the whole")
        << QByteArray(R"({"input":0.25,"search":1})") << -1.0;
    QTest::newRow("negative") << QByteArray(R"({"total":-4})") << -1.0;
    QTest::newRow("nothing") << QByteArray("{}") << -1.0;
}

void SpanDecoderTest::readsCost()
{
    QFETCH(QByteArray, details);
    const auto record = decodeWith({{"langfuse.observation.cost_details", details.toStdString()}});
    QTEST(record.observation.totalCost.value_or(-1), "total");
}

void SpanDecoderTest::findsContent_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("its own") << QByteArray("langfuse.observation.input") << QByteArray("probe");
    QTest::newRow("OpenInference") << QByteArray("input.value") << QByteArray("probe");
    QTest::newRow("Traceloop") << QByteArray("traceloop.entity.input") << QByteArray("probe");
    QTest::newRow("flattened messages")
        << QByteArray("gen_ai.prompt.0.content") << QByteArray(R"([{"content":"probe"}])");
    QTest::newRow("OpenInference messages")
        << QByteArray("llm.input_messages.3.message.role") << QByteArray(R"([{"role":"probe"}])");
    QTest::newRow("messages as JSON") << QByteArray("gen_ai.input.messages") << QByteArray("probe");
    QTest::newRow("tool arguments") << QByteArray("gen_ai.tool.call.arguments") << QByteArray("probe");
    QTest::newRow("an index out of reach")
        << QByteArray("gen_ai.prompt.99999999999999999999.content") << QByteArray();
}

void SpanDecoderTest::findsContent()
{
    QFETCH(QByteArray, key);
    QTEST(decodeWith({{key.toStdString(), "probe"}}).observation.input.value_or(QString()).toUtf8(), "input");
}

void SpanDecoderTest::readsContentFromEvents()
{
    Json span = otlpSpan("t1", "s1", "");
    const Json content = Json::array({{{"key", "content"}, {"value", {{"stringValue", "hi"}}}}});
    span["events"] = Json::array({{{"name", "gen_ai.user.message"}, {"attributes", content}},
                                  {{"name", "gen_ai.choice"}, {"attributes", content}}});
    const auto observation = decodeOne(span).observation;
    QCOMPARE(observation.input, uR"([{"content":"hi","role":"user"}])"_s);
    QCOMPARE(observation.output, uR"({"content":"hi"})"_s);
}

void SpanDecoderTest::readsTags_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("JSON text") << QByteArray(R"(["a","b"])");
    QTest::newRow("commas") << QByteArray("a, b");
}

void SpanDecoderTest::readsTags()
{
    QFETCH(QByteArray, value);
    QCOMPARE(decodeWith({{"langfuse.trace.tags", value.toStdString()}}).trace.tags,
             QStringList({u"a"_s, u"b"_s}));
}

void SpanDecoderTest::normalisesEnvironments_data()
{
    QTest::addColumn<QString>("expected");
    QTest::newRow("Production") << u"production"_s;
    QTest::newRow("langfuse-langfuse_eval") << u"eval"_s;
    QTest::newRow("stage 1") << u"default"_s;
    QTest::newRow("langfuse") << u"default"_s;
    QTest::newRow("abcdefghijabcdefghijabcdefghijabcdefghijXYZ")
        << u"abcdefghijabcdefghijabcdefghijabcdefghij"_s;
}

void SpanDecoderTest::normalisesEnvironments()
{
    QTEST(traces::normalisedEnvironment(QString::fromLatin1(QTest::currentDataTag())), "expected");
}

void SpanDecoderTest::takesMetadataWholeAndByKey()
{
    const auto record = decodeWith({{"langfuse.observation.metadata", R"({"a":{"b":1}})"},
                                    {"langfuse.observation.metadata.count", "2"},
                                    {"langfuse.observation.metadata.word", "two"},
                                    {"langfuse.trace.metadata.team", "blue"}});
    const Json &own = record.observation.metadata;
    QCOMPARE(compact(own["a"]), QByteArray(R"({"b":1})"));
    QCOMPARE(compact(own["count"]), QByteArray("2"));
    QCOMPARE(compact(own["word"]), QByteArray(R"("two")"));
    QVERIFY(own.contains("resourceAttributes") && own.contains("scope") && !own.contains("attributes"));
    QVERIFY(!own.contains("team"));
    QCOMPARE(compact(record.trace.metadata["team"]), QByteArray(R"("blue")"));
}

void SpanDecoderTest::keepsForeignAttributesAsMetadata()
{
    const auto span = otlpSpan("t1", "s1", "", {{"http.route", "/x"}, {"input.value", "in"}});
    const auto records = decodeOtlp(otlpExport(Json::array({span}), "my-instrumentation"), Now);
    QCOMPARE(compact(records->first().observation.metadata["attributes"]),
             QByteArray(R"({"http.route":"/x"})"));
}

void SpanDecoderTest::rootSpansSpeakForTheTrace()
{
    QVERIFY(decodeOne(otlpSpan("t", "s", "")).trace.isRoot);
    QVERIFY(!decodeOne(otlpSpan("t", "s", "p")).trace.isRoot);
    QVERIFY(decodeOne(otlpSpan("t", "s", "p", {{"langfuse.internal.as_root", "true"}})).trace.isRoot);
    QVERIFY(!decodeOne(otlpSpan("t", "s", "p")).trace.metadata.contains("scope"));
}

void SpanDecoderTest::survivesLongText()
{
    const std::string megabytes(2'000'000, 'x');
    const auto record = decodeWith({{"langfuse.observation.input", megabytes}, {"user.id", megabytes}});
    QCOMPARE(record.observation.input->size(), 2'000'000);
}

QTEST_GUILESS_MAIN(SpanDecoderTest)
#include "tst_spandecoder.moc"
