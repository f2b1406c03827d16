// SPDX-License-Identifier: GPL-3.0-or-later
#include <client/apitransport.h>
#include <client/failure.h>

#include <QNetworkAccessManager>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::client;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using test::FakeAnswer;

class ApiTransportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsSecretsAndQuery();
    void v1AtTheEndIsLeftOut();
    void failuresHaveTheirKind_data();
    void failuresHaveTheirKind();
    void refusedConnectionIsNetwork();
    void readsAreTriedTwice();
    void writesAreSentOnce();
    void cancelClosesTheConnection();
    void destroyingCancels();
    void timeoutEndsIt();
    void otherThanJsonIsNotTheApi();

private:
    core::Error failureOf(const ApiRequest &request);

    test::FakeUpstream m_upstream;
    QNetworkAccessManager m_network;
    ApiTransport m_transport{&m_network,
                             {m_upstream.url(QString()), {bearerAuth(core::SecretString(u"sk-1"_s))}}};
};

core::Error ApiTransportTest::failureOf(const ApiRequest &request)
{
    auto future = m_transport.send(request);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }) || future.resultCount() == 0)
        return {ErrorKind::Internal, u"the future did not end"_s, {}, {}, nullptr};
    const auto result = future.result();
    return result ? core::Error{ErrorKind::Internal, u"it succeeded"_s, {}, {}, nullptr} : result.error();
}

void ApiTransportTest::sendsSecretsAndQuery()
{
    m_upstream.answer(FakeAnswer::json(200, "{}"));
    const auto before = m_upstream.requests().size();
    auto future =
        m_transport.send(ApiRequest::get(u"/key/info"_s, queryOf({{u"key"_s, u"a+b&c d"_s}, {u"x"_s, {}}})));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result().has_value());
    const auto request = m_upstream.requests().at(before);
    QCOMPARE(request.header("Authorization"), QByteArray("Bearer sk-1"));
    QCOMPARE(request.target, QByteArray("/key/info?key=a%2Bb%26c%20d"));
}

void ApiTransportTest::v1AtTheEndIsLeftOut()
{
    const ServerEndpoint endpoint{QUrl(u"https://host/proxy/v1/"_s), {}};
    QCOMPARE(urlFor(endpoint, u"/key/info"_s).toString(), u"https://host/proxy/key/info"_s);
}

void ApiTransportTest::failuresHaveTheirKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("401 with a challenge asks nobody") << 401 << ErrorKind::Unauthenticated;
    QTest::newRow("403") << 403 << ErrorKind::Forbidden;
    QTest::newRow("404") << 404 << ErrorKind::NotFound;
    QTest::newRow("409") << 409 << ErrorKind::Conflict;
    QTest::newRow("500") << 500 << ErrorKind::Upstream;
    QTest::newRow("503") << 503 << ErrorKind::Unavailable;
}

void ApiTransportTest::failuresHaveTheirKind()
{
    QFETCH(int, status);
    auto answer = FakeAnswer::json(status, R"({"detail":"no"})");
    if (status == 401)
        answer.withHeader("WWW-Authenticate", "Basic realm=\"x\"");
    m_upstream.answer(answer);
    const auto error = failureOf(ApiRequest::get(u"/x"_s));
    QTEST(error.kind, "kind");
    QCOMPARE(error.detail, u"no"_s);
}

void ApiTransportTest::refusedConnectionIsNetwork()
{
    quint16 port = 0;
    {
        test::FakeUpstream gone;
        port = gone.port();
    }
    m_transport.setEndpoint({QUrl(u"http://127.0.0.1:%1"_s.arg(port)), {}});
    const auto error = failureOf(ApiRequest::get(u"/x"_s));
    m_transport.setEndpoint({m_upstream.url(QString()), {bearerAuth(core::SecretString(u"sk-1"_s))}});
    QCOMPARE(error.kind, ErrorKind::Network);
    QCOMPARE(error.code, QString(CodeRefused));
}

void ApiTransportTest::readsAreTriedTwice()
{
    const auto before = m_upstream.requests().size();
    m_upstream.answer(FakeAnswer::json(503, "{}"));
    m_upstream.thenAnswer(FakeAnswer::json(200, "{}"));
    auto future = m_transport.send(ApiRequest::get(u"/x"_s));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result().has_value());
    QCOMPARE(m_upstream.requests().size() - before, 2);
    m_upstream.answer(FakeAnswer::json(503, "{}"));
    QCOMPARE(failureOf(ApiRequest::get(u"/x"_s)).kind, ErrorKind::Unavailable);
    QCOMPARE(m_upstream.requests().size() - before, 4);
}

void ApiTransportTest::writesAreSentOnce()
{
    const auto before = m_upstream.requests().size();
    m_upstream.answer(FakeAnswer::json(503, "{}"));
    QCOMPARE(failureOf(ApiRequest::post(u"/key/generate"_s, core::Json::object())).kind,
             ErrorKind::Unavailable);
    QCOMPARE(m_upstream.requests().size() - before, 1);
}

void ApiTransportTest::cancelClosesTheConnection()
{
    m_upstream.answer(FakeAnswer::silence());
    const int abandoned = m_upstream.connectionsAbandoned();
    const auto before = m_upstream.requests().size();
    auto future = m_transport.fetchJson<core::Json>(
        ApiRequest::get(u"/x"_s), [](const core::Json &json) { return core::Result<core::Json>(json); });
    QTRY_COMPARE(m_upstream.requests().size(), before + 1);
    future.cancel();
    QTRY_COMPARE(m_upstream.connectionsAbandoned(), abandoned + 1);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
}

void ApiTransportTest::destroyingCancels()
{
    m_upstream.answer(FakeAnswer::silence());
    core::Async<ApiResponse> future;
    {
        ApiTransport transport(&m_network, {m_upstream.url(QString()), {}});
        future = transport.send(ApiRequest::get(u"/x"_s));
        QVERIFY(future.isRunning());
    }
    QVERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
}

void ApiTransportTest::timeoutEndsIt()
{
    m_upstream.answer(FakeAnswer::silence());
    auto request = ApiRequest::get(u"/x"_s);
    request.timeout = 50ms;
    const auto error = failureOf(request);
    QCOMPARE(error.kind, ErrorKind::Timeout);
    QCOMPARE(error.code, QString(CodeTimeout));
}

void ApiTransportTest::otherThanJsonIsNotTheApi()
{
    m_upstream.answer(FakeAnswer::text(200, "text/html", "<html>sign in</html>"));
    auto future = m_transport.fetchJson<core::Json>(
        ApiRequest::get(u"/x"_s), [](const core::Json &json) { return core::Result<core::Json>(json); });
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, QString(CodeNotTheApi));
}

QTEST_GUILESS_MAIN(ApiTransportTest)
#include "tst_apitransport.moc"
