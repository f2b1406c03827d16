// SPDX-License-Identifier: GPL-3.0-or-later
#include "otlpbuilder.h"

#include <traces/traceapi.h>
#include <traces/tracestore.h>

#include <QTest>

#include <zlib.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using test::otlpExport;
using test::otlpSpan;

namespace {

constexpr auto PublicKey = "pk-lf-1";
constexpr auto SecretKey = "sk-lf-2";
constexpr auto OtlpPath = "/api/public/otel/v1/traces";

QByteArray gzipped(const QByteArray &plain)
{
    constexpr int GzipHeader = 16;
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + GzipHeader, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

QByteArray basic(const QByteArray &pair)
{
    return "Basic " + pair.toBase64();
}

} // namespace

class TraceApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void refusesWrongKeys_data();
    void refusesWrongKeys();
    void refusesWhatItDoesNotServe_data();
    void refusesWhatItDoesNotServe();
    void healthNeedsNoKeys();
    void tellsItsProject();
    void storesAndReadsATrace();
    void readsFieldGroups();
    void pagesTraces();
    void filtersTraces_data();
    void filtersTraces();
    void ordersTraces();
    void listsSessions();
    void filtersObservations_data();
    void filtersObservations();
    void answersOneObservation();
    void refusesBadParameters_data();
    void refusesBadParameters();
    void refusesBadExports_data();
    void refusesBadExports();
    void unpacksGzip();
    void idsMayHoldAnything();

private:
    http::Response get(const QByteArray &target, const QByteArray &authorization = basic("pk-lf-1:sk-lf-2"));
    Json getJson(const QByteArray &target);
    http::Response post(const QByteArray &body,
                        const http::Headers &more = {{"Content-Type", "application/json"}});
    void storeThree();
    QByteArrayList idsAt(const QByteArray &target);

    core::ManualClock m_clock{core::fromMicros(1'700'000'100'000'000)};
    std::unique_ptr<traces::TraceStore> m_store;
    std::unique_ptr<traces::TraceApi> m_api;
};

void TraceApiTest::init()
{
    m_api.reset();
    m_store = *traces::TraceStore::open(u":memory:"_s);
    const traces::ProjectKeys keys{QString::fromLatin1(PublicKey),
                                   core::SecretString(QString::fromLatin1(SecretKey))};
    m_api = std::make_unique<traces::TraceApi>(*m_store, keys, m_clock);
}

http::Response TraceApiTest::get(const QByteArray &target, const QByteArray &authorization)
{
    http::Request request{.method = "GET", .target = target};
    const auto mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.first(mark);
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    if (!authorization.isEmpty())
        request.headers.set("authorization", authorization);
    return m_api->handle(request);
}

Json TraceApiTest::getJson(const QByteArray &target)
{
    const auto response = get(target);
    return response.status == 200 ? *core::parseJson(response.body) : Json();
}

http::Response TraceApiTest::post(const QByteArray &body, const http::Headers &more)
{
    http::Request request{
        .method = "POST", .target = OtlpPath, .path = OtlpPath, .headers = more, .body = body};
    request.headers.set("Authorization", basic("pk-lf-1:sk-lf-2"));
    return m_api->handle(request);
}

/// t1: root and generation in session chat-1 of user ann; t2 and t3: roots a minute and two later.
void TraceApiTest::storeThree()
{
    Json generation = otlpSpan("t1", "g1", "r1",
                               {{"langfuse.observation.type", "generation"},
                                {"langfuse.observation.model.name", "demo"},
                                {"langfuse.observation.usage_details", R"({"input":3,"output":4})"},
                                {"langfuse.observation.cost_details", R"({"input":0.1,"output":0.2})"},
                                {"langfuse.observation.completion_start_time", "2023-11-14T22:13:20.250Z"}});
    generation["endTimeUnixNano"] = "1700000002750999999";
    const Json first = otlpSpan("t1", "r1", "",
                                {{"session.id", "chat-1"},
                                 {"user.id", "ann"},
                                 {"langfuse.trace.name", "chat"},
                                 {"langfuse.trace.tags", R"(["a","b"])"},
                                 {"langfuse.environment", "staging"},
                                 {"langfuse.observation.input", R"({"q":1})"},
                                 {"langfuse.observation.output", "plain text"}});
    Json second = otlpSpan("t2", "r2", "", {{"user.id", "bob"}, {"langfuse.trace.tags", "a"}});
    second["startTimeUnixNano"] = "1700000060000000000";
    Json third =
        otlpSpan("t3", "r3", "", {{"session.id", "chat-1"}, {"langfuse.observation.level", "ERROR"}});
    third["startTimeUnixNano"] = "1700000120000000000";
    QCOMPARE(post(core::toJsonBytes(otlpExport(Json::array({first, generation, second, third})))).status,
             200);
}

QByteArrayList TraceApiTest::idsAt(const QByteArray &target)
{
    QByteArrayList ids;
    const Json answer = getJson(target);
    for (const Json &item : core::memberOr(answer, "data"))
        ids.append(core::stringOr(item, "id").toUtf8());
    return ids;
}

void TraceApiTest::refusesWrongKeys_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("message");
    const QByteArray wrong = "Invalid credentials. Confirm that you've configured the correct host.";
    QTest::newRow("no header") << QByteArray() << 401 << QByteArray("No authorization header");
    QTest::newRow("another scheme") << QByteArray("Digest x") << 401
                                    << QByteArray("Invalid authorization header");
    QTest::newRow("wrong secret key") << basic("pk-lf-1:sk-lf-3") << 401 << wrong;
    QTest::newRow("wrong public key") << basic("pk-lf-9:sk-lf-2") << 401 << wrong;
    QTest::newRow("empty pair") << basic(":") << 401 << wrong;
    QTest::newRow("no colon")
        << basic("pk-lf-1") << 401
        << QByteArray("Invalid authorization header. Confirm that you've configured the correct host.");
    QTest::newRow("no base64")
        << QByteArray("Basic ???") << 401
        << QByteArray("Invalid authorization header. Confirm that you've configured the correct host.");
    QTest::newRow("the secret key as bearer")
        << QByteArray("Bearer sk-lf-2") << 401
        << QByteArray("Invalid public key. Confirm that you've configured the correct host.");
    QTest::newRow("the public key alone")
        << QByteArray("Bearer pk-lf-1") << 403
        << QByteArray("Access denied - insufficient permissions for this endpoint");
    QTest::newRow("right, scheme in small letters")
        << basic("pk-lf-1:sk-lf-2").replace("Basic", "basic") << 200 << QByteArray();
}

void TraceApiTest::refusesWrongKeys()
{
    QFETCH(QByteArray, header);
    for (const char *path :
         {"/api/public/traces", "/api/public/sessions", "/api/public/observations", "/api/public/projects"}) {
        const auto response = get(path, header);
        QTEST(response.status, "status");
        QTEST(core::stringOr(*core::parseJson(response.body), "message").toUtf8(), "message");
        QVERIFY(!response.body.contains("sk-lf"));
    }
}

void TraceApiTest::refusesWhatItDoesNotServe_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("an unknown path") << QByteArray("GET") << QByteArray("/api/public/scores") << 404;
    QTest::newRow("a path outside") << QByteArray("GET") << QByteArray("/v1/models") << 404;
    QTest::newRow("the root alone") << QByteArray("GET") << QByteArray("/api/public/") << 404;
    QTest::newRow("an empty id") << QByteArray("GET") << QByteArray("/api/public/traces/") << 404;
    QTest::newRow("a wrong method") << QByteArray("PUT") << QByteArray("/api/public/traces") << 405;
    QTest::newRow("reading the OTLP route") << QByteArray("GET") << QByteArray(OtlpPath) << 405;
    QTest::newRow("a trace that is not there")
        << QByteArray("GET") << QByteArray("/api/public/traces/none") << 404;
    QTest::newRow("a session that is not there")
        << QByteArray("GET") << QByteArray("/api/public/sessions/none") << 404;
    QTest::newRow("an observation that is not there")
        << QByteArray("GET") << QByteArray("/api/public/observations/none") << 404;
}

void TraceApiTest::refusesWhatItDoesNotServe()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    http::Request request{.method = method, .target = path, .path = path};
    request.headers.set("Authorization", basic("pk-lf-1:sk-lf-2"));
    const auto response = m_api->handle(request);
    QTEST(response.status, "status");
    const Json body = *core::parseJson(response.body);
    QVERIFY(body.contains("message"));
    QCOMPARE(core::stringOr(body, "error"),
             response.status == 405 ? u"MethodNotAllowedError"_s : u"LangfuseNotFoundError"_s);
}

void TraceApiTest::healthNeedsNoKeys()
{
    const auto response = get("/api/public/health", {});
    QCOMPARE(response.status, 200);
    QCOMPARE(core::stringOr(*core::parseJson(response.body), "status"), u"OK"_s);
    const http::Request head{.method = "HEAD", .path = "/api/public/health"};
    QCOMPARE(m_api->handle(head).status, 200);
}

void TraceApiTest::tellsItsProject()
{
    const Json answer = getJson("/api/public/projects");
    QCOMPARE(answer["data"].size(), std::size_t(1));
    QVERIFY(!core::stringOr(answer["data"][0], "id").isEmpty());
}

void TraceApiTest::storesAndReadsATrace()
{
    storeThree();
    const Json trace = getJson("/api/public/traces/t1");
    QCOMPARE(core::stringOr(trace, "name"), u"chat"_s);
    QCOMPARE(core::stringOr(trace, "userId"), u"ann"_s);
    QCOMPARE(core::stringOr(trace, "sessionId"), u"chat-1"_s);
    QCOMPARE(core::stringOr(trace, "environment"), u"staging"_s);
    QCOMPARE(core::stringOr(trace, "timestamp"), u"2023-11-14T22:13:20.000Z"_s);
    QCOMPARE(core::toJsonBytes(trace["tags"]), QByteArray(R"(["a","b"])"));
    QCOMPARE(core::toJsonBytes(trace["input"]), QByteArray(R"({"q":1})"));
    QCOMPARE(core::stringOr(trace, "output"), u"plain text"_s);
    QCOMPARE(core::numberOr(trace, "latency"), 2.75);
    QCOMPARE(core::numberOr(trace, "totalCost"), 0.3);
    QCOMPARE(trace["observations"].size(), std::size_t(2));
    QCOMPARE(trace["scores"].size(), std::size_t(0));
}

void TraceApiTest::readsFieldGroups()
{
    storeThree();
    const Json trace = getJson("/api/public/traces?fields=core,unknown&userId=ann")["data"][0];
    QVERIFY(!trace.contains("input") && !trace.contains("metadata"));
    QCOMPARE(core::numberOr(trace, "latency"), -1.0);
    QCOMPARE(core::numberOr(trace, "totalCost"), -1.0);
    QVERIFY(trace["observations"].empty());
    QVERIFY(getJson("/api/public/traces/t1?fields=core,io")["observations"].empty());
}

void TraceApiTest::pagesTraces()
{
    storeThree();
    QCOMPARE(idsAt("/api/public/traces?limit=2"), QByteArrayList({"t3", "t2"}));
    QCOMPARE(idsAt("/api/public/traces?limit=2&page=2"), QByteArrayList({"t1"}));
    QVERIFY(idsAt("/api/public/traces?limit=2&page=2000000000").isEmpty());
    const Json meta = getJson("/api/public/traces?limit=2&page=")["meta"];
    QCOMPARE(core::toJsonBytes(meta), QByteArray(R"({"limit":2,"page":1,"totalItems":3,"totalPages":2})"));
    QCOMPARE(core::toJsonBytes(getJson("/api/public/traces?name=none")["meta"]),
             QByteArray(R"({"limit":50,"page":1,"totalItems":0,"totalPages":0})"));
}

void TraceApiTest::filtersTraces_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArrayList>("ids");
    QTest::newRow("user") << QByteArray("userId=bob") << QByteArrayList({"t2"});
    QTest::newRow("session") << QByteArray("sessionId=chat-1") << QByteArrayList({"t3", "t1"});
    QTest::newRow("name") << QByteArray("name=chat") << QByteArrayList({"t1"});
    QTest::newRow("name with plus for a blank") << QByteArray("name=span+r2") << QByteArrayList({"t2"});
    QTest::newRow("a tag") << QByteArray("tags=a") << QByteArrayList({"t2", "t1"});
    QTest::newRow("all of the tags") << QByteArray("tags=a&tags=b") << QByteArrayList({"t1"});
    QTest::newRow("from is included")
        << QByteArray("fromTimestamp=2023-11-14T22:14:20Z") << QByteArrayList({"t3", "t2"});
    QTest::newRow("to is not") << QByteArray("toTimestamp=2023-11-14T22:14:20.000Z")
                               << QByteArrayList({"t1"});
    QTest::newRow("an offset with a bare plus")
        << QByteArray("fromTimestamp=2023-11-15T07:15:20+09:00") << QByteArrayList({"t3"});
    QTest::newRow("environment") << QByteArray("environment=staging") << QByteArrayList({"t1"});
    QTest::newRow("any of the environments")
        << QByteArray("environment=staging&environment=default") << QByteArrayList({"t3", "t2", "t1"});
    QTest::newRow("several") << QByteArray("sessionId=chat-1&userId=ann") << QByteArrayList({"t1"});
    QTest::newRow("an attempt at injection") << QByteArray("name=x'%20OR%20'1'='1") << QByteArrayList();
    QTest::newRow("what is unknown does not narrow")
        << QByteArray("colour=red") << QByteArrayList({"t3", "t2", "t1"});
}

void TraceApiTest::filtersTraces()
{
    storeThree();
    QFETCH(QByteArray, query);
    QTEST(idsAt("/api/public/traces?" + query), "ids");
}

void TraceApiTest::ordersTraces()
{
    storeThree();
    QCOMPARE(idsAt("/api/public/traces?orderBy=timestamp.asc"), QByteArrayList({"t1", "t2", "t3"}));
    QCOMPARE(idsAt("/api/public/traces?orderBy=id.desc"), QByteArrayList({"t3", "t2", "t1"}));
    QCOMPARE(idsAt("/api/public/traces?orderBy=name.asc"), QByteArrayList({"t1", "t2", "t3"}));
}

void TraceApiTest::listsSessions()
{
    storeThree();
    QCOMPARE(idsAt("/api/public/sessions"), QByteArrayList({"chat-1"}));
    QVERIFY(idsAt("/api/public/sessions?toTimestamp=2023-01-01T00:00:00Z").isEmpty());
    const Json session = getJson("/api/public/sessions/chat-1");
    QCOMPARE(core::stringOr(session, "environment"), u"staging"_s);
    QCOMPARE(session["traces"].size(), std::size_t(2));
    QCOMPARE(core::stringOr(session["traces"][0], "id"), u"t1"_s);
}

void TraceApiTest::filtersObservations_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArrayList>("ids");
    QTest::newRow("all, latest first") << QByteArray() << QByteArrayList({"r3", "r2", "r1", "g1"});
    QTest::newRow("trace") << QByteArray("traceId=t1") << QByteArrayList({"r1", "g1"});
    QTest::newRow("type") << QByteArray("type=GENERATION") << QByteArrayList({"g1"});
    QTest::newRow("name") << QByteArray("name=span%20r2") << QByteArrayList({"r2"});
    QTest::newRow("user of the trace") << QByteArray("userId=ann") << QByteArrayList({"r1", "g1"});
    QTest::newRow("level") << QByteArray("level=ERROR") << QByteArrayList({"r3"});
    QTest::newRow("parent") << QByteArray("parentObservationId=r1") << QByteArrayList({"g1"});
    QTest::newRow("times") << QByteArray(
                                  "fromStartTime=2023-11-14T22:14:00Z&toStartTime=2023-11-14T22:15:00Z")
                           << QByteArrayList({"r2"});
    QTest::newRow("a page") << QByteArray("limit=1&page=2") << QByteArrayList({"r2"});
}

void TraceApiTest::filtersObservations()
{
    storeThree();
    QFETCH(QByteArray, query);
    QTEST(idsAt("/api/public/observations?" + query), "ids");
}

void TraceApiTest::answersOneObservation()
{
    storeThree();
    const Json observation = getJson("/api/public/observations/g1");
    QCOMPARE(core::stringOr(observation, "type"), u"GENERATION"_s);
    QCOMPARE(core::stringOr(observation, "model"), u"demo"_s);
    QCOMPARE(core::integerOr(observation, "promptTokens"), 3);
    QCOMPARE(core::integerOr(observation, "totalTokens"), 7);
    QCOMPARE(core::toJsonBytes(observation["usage"]),
             QByteArray(R"({"input":3,"output":4,"total":7,"unit":"TOKENS"})"));
    QCOMPARE(core::numberOr(observation, "calculatedInputCost"), 0.1);
    QCOMPARE(core::numberOr(observation, "latency"), 2.75);
    QCOMPARE(core::numberOr(observation, "timeToFirstToken"), 0.25);
    QCOMPARE(core::stringOr(observation, "endTime"), u"2023-11-14T22:13:22.750Z"_s);
    QVERIFY(observation["inputPrice"].is_null());
}

void TraceApiTest::refusesBadParameters_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("parameter");
    QTest::newRow("limit beyond a hundred") << QByteArray("traces?limit=101") << u"limit"_s;
    QTest::newRow("limit of nothing") << QByteArray("sessions?limit=0") << u"limit"_s;
    QTest::newRow("page that is no number") << QByteArray("observations?page=first") << u"page"_s;
    QTest::newRow("page beyond reason") << QByteArray("traces?page=99999999999999") << u"page"_s;
    QTest::newRow("a time that is none")
        << QByteArray("traces?fromTimestamp=yesterday") << u"fromTimestamp"_s;
    QTest::newRow("an unknown order") << QByteArray("traces?orderBy=colour.asc") << u"orderBy"_s;
    QTest::newRow("an order without direction") << QByteArray("traces?orderBy=name") << u"orderBy"_s;
}

void TraceApiTest::refusesBadParameters()
{
    QFETCH(QByteArray, target);
    const auto response = get("/api/public/" + target);
    QCOMPARE(response.status, 400);
    const Json body = *core::parseJson(response.body);
    QCOMPARE(core::stringOr(body, "message"), u"Invalid request data"_s);
    QTEST(body["error"][0]["path"][0].get<QString>(), "parameter");
}

void TraceApiTest::refusesBadExports_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("error");
    const QByteArray json = "application/json";
    QTest::newRow("no JSON") << json << QByteArray() << QByteArray("{") << 400
                             << QByteArray("Failed to parse OTel JSON Trace");
    QTest::newRow("damaged gzip") << json << QByteArray("gzip") << QByteArray("{}") << 400
                                  << QByteArray("Failed to decompress request body");
    QTest::newRow("gzip cut off") << json << QByteArray("gzip")
                                  << gzipped(QByteArray(100, ' ') + "{}").chopped(9) << 400
                                  << QByteArray("Failed to decompress request body");
    QTest::newRow("a gzip bomb") << json << QByteArray("gzip") << gzipped(QByteArray(65 * 1024 * 1024, ' '))
                                 << 413 << QByteArray("The unpacked body is larger than 67108864 bytes");
    QTest::newRow("another type") << QByteArray("text/plain") << QByteArray() << QByteArray("{}") << 400
                                  << QByteArray("Invalid content type");
    QTest::newRow("protobuf") << QByteArray("application/x-protobuf") << QByteArray() << QByteArray() << 415
                              << QByteArray("OTLP protobuf is not supported here; send OTLP JSON "
                                            "(OTEL_EXPORTER_OTLP_PROTOCOL=http/json)");
    QTest::newRow("a span without ids")
        << json << QByteArray() << QByteArray(R"({"resourceSpans":[{"scopeSpans":[{"spans":[{}]}]}]})") << 400
        << QByteArray("Invalid OTLP trace export: a span has no usable traceId or spanId");
}

void TraceApiTest::refusesBadExports()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, body);
    const auto response = post(body, {{"Content-Type", type}, {"Content-Encoding", encoding}});
    QTEST(response.status, "status");
    QTEST(core::stringOr(*core::parseJson(response.body), "error").toUtf8(), "error");
    QVERIFY(idsAt("/api/public/traces").isEmpty());
}

void TraceApiTest::unpacksGzip()
{
    const auto body = gzipped(core::toJsonBytes(otlpExport(Json::array({otlpSpan("t1", "s1", "")}))));
    const auto response = post(body, {{"Content-Type", "application/json; charset=utf-8"},
                                      {"Content-Encoding", "gzip"},
                                      {"x-langfuse-ingestion-version", "4"}});
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, QByteArray("{}"));
    QCOMPARE(idsAt("/api/public/traces"), QByteArrayList({"t1"}));
    QCOMPARE(post("{}", {{"Content-Type", "application/json"}, {"x_langfuse_ingestion_version", "5"}}).status,
             400);
}

void TraceApiTest::idsMayHoldAnything()
{
    const std::string id = "a/b ?#%関";
    post(core::toJsonBytes(otlpExport(Json::array({otlpSpan(id, "s/1", "")}))));
    const QByteArray encoded = QByteArray::fromStdString(id).toPercentEncoding();
    QVERIFY(getJson("/api/public/traces/" + encoded)["id"] == Json(id));
    QVERIFY(getJson("/api/public/observations/s/1")["id"] == Json("s/1"));
}

QTEST_GUILESS_MAIN(TraceApiTest)
#include "tst_traceapi.moc"
