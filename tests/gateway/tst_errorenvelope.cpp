// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/errorenvelope.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;

static constexpr auto Now = ErrorDialect::Current;

class TestErrorEnvelope : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void turnsKindsIntoStatusAndType_data();
    void turnsKindsIntoStatusAndType();
    void aCodeIsTheType();
    void tellsNothingOfTheInside();
    void carriesFieldsAndHeaders();
    void speaksTheOlderDialect_data();
    void speaksTheOlderDialect();
    void tellsFieldsApartInTheOlderDialect();
    void refusesForTheServer_data();
    void refusesForTheServer();
};

void TestErrorEnvelope::turnsKindsIntoStatusAndType_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::newRow("invalid input") << ErrorKind::InvalidInput << 400 << u"invalid_request_error"_s;
    QTest::newRow("conflict") << ErrorKind::Conflict << 400 << u"bad_request_error"_s;
    QTest::newRow("unauthenticated") << ErrorKind::Unauthenticated << 401 << u"authentication_error"_s;
    QTest::newRow("forbidden") << ErrorKind::Forbidden << 403 << u"permission_error"_s;
    QTest::newRow("not found") << ErrorKind::NotFound << 404 << u"not_found_error"_s;
    QTest::newRow("budget") << ErrorKind::BudgetExceeded << 429 << u"budget_exceeded"_s;
    QTest::newRow("rate limit") << ErrorKind::RateLimited << 429 << u"throttling_error"_s;
    QTest::newRow("timeout") << ErrorKind::Timeout << 408 << u"timeout_error"_s;
    QTest::newRow("upstream") << ErrorKind::Upstream << 502 << u"internal_server_error"_s;
    QTest::newRow("storage") << ErrorKind::Storage << 503 << u"no_db_connection"_s;
    QTest::newRow("internal") << ErrorKind::Internal << 500 << u"internal_server_error"_s;
}

void TestErrorEnvelope::turnsKindsIntoStatusAndType()
{
    QFETCH(ErrorKind, kind);
    QFETCH(int, status);
    QFETCH(QString, type);
    const auto response = refusalResponse(core::Error{kind, u"why"_s, {}, {}, nullptr}, Now);
    QCOMPARE(response.status, status);
    const auto body = core::parseJson(response.body);
    const core::Json error = (*body)["error"];
    QCOMPARE(core::stringOr(error, "type"), type);
    QCOMPARE(core::stringOr(error, "code"), QString::number(status));
    QVERIFY(error["param"].is_null());
}

void TestErrorEnvelope::aCodeIsTheType()
{
    const auto body = errorEnvelope(
        refusalOf({ErrorKind::Forbidden, u"why"_s, u"key_model_access_denied"_s, u"model"_s, nullptr}), Now);
    QCOMPARE(core::stringOr(body["error"], "type"), u"key_model_access_denied"_s);
    QCOMPARE(core::stringOr(body["error"], "param"), u"model"_s);
    QCOMPARE(core::stringOr(body["error"], "message"), u"why"_s);
}

void TestErrorEnvelope::tellsNothingOfTheInside()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SELECT"_s));
    QVERIFY(!refusalResponse(core::Error{ErrorKind::Storage, u"SELECT broke"_s, {}, {}, nullptr}, Now)
                 .body.contains("SELECT"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"null pointer"_s));
    QVERIFY(!refusalResponse(core::Error{ErrorKind::Internal, u"null pointer"_s, {}, {}, nullptr}, Now)
                 .body.contains("null pointer"));
}

void TestErrorEnvelope::carriesFieldsAndHeaders()
{
    Refusal refusal = refusalOf({ErrorKind::BudgetExceeded, u"why"_s, {}, {}, nullptr});
    refusal.fields["budget"] = {{"level", "key"}};
    refusal.headers.append("retry-after", "7");
    const auto response = refusalResponse(refusal, Now);
    QCOMPARE(response.headers.value("Retry-After"), QByteArray("7"));
    QVERIFY(response.body.contains("\"budget\":{\"level\":\"key\"}"));
    QVERIFY(errorEvent(refusal, Now).startsWith("data: {\"error\":"));
    QVERIFY(errorEvent(refusal, Now).endsWith("}\n\n"));
}

void TestErrorEnvelope::speaksTheOlderDialect_data()
{
    QTest::addColumn<core::Error>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<core::Json>("inner");
    const auto row = [](const char *name, core::Error error, int status, core::Json inner) {
        inner["message"] = "why";
        inner["code"] = QString::number(status);
        QTest::newRow(name) << error << status << inner;
    };
    const auto error = [](ErrorKind kind, const QString &code = {}, const QString &param = {}) {
        return core::Error{kind, u"why"_s, code, param, nullptr};
    };
    row("a budget", error(ErrorKind::BudgetExceeded), 400, {{"type", "budget_exceeded"}, {"param", nullptr}});
    row("a model", error(ErrorKind::Forbidden, u"key_model_access_denied"_s, u"model"_s), 401,
        {{"type", "key_model_access_denied"}, {"param", "model"}});
    row("an expired key", error(ErrorKind::Unauthenticated, u"expired_key"_s, u"sk-...abcd"_s), 400,
        {{"type", "expired_key"}, {"param", "sk-...abcd"}});
    row("no key", error(ErrorKind::Unauthenticated), 401, {{"type", "auth_error"}, {"param", "None"}});
    row("a rate limit", error(ErrorKind::RateLimited), 429, {{"type", "None"}, {"param", "None"}});
    row("an unknown model", error(ErrorKind::InvalidInput, {}, u"model"_s), 400,
        {{"type", "None"}, {"param", "model"}});
}

void TestErrorEnvelope::speaksTheOlderDialect()
{
    QFETCH(core::Error, error);
    QFETCH(int, status);
    QFETCH(core::Json, inner);
    const auto response = refusalResponse(error, ErrorDialect::Early2026);
    QCOMPARE(response.status, status);
    QVERIFY2((*core::parseJson(response.body))["error"] == inner, response.body.constData());
}

void TestErrorEnvelope::tellsFieldsApartInTheOlderDialect()
{
    const core::Error error{ErrorKind::InvalidInput, u"must be a number"_s, u"invalid_request_error"_s,
                            u"max_budget"_s, nullptr};
    const auto response = refusalResponse(error, ErrorDialect::Early2026);
    QCOMPARE(response.status, 422);
    const core::Json body = *core::parseJson(response.body);
    const core::Json expected{
        {"detail", core::Json::array({{{"loc", core::Json::array({"body", "max_budget"})},
                                       {"msg", "must be a number"},
                                       {"type", "value_error"}}})}};
    QVERIFY2(body == expected, response.body.constData());
    QCOMPARE(refusalResponse(error, Now).status, 400);
}

void TestErrorEnvelope::refusesForTheServer_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 408, 413, 431, 503})
        QTest::addRow("%d", status) << status;
}

void TestErrorEnvelope::refusesForTheServer()
{
    QFETCH(int, status);
    const auto response = serverRefusal(status, "too much", Now);
    QCOMPARE(response.status, status);
    const auto body = core::parseJson(response.body);
    QCOMPARE(core::stringOr((*body)["error"], "code"), QString::number(status));
    QCOMPARE(core::stringOr((*body)["error"], "message"), u"too much"_s);
}

QTEST_GUILESS_MAIN(TestErrorEnvelope)
#include "tst_errorenvelope.moc"
