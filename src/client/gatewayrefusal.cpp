// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayrefusal.h"

#include "refusaltext.h"
#include "wirejson.h"

namespace sekisho::client {

using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {
QString orEmpty(const QString &text)
{
    return text == u"None"_s ? QString() : text;
}

/// `code` is a string in LiteLLM's envelope, a number in others.
QString textOf(const Json &object, const char *field)
{
    const auto &value = core::memberOr(object, field);
    return value.is_number_integer() ? QString::number(value.get<qint64>())
                                     : orEmpty(core::stringOr(object, field));
}

QString validationText(const Json &items)
{
    QStringList lines;
    for (const auto &item : items) {
        QStringList place;
        for (const auto &part : core::memberOr(item, "loc"))
            place << (part.is_string() ? part.get<QString>() : QString::fromStdString(part.dump()));
        lines << place.join(u'.') + u": "_s + core::stringOr(item, "msg");
    }
    return lines.join(u"; "_s);
}

QString detailText(const Json &detail)
{
    if (detail.is_string())
        return detail.get<QString>();
    if (detail.is_array())
        return validationText(detail);
    const auto &inner = core::memberOr(detail, "error");
    return inner.is_string() ? inner.get<QString>() : core::stringOr(inner, "message");
}

void readErrorObject(const Json &error, GatewayRefusal &refusal)
{
    refusal.type = orEmpty(core::stringOr(error, "type"));
    refusal.message = withoutPythonRepr(core::stringOr(error, "message"));
    refusal.param = orEmpty(core::stringOr(error, "param"));
    refusal.code = textOf(error, "code");
    refusal.callId = core::stringOr(error, "litellm_call_id");
}

RefusalScope scopeNamed(const QString &level)
{
    if (level == u"key"_s)
        return RefusalScope::Key;
    if (level == u"team"_s)
        return RefusalScope::Team;
    return level == u"budget"_s ? RefusalScope::Budget : RefusalScope::Unknown;
}

/// Sekisho's gateway tells the figures beside the sentence; they win over what the sentence says.
void readBudgetFacts(const Json &error, GatewayRefusal &refusal)
{
    const auto &budget = core::memberOr(error, "budget");
    if (!budget.is_object())
        return;
    refusal.scope = scopeNamed(core::stringOr(budget, "level"));
    refusal.subject = core::stringOr(budget, "object");
    refusal.spent = optionalMoney(budget, "spend");
    refusal.limit = optionalMoney(budget, "max_budget");
    refusal.resetAt = optionalTime(budget, "budget_reset_at");
}

Json parsedObject(const QByteArray &body)
{
    const auto parsed = core::parseJson(body);
    return parsed && parsed->is_object() ? *parsed : Json::object();
}

void readBody(const Json &body, GatewayRefusal &refusal)
{
    const auto &error = core::memberOr(body, "error");
    if (error.is_object())
        readErrorObject(error, refusal);
    else if (error.is_string())
        refusal.message = error.get<QString>();
    else if (body.contains("detail"))
        refusal.message = withoutPythonRepr(detailText(body["detail"]));
    else
        refusal.message = core::stringOr(body, "message");
}

void readHeaders(const HeaderList &headers, GatewayRefusal &refusal)
{
    bool isNumber = false;
    const int seconds = headerValue(headers, "retry-after").toInt(&isNumber);
    if (isNumber)
        refusal.retryAfter = std::chrono::seconds(seconds);
    refusal.limitType = QString::fromLatin1(headerValue(headers, "rate_limit_type"));
    const auto callId = headerValue(headers, "x-litellm-call-id");
    if (!callId.isEmpty())
        refusal.callId = QString::fromLatin1(callId);
    const auto resetAt = QString::fromLatin1(headerValue(headers, "reset_at"));
    if (const auto time = readResetTime(resetAt))
        refusal.resetAt = *time;
}

/// By type: these hold in both dialects.
RefusalRule ruleOfType(const QString &type)
{
    if (type == u"budget_exceeded"_s)
        return RefusalRule::BudgetExceeded;
    if (type.endsWith(u"_model_access_denied"_s))
        return RefusalRule::ModelNotAllowed;
    if (type == u"expired_key"_s)
        return RefusalRule::KeyExpired;
    if (type == u"token_not_found_in_db"_s)
        return RefusalRule::KeyUnknown;
    if (type == u"throttling_error"_s || type == u"rate_limit_error"_s)
        return RefusalRule::RateLimited;
    if (type == u"team_member_permission_error"_s)
        return RefusalRule::RouteNotAllowed;
    return RefusalRule::None;
}

RefusalRule ruleOfStatus(const GatewayRefusal &refusal)
{
    switch (refusal.status) {
    case 401:
        return RefusalRule::KeyUnknown;
    case 403:
        return RefusalRule::RouteNotAllowed;
    case 429:
        return RefusalRule::RateLimited;
    case 400:
    case 404:
        return refusal.param == u"model"_s ? RefusalRule::ModelUnknown : RefusalRule::None;
    default:
        return RefusalRule::None;
    }
}

void judge(GatewayRefusal &refusal)
{
    refusal.rule = ruleOfType(refusal.type);
    if (refusal.rule == RefusalRule::None)
        refusal.rule = ruleOfText(refusal.message);
    if (refusal.rule == RefusalRule::None)
        refusal.rule = ruleOfStatus(refusal);
    readText(refusal);
}
} // namespace

GatewayRefusal parseRefusal(int status, const HeaderList &headers, const QByteArray &body)
{
    GatewayRefusal refusal;
    refusal.status = status;
    const auto object = parsedObject(body);
    readBody(object, refusal);
    readHeaders(headers, refusal);
    judge(refusal);
    readBudgetFacts(core::memberOr(object, "error"), refusal);
    return refusal;
}

GatewayRefusal parseStreamRefusal(const Json &error)
{
    GatewayRefusal refusal;
    if (error.is_object())
        readErrorObject(error, refusal);
    else
        refusal.message = error.is_string() ? error.get<QString>() : QString();
    refusal.status = refusal.code.toInt();
    if (refusal.status < 400)
        refusal.status = 500;
    judge(refusal);
    readBudgetFacts(error, refusal);
    return refusal;
}

} // namespace sekisho::client
