// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <http/testcertificate.h>

#include <QSslKey>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;
using test::TestClient;

namespace {

const QByteArray Usage = R"({"prompt_tokens":10,"completion_tokens":20,"total_tokens":30})";

} // namespace

/// A whole gateway behind a certificate of its own.
class TestGatewayTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void answersPlainChat();
    void streamsChat();
    void managesKeys();
    void takesTraces();
    void isNotTrustedWithoutReason();
    void speaksNothingElseOnThatPort();
    void saysWhatIsWrongWithTheFiles_data();
    void saysWhatIsWrongWithTheFiles();

private:
    QString path(const QString &name) const { return m_dir.filePath(name); }
    void write(const QString &name, const QByteArray &content);
    TestClient client(const QSslConfiguration &tls, const QString &scheme = u"https"_s) const;

    QTemporaryDir m_dir;
    TestCertificate m_certificate;
    FakeUpstream m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
};

void TestGatewayTls::write(const QString &name, const QByteArray &content)
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void TestGatewayTls::initTestCase()
{
    m_certificate = makeTestCertificate();
    write(u"certificate.pem"_s, m_certificate.server.localCertificate().toPem());
    write(u"key.pem"_s, m_certificate.server.privateKey().toPem());
    write(u"other.pem"_s, "hello\n");
}

void TestGatewayTls::init()
{
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream.url())};
    m_fixture->options.tlsCertificateFile = path(u"certificate.pem"_s);
    m_fixture->options.tlsKeyFile = path(u"key.pem"_s);
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
    QCOMPARE(m_fixture->info().url.scheme(), u"https"_s);
}

TestClient TestGatewayTls::client(const QSslConfiguration &tls, const QString &scheme) const
{
    QUrl url = m_fixture->info().url;
    url.setScheme(scheme);
    http::ConnectionPool::Options options;
    options.tls = tls;
    return TestClient(url, GatewayFixture::MasterKey, options);
}

void TestGatewayTls::answersPlainChat()
{
    m_upstream.answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],"usage":)" + Usage + "}"));
    auto trusting = client(m_certificate.client);
    for (int i = 0; i < 3; ++i) {
        const auto reply = trusting.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s));
        TestClient::waitFor(*reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(reply->body.contains(Usage));
    }
}

void TestGatewayTls::streamsChat()
{
    // More than the buffers on the way hold at once.
    m_upstream.answer(FakeAnswer::chatStream(QStringList(300, QString(4000, u'x')), Usage));
    auto trusting = client(m_certificate.client);
    const auto reply =
        trusting.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, true));
    TestClient::waitFor(*reply);
    QVERIFY(reply->isDone);
    QCOMPARE(reply->body.count('x') / 4000, 300);
    QVERIFY(reply->body.endsWith("data: [DONE]\n\n"));
}

void TestGatewayTls::managesKeys()
{
    auto trusting = client(m_certificate.client);
    const auto made = trusting.request("POST", u"/key/generate"_s, Json{{"key_alias", "over-tls"}});
    QCOMPARE(made->status, 200);
    const auto info =
        trusting.request("GET", u"/key/info?key="_s + core::stringOr(made->json(), "key"))->json();
    QCOMPARE(core::stringOr(info["info"], "key_alias"), u"over-tls"_s);
}

void TestGatewayTls::takesTraces()
{
    auto trusting = client(m_certificate.client);
    QCOMPARE(trusting.request("GET", u"/api/public/health"_s)->status, 200);
}

void TestGatewayTls::isNotTrustedWithoutReason()
{
    auto careful = client(QSslConfiguration::defaultConfiguration());
    const auto reply = careful.request("GET", u"/health/liveliness"_s);
    QVERIFY(reply->isBroken);
    QCOMPARE(reply->status, 0);
}

void TestGatewayTls::speaksNothingElseOnThatPort()
{
    auto plain = client(m_certificate.client, u"http"_s);
    const auto reply = plain.request("GET", u"/health/liveliness"_s);
    QVERIFY(reply->isBroken);
    QCOMPARE(reply->status, 0);
}

void TestGatewayTls::saysWhatIsWrongWithTheFiles_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("detail");
    QTest::newRow("a certificate without a key") << u"certificate.pem"_s << QString() << u"both"_s;
    QTest::newRow("a key without a certificate") << QString() << u"key.pem"_s << u"both"_s;
    QTest::newRow("a certificate that is not there")
        << u"missing.pem"_s << u"key.pem"_s << u"holds no certificate"_s;
    QTest::newRow("a certificate that is none")
        << u"other.pem"_s << u"key.pem"_s << u"holds no certificate"_s;
    QTest::newRow("a key that is not there") << u"certificate.pem"_s << u"missing.pem"_s << u"missing.pem"_s;
    QTest::newRow("a key that is none")
        << u"certificate.pem"_s << u"other.pem"_s << u"holds no RSA or EC key"_s;
}

void TestGatewayTls::saysWhatIsWrongWithTheFiles()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, detail);
    m_fixture->stop();
    m_fixture->options.tlsCertificateFile = certificate.isEmpty() ? QString() : path(certificate);
    m_fixture->options.tlsKeyFile = key.isEmpty() ? QString() : path(key);
    QVERIFY(!m_fixture->start());
    QVERIFY2(m_fixture->startError().detail.contains(detail), qPrintable(m_fixture->startError().detail));
}

QTEST_GUILESS_MAIN(TestGatewayTls)
#include "tst_gatewaytls.moc"
