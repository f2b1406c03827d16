// SPDX-License-Identifier: GPL-3.0-or-later
#include <client/failure.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::client;
using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;

class GatewayRefusalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ruleAndKind_data();
    void ruleAndKind();
    void modelAccessTellsTheModels();
    void budgetTellsTheAmounts_data();
    void budgetTellsTheAmounts();
    void figuresWinOverTheSentence();
    void rateLimitTellsWhen();
    void pythonReprIsTakenOff();
    void noneIsNothing();
    void streamErrorHasItsStatus();
};

void GatewayRefusalTest::ruleAndKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<RefusalRule>("rule");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](const char *name, int status, const char *body, RefusalRule rule, ErrorKind kind) {
        QTest::newRow(name) << status << QByteArray(body) << rule << kind;
    };
    row("budget, old dialect", 400, R"({"error":{"message":"x","type":"budget_exceeded","code":"400"}})",
        RefusalRule::BudgetExceeded, ErrorKind::BudgetExceeded);
    row("budget, new dialect", 429, R"({"error":{"message":"x","type":"budget_exceeded","code":"429"}})",
        RefusalRule::BudgetExceeded, ErrorKind::BudgetExceeded);
    row("model, old dialect", 401, R"({"error":{"type":"key_model_access_denied","param":"model"}})",
        RefusalRule::ModelNotAllowed, ErrorKind::Forbidden);
    row("model, new dialect", 403, R"({"error":{"type":"project_model_access_denied","param":"model"}})",
        RefusalRule::ModelNotAllowed, ErrorKind::Forbidden);
    row("expired, old dialect", 400, R"({"error":{"type":"expired_key"}})", RefusalRule::KeyExpired,
        ErrorKind::Unauthenticated);
    row("unknown key", 401, R"({"error":{"type":"token_not_found_in_db","param":"key"}})",
        RefusalRule::KeyUnknown, ErrorKind::Unauthenticated);
    row("blocked key", 401,
        R"({"error":{"type":"auth_error","message":"Authentication Error, Key is blocked."}})",
        RefusalRule::KeyBlocked, ErrorKind::Forbidden);
    row("blocked team", 401, R"({"error":{"type":"auth_error","message":"Team=t1 is blocked. Update via"}})",
        RefusalRule::TeamBlocked, ErrorKind::Forbidden);
    row("rate limit, old dialect", 429, R"({"error":{"message":"Rate limit exceeded","type":"None"}})",
        RefusalRule::RateLimited, ErrorKind::RateLimited);
    row("admin route as a detail", 400, R"({"detail":{"error":"Admin-only endpoint. Not allowed"}})",
        RefusalRule::RouteNotAllowed, ErrorKind::Forbidden);
    row("unknown model", 400, R"({"error":{"type":"invalid_request_error","param":"model"}})",
        RefusalRule::ModelUnknown, ErrorKind::InvalidInput);
    row("missing team", 404, R"({"detail":{"error":"Team not found"}})", RefusalRule::None,
        ErrorKind::NotFound);
    row("missing key under a catch-all type", 404, R"({"error":{"type":"auth_error","message":"no"}})",
        RefusalRule::None, ErrorKind::NotFound);
    row("validation", 422, R"({"detail":[{"loc":["body","x"],"msg":"required"}]})", RefusalRule::None,
        ErrorKind::InvalidInput);
    row("a proxy's page", 502, "<html>Bad gateway</html>", RefusalRule::None, ErrorKind::Unavailable);
    row("nothing at all", 500, "", RefusalRule::None, ErrorKind::Upstream);
    row("a method that is not there", 405, R"({"detail":"Method Not Allowed"})", RefusalRule::None,
        ErrorKind::Unsupported);
}

void GatewayRefusalTest::ruleAndKind()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(RefusalRule, rule);
    const auto refusal = parseRefusal(status, {}, body);
    QCOMPARE(refusal.rule, rule);
    QTEST(errorFrom(refusal).kind, "kind");
}

void GatewayRefusalTest::modelAccessTellsTheModels()
{
    const auto refusal = parseRefusal(403, {}, R"({"error":{"type":"key_model_access_denied","param":"model",
        "message":"key not allowed to access model. This key can only access models=['gpt-4o-mini', 'o3']. Tried to access gemini/flash"}})");
    QCOMPARE(refusal.scope, RefusalScope::Key);
    QCOMPARE(refusal.allowedModels, QStringList({u"gpt-4o-mini"_s, u"o3"_s}));
    QCOMPARE(refusal.triedModel, u"gemini/flash"_s);
}

void GatewayRefusalTest::budgetTellsTheAmounts_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<RefusalScope>("scope");
    QTest::addColumn<QString>("subject");
    QTest::newRow("key, old") << u"Budget has been exceeded! Current cost: 1.5, Max budget: 1.0"_s
                              << RefusalScope::Key << QString();
    QTest::newRow("key, new")
        << u"Budget has been exceeded! Key=my key (sk-...W8TA) Current cost: 1.5, Max budget: 1.0"_s
        << RefusalScope::Key << u"my key"_s;
    QTest::newRow("team") << u"Budget has been exceeded! Team=t1 Current cost: 1.5, Max budget: 1.0"_s
                          << RefusalScope::Team << u"t1"_s;
    QTest::newRow("member")
        << u"Budget has been exceeded! User=u in Team=t Current cost: 1.5, Max budget: 1.0"_s
        << RefusalScope::TeamMember << u"u"_s;
    QTest::newRow("user") << u"ExceededBudget: User=u1 over budget. Spend=1.5, Budget=1.0"_s
                          << RefusalScope::User << u"u1"_s;
    QTest::newRow("end user") << u"ExceededBudget: End User=e1 over budget. Spend=1.5, Budget=1.0"_s
                              << RefusalScope::EndUser << u"e1"_s;
}

void GatewayRefusalTest::budgetTellsTheAmounts()
{
    QFETCH(QString, message);
    const core::Json body{{"error", {{"type", "budget_exceeded"}, {"message", message}}}};
    const auto refusal = parseRefusal(429, {}, core::toJsonBytes(body));
    QTEST(refusal.scope, "scope");
    QTEST(refusal.subject, "subject");
    QCOMPARE(refusal.spent, core::Money::fromUsd(1.5));
    QCOMPARE(refusal.limit, core::Money::fromUsd(1.0));
}

void GatewayRefusalTest::figuresWinOverTheSentence()
{
    const auto refusal =
        parseRefusal(429, {}, R"({"error":{"type":"budget_exceeded","message":"Budget has been exceeded!",
        "budget":{"level":"budget","object":"shared","spend":2,"max_budget":3,"budget_reset_at":"2026-12-01T00:00:00Z"}}})");
    QCOMPARE(refusal.scope, RefusalScope::Budget);
    QCOMPARE(refusal.subject, u"shared"_s);
    QCOMPARE(refusal.limit, core::Money::fromUsd(3));
    QVERIFY(refusal.resetAt.has_value());
}

void GatewayRefusalTest::rateLimitTellsWhen()
{
    const HeaderList headers{{"Retry-After", "60"},
                             {"rate_limit_type", "tokens"},
                             {"reset_at", "2026-11-23 09:00:00 UTC"},
                             {"X-LiteLLM-Call-Id", "c1"}};
    const auto refusal = parseRefusal(
        429, headers,
        R"({"error":{"type":"throttling_error","message":"Rate limit exceeded for api_key: abc."}})");
    QCOMPARE(refusal.scope, RefusalScope::Key);
    QCOMPARE(refusal.limitType, u"tokens"_s);
    QCOMPARE(refusal.retryAfter, std::chrono::seconds(60));
    QCOMPARE(core::toIso8601(refusal.resetAt.value()), u"2026-11-23T09:00:00Z"_s);
    QCOMPARE(refusal.callId, u"c1"_s);
    const auto provider =
        parseRefusal(429, {}, R"({"error":{"message":"slow down","type":"rate_limit_error"}})");
    QCOMPARE(provider.scope, RefusalScope::Model);
}

void GatewayRefusalTest::pythonReprIsTakenOff()
{
    const auto refusal =
        parseRefusal(404, {}, R"({"error":{"message":"{'error': 'No keys found'}","code":404}})");
    QCOMPARE(refusal.message, u"No keys found"_s);
    QCOMPARE(refusal.code, u"404"_s);
}

void GatewayRefusalTest::noneIsNothing()
{
    const auto refusal =
        parseRefusal(500, {}, R"({"error":{"message":"m","type":"None","param":"None","code":"500"}})");
    QVERIFY(refusal.type.isEmpty());
    QVERIFY(refusal.param.isEmpty());
}

void GatewayRefusalTest::streamErrorHasItsStatus()
{
    const auto refusal =
        parseStreamRefusal(core::Json{{"message", "m"}, {"type", "budget_exceeded"}, {"code", "429"}});
    QCOMPARE(refusal.status, 429);
    QCOMPARE(refusal.rule, RefusalRule::BudgetExceeded);
    QCOMPARE(parseStreamRefusal(core::Json("text")).status, 500);
}

QTEST_GUILESS_MAIN(GatewayRefusalTest)
#include "tst_gatewayrefusal.moc"
