// SPDX-License-Identifier: GPL-3.0-or-later
#include <traces/tracemerge.h>
#include <traces/tracestore.h>

#include <QTemporaryDir>
#include <QTest>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using traces::mergeInto;
using traces::SpanRecord;
using traces::SpanTime;
using traces::Trace;
using traces::TraceStore;
using traces::TraceUpdate;

namespace {

const core::Timestamp Now = core::fromMicros(1'800'000'000'000'000);

SpanTime second(int count)
{
    return SpanTime(std::chrono::seconds(count));
}

TraceUpdate rootUpdate()
{
    return {.traceId = u"t"_s,
            .timestamp = second(5),
            .isRoot = true,
            .spanName = u"root span"_s,
            .spanInput = u"root input"_s};
}

SpanRecord record(const QString &traceId, const QString &id, int start)
{
    SpanRecord made;
    made.observation.traceId = made.trace.traceId = traceId;
    made.observation.id = id;
    made.observation.startTime = made.trace.timestamp = second(start);
    made.observation.endTime = second(start + 1);
    return made;
}

} // namespace

class TraceStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rootFillsWhatWasNotSaid();
    void saidValuesBeatTheRoot_data();
    void saidValuesBeatTheRoot();
    void tagsAndMetadataAddUp();
    void keepsTheNamedEnvironment();
    void childrenMayComeFirst();
    void aRepeatedSpanIsReplaced();
    void sameSpanIdInTwoTraces();
    void sessionsKeepTheirFirstEnvironment();
    void committedBatchesSurviveReopening();
};

void TraceStoreTest::rootFillsWhatWasNotSaid()
{
    Trace trace{.id = u"t"_s, .timestamp = second(9)};
    mergeInto(trace, rootUpdate());
    QCOMPARE(trace.name, u"root span"_s);
    QCOMPARE(trace.input, u"root input"_s);
    QVERIFY(trace.timestamp == second(5));
    QVERIFY(!trace.output);
}

void TraceStoreTest::saidValuesBeatTheRoot_data()
{
    QTest::addColumn<bool>("rootFirst");
    QTest::newRow("root first") << true;
    QTest::newRow("root last") << false;
}

void TraceStoreTest::saidValuesBeatTheRoot()
{
    QFETCH(bool, rootFirst);
    const TraceUpdate child{
        .traceId = u"t"_s, .timestamp = second(6), .name = u"said"_s, .spanName = u"child"_s};
    Trace trace{.id = u"t"_s, .timestamp = second(9)};
    mergeInto(trace, rootFirst ? rootUpdate() : child);
    mergeInto(trace, rootFirst ? child : rootUpdate());
    QCOMPARE(trace.name, u"said"_s);
    QCOMPARE(trace.input, u"root input"_s);
}

void TraceStoreTest::tagsAndMetadataAddUp()
{
    Trace trace{.id = u"t"_s, .tags = {u"b"_s}, .metadata = {{"deep", {{"x", 1}}}}};
    mergeInto(trace, {.tags = {u"a"_s, u"b"_s}, .metadata = {{"deep", {{"y", 2}}}, {"n", nullptr}}});
    QCOMPARE(trace.tags, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(core::toJsonBytes(trace.metadata), QByteArray(R"({"deep":{"x":1,"y":2},"n":null})"));
}

void TraceStoreTest::keepsTheNamedEnvironment()
{
    Trace trace{.id = u"t"_s};
    mergeInto(trace, {});
    QCOMPARE(trace.environment, u"default"_s);
    mergeInto(trace, {.environment = u"staging"_s});
    mergeInto(trace, {.environment = u"production"_s});
    QCOMPARE(trace.environment, u"staging"_s);
}

void TraceStoreTest::childrenMayComeFirst()
{
    const auto store = *TraceStore::open(u":memory:"_s);
    QVERIFY(store->ingest({record(u"t"_s, u"child"_s, 7)}, Now));
    QVERIFY(!(**store->repository().trace(u"t"_s)).name);
    SpanRecord root = record(u"t"_s, u"root"_s, 5);
    root.trace.isRoot = true;
    root.trace.spanName = u"root"_s;
    QVERIFY(store->ingest({root}, Now + std::chrono::seconds(1)));
    const auto overview = **store->repository().overview(u"t"_s);
    QCOMPARE(overview.trace.name, u"root"_s);
    QVERIFY(overview.trace.timestamp == second(5));
    QVERIFY(overview.trace.createdAt == Now);
    QCOMPARE(overview.observationIds, QStringList({u"root"_s, u"child"_s}));
}

void TraceStoreTest::aRepeatedSpanIsReplaced()
{
    const auto store = *TraceStore::open(u":memory:"_s);
    SpanRecord span = record(u"t"_s, u"s"_s, 1);
    QVERIFY(store->ingest({span}, Now));
    span.observation.name = u"again"_s;
    QVERIFY(store->ingest({span}, Now + std::chrono::seconds(1)));
    const auto all = *store->repository().observationsOf(u"t"_s);
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.first().name, u"again"_s);
    QVERIFY(all.first().createdAt == Now && all.first().updatedAt > Now);
}

void TraceStoreTest::sameSpanIdInTwoTraces()
{
    const auto store = *TraceStore::open(u":memory:"_s);
    QVERIFY(store->ingest({record(u"t1"_s, u"s"_s, 1), record(u"t2"_s, u"s"_s, 2)}, Now));
    QCOMPARE(store->repository().observationsOf(u"t1"_s)->size(), 1);
    QCOMPARE((**store->repository().observation(u"s"_s)).traceId, u"t2"_s);
}

void TraceStoreTest::sessionsKeepTheirFirstEnvironment()
{
    const auto store = *TraceStore::open(u":memory:"_s);
    for (const auto &environment : {u"first"_s, u"second"_s}) {
        SpanRecord span = record(environment, u"s"_s, 1);
        span.trace.sessionId = u"chat"_s;
        span.observation.environment = environment;
        QVERIFY(store->ingest({span}, Now));
    }
    QCOMPARE((**store->repository().session(u"chat"_s)).environment, u"first"_s);
    QCOMPARE(store->repository().tracesOf(u"chat"_s)->size(), 2);
}

void TraceStoreTest::committedBatchesSurviveReopening()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"traces.db"_s);
    QVERIFY((*TraceStore::open(path))->ingest({record(u"t"_s, u"s"_s, 1)}, Now));
    const auto again = TraceStore::open(path);
    QVERIFY(again);
    QVERIFY((*(*again)->repository().trace(u"t"_s)).has_value());
}

QTEST_GUILESS_MAIN(TraceStoreTest)
#include "tst_tracestore.moc"
