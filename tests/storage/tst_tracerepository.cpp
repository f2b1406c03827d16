// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/traces/tracerepository.h>

#include <QTest>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using storage::Observation;
using storage::SpanTime;
using storage::Trace;

class TraceRepositoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tracesRoundTrip();
    void observationsRoundTrip();
    void replacingATraceReplacesItsTags();
    void totalsCoverOpenSpans();
    void pagesDoNotScan_data();
    void pagesDoNotScan();

private:
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<storage::TraceRepository> m_repository;
};

void TraceRepositoryTest::init()
{
    m_repository.reset();
    m_database = std::move(*storage::Database::open(u":memory:"_s));
    QVERIFY(m_database->migrate(u":/storage/traces"_s));
    m_repository = std::make_unique<storage::TraceRepository>(*m_database);
}

void TraceRepositoryTest::tracesRoundTrip()
{
    const Trace trace{.id = u"t"_s,
                      .timestamp = SpanTime(std::chrono::nanoseconds(1'700'000'000'000'000'001)),
                      .name = u"関所"_s,
                      .sessionId = u"s"_s,
                      .environment = u"test"_s,
                      .tags = {u"a"_s, u"b"_s},
                      .input = u""_s,
                      .metadata = {{"deep", {{"x", 1}}}},
                      .isPublic = true,
                      .nameGiven = true,
                      .createdAt = core::fromMicros(5),
                      .updatedAt = core::fromMicros(6)};
    QVERIFY(m_repository->save(trace));
    QVERIFY(**m_repository->trace(u"t"_s) == trace);
    QVERIFY(!m_repository->trace(u"none"_s)->has_value());
}

void TraceRepositoryTest::observationsRoundTrip()
{
    const Observation observation{.traceId = u"t"_s,
                                  .id = u"o"_s,
                                  .parentId = u"p"_s,
                                  .type = u"GENERATION"_s,
                                  .startTime = SpanTime(std::chrono::nanoseconds(7)),
                                  .completionStartTime = SpanTime(std::chrono::nanoseconds(9)),
                                  .output = u"text"_s,
                                  .model = u"m"_s,
                                  .modelParameters = {{"temperature", 0.5}},
                                  .usage = {{u"input"_s, 3}, {u"total"_s, 3}},
                                  .cost = {{u"total"_s, 1e-12}},
                                  .totalCost = 1e-12,
                                  .promptVersion = 2,
                                  .createdAt = core::fromMicros(5),
                                  .updatedAt = core::fromMicros(6)};
    QVERIFY(m_repository->save(observation));
    QVERIFY(**m_repository->observation(u"o"_s) == observation);
}

void TraceRepositoryTest::replacingATraceReplacesItsTags()
{
    QVERIFY(m_repository->save(Trace{.id = u"t"_s, .tags = {u"old"_s}}));
    QVERIFY(m_repository->save(Trace{.id = u"t"_s, .tags = {u"new"_s}}));
    QCOMPARE(m_repository->traces({.tags = {u"old"_s}}, {})->total, 0);
    QCOMPARE(m_repository->traces({.tags = {u"new"_s}}, {})->total, 1);
}

void TraceRepositoryTest::totalsCoverOpenSpans()
{
    const auto at = [](int nanos) { return SpanTime(std::chrono::nanoseconds(nanos)); };
    QVERIFY(m_repository->save(Trace{.id = u"t"_s}));
    QVERIFY(!(**m_repository->overview(u"t"_s)).start);
    for (const auto &[id, start, cost] : {std::tuple(u"b"_s, 20, 0.5), std::tuple(u"a"_s, 10, 0.25)}) {
        Observation open{.traceId = u"t"_s, .id = id, .startTime = at(start), .totalCost = cost};
        if (id == u"a")
            open.endTime = at(15);
        QVERIFY(m_repository->save(open));
    }
    const auto overview = **m_repository->overview(u"t"_s);
    QVERIFY(overview.start == at(10) && overview.end == at(20));
    QCOMPARE(overview.totalCost.usd(), 0.75);
    QCOMPARE(overview.observationIds, QStringList({u"a"_s, u"b"_s}));
}

void TraceRepositoryTest::pagesDoNotScan_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("latest traces") << u"SELECT * FROM traces ORDER BY timestamp_ns DESC, id DESC LIMIT 50"_s;
    QTest::newRow("traces of a session")
        << u"SELECT * FROM traces WHERE session_id = 's' ORDER BY timestamp_ns, id"_s;
    QTest::newRow("latest observations")
        << u"SELECT * FROM observations ORDER BY start_ns DESC, id DESC LIMIT 50"_s;
    QTest::newRow("totals of a trace")
        << u"SELECT start_ns, id, end_ns, total_cost_nanos FROM observations WHERE trace_id = 't' ORDER BY start_ns, id"_s;
    QTest::newRow("newest sessions")
        << u"SELECT * FROM sessions ORDER BY created_at DESC, id DESC LIMIT 50"_s;
}

void TraceRepositoryTest::pagesDoNotScan()
{
    QFETCH(QString, sql);
    const auto read = [](const storage::Row &row) { return row.text(3); };
    const auto plan = m_database->select<QString>(u"EXPLAIN QUERY PLAN "_s + sql, {}, read);
    QVERIFY(plan);
    QVERIFY2(plan->first().contains(u"INDEX"), qPrintable(plan->join(u'\n')));
}

QTEST_GUILESS_MAIN(TraceRepositoryTest)
#include "tst_tracerepository.moc"
